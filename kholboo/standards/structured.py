"""An edition as search engines read it: JSON-LD in the words of schema.org."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from kholboo.standards.models import Edition
from kholboo.standards.queries.catalogue import Tie
from kholboo.standards.queries.committees import Price
from kholboo.standards.rules import Access, RelationKind, Status

PROPERTIES = {
    RelationKind.IDENTICAL: "isBasedOn",
    RelationKind.MODIFIED: "isBasedOn",
    RelationKind.NOT_EQUIVALENT: "isBasedOn",
    RelationKind.CONSOLIDATES: "isBasedOn",
    RelationKind.REFERENCES: "citation",
    RelationKind.PART_OF: "isPartOf",
    RelationKind.CITED: "subjectOf",
}
TYPES = {RelationKind.CITED: "Legislation"}
# In a data block nothing is run, but `</script>` within it would end it.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld(
    edition: Edition, status: Status, *, ties: Iterable[Tie], price: Price | None
) -> SafeString:
    facts = _told(edition, status) | _tied(ties) | _sold(price)
    known = {name: value for name, value in facts.items() if value not in (None, "", [])}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308  # nothing in it can end the block


def _told(edition: Edition, status: Status) -> dict[str, Any]:
    titles = [title for title in (edition.title_mn, edition.title_en) if title]
    return {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": f"{edition.designation} {titles[0]}",
        "alternateName": titles,
        "identifier": edition.designation,
        "url": _url(edition.slug),
        "version": str(edition.year or ""),
        "datePublished": edition.approved_on and edition.approved_on.isoformat(),
        "creativeWorkStatus": status.value.replace("_", " "),
        "isAccessibleForFree": edition.access == Access.FREE,
        "about": [f"ICS {row.pk} {row.name_en}" for row in edition.ics.all()],
        "sourceOrganization": edition.committee_id
        and edition.committee
        and {
            "@type": "Organization",
            "name": str(edition.committee),
        },
        "exampleOfWork": {
            "@type": "CreativeWork",
            "name": edition.work.number,
            "url": _url(edition.work.slug),
        },
    }


def _tied(ties: Iterable[Tie]) -> dict[str, Any]:
    """What it stands on, refers to and is a part of; the laws that name it."""
    found: dict[str, list[dict[str, str]]] = {}
    for tie in ties:
        name = PROPERTIES.get(tie.kind) if tie.is_own else None
        if name:
            place = tie.link or (_url(tie.slug) if tie.slug else "")
            told = {"@type": TYPES.get(tie.kind, "CreativeWork"), "name": tie.words, "url": place}
            found.setdefault(name, []).append({key: text for key, text in told.items() if text})
    return found


def _sold(price: Price | None) -> dict[str, Any]:
    """No offer is told while the price is a sample, or is not known."""
    if price is None or price.amount is None or price.is_sample:
        return {}
    return {"offers": {"@type": "Offer", "price": price.amount, "priceCurrency": "MNT"}}


def _url(slug: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.PUBLIC_URL}{reverse('standards:standard', args=[slug])}"
