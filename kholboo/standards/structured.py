"""An edition as search engines read it: JSON-LD in the words of schema.org."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from kholboo.standards.models import Edition, IcsClass
from kholboo.standards.rules import Access, Status

# In a data block nothing is run, but `</script>` within it would end it.
_ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def json_ld(edition: Edition, status: Status, classes: list[IcsClass]) -> SafeString:
    facts = _told(edition, status, classes)
    known = {name: value for name, value in facts.items() if value not in (None, "", [])}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(text)  # noqa: S308  # nothing in it can end the block


def _told(edition: Edition, status: Status, classes: list[IcsClass]) -> dict[str, Any]:
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
        "about": [f"ICS {row.pk} {row.name_en}" for row in classes],
        "exampleOfWork": {
            "@type": "CreativeWork",
            "name": edition.work.number,
            "url": _url(edition.work.slug),
        },
    }


def _url(slug: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.PUBLIC_URL}{reverse('standards:standard', args=[slug])}"
