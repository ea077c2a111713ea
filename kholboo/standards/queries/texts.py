"""Reading a text: which file of an edition is shown, its contents, and who may read all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.core.language import stems
from kholboo.standards.models import (
    Clause,
    Edition,
    Entitlement,
    Manifestation,
    Part,
    Picture,
    ReadingTerms,
    Relation,
    Work,
)
from kholboo.standards.numbers import parse
from kholboo.standards.queries.catalogue import no_older_than
from kholboo.standards.queries.terms import terms_asked_of
from kholboo.standards.reading import FREE_KINDS, TextState
from kholboo.standards.rules import PUBLISHED, Access, RelationKind

MOST_FOUND = 100
MOST_WORDS = 8


@dataclass(frozen=True)
class Reading:
    """A text as one reader may have it: whole, or only what is free.

    `terms`: they hold a right, and have to agree to these before they read under it.
    """

    text: Manifestation
    is_whole: bool
    entitlement: Entitlement | None
    terms: ReadingTerms | None = None


def text_of(edition: Edition) -> Manifestation | None:
    """What is shown of this edition, in the reader's language where there is one."""
    shown = list(edition.texts.filter(state=TextState.SHOWN))
    wanted = get_language() or "mn"
    shown.sort(key=lambda text: (text.kind != "sts", text.language != wanted, text.pk))
    return shown[0] if shown else None


def reading_of(edition: Edition, user: User | None) -> Reading:
    """Raises NotFound where nothing of this edition can be read here."""
    text = text_of(edition)
    if text is None:
        raise NotFound(_("The text of this standard cannot be read here yet."))
    if edition.access == Access.FREE:
        return Reading(text, is_whole=True, entitlement=None)
    entitlement = entitlement_of(edition, user) if user else None
    asked = terms_asked_of(user) if user and entitlement else None
    if entitlement is None or asked:
        return Reading(text, is_whole=False, entitlement=None, terms=asked)
    return Reading(text, is_whole=True, entitlement=entitlement)


def entitlement_of(edition: Edition, user: User) -> Entitlement | None:
    """That is valid today: of the person, or of an organisation of which they are known to be.

    Anybody may say that they speak for an organisation; their word alone opens nothing.
    """
    today = clock.local_date(clock.now())
    speaks_for = user.memberships.filter(Q(until__isnull=True) | Q(until__gte=today))
    speaks_for = speaks_for.filter(confirmed_at__isnull=False)
    of_them = Q(user=user) | Q(organisation__in=speaks_for.values("organisation"))
    valid = Entitlement.objects.filter(of_them, edition=edition, until__gte=today, ended_at=None)
    return valid.order_by("-until", "pk").select_related("organisation").first()


def parts_of(reading: Reading) -> list[Part]:
    """In the order of the text; of a text that is not open only what is free to all."""
    parts = reading.text.parts.select_related("scan")
    return list(parts if reading.is_whole else parts.filter(kind__in=FREE_KINDS))


def contents_of(text: Manifestation) -> list[Clause]:
    """Every clause that has a name, without its words."""
    clauses = Clause.objects.filter(part__text=text).exclude(label="", title="")
    return list(
        clauses.only("anchor", "label", "title", "level", "part__kind").select_related("part")
    )


def found_in(reading: Reading, words: str) -> list[Clause]:
    """Clauses with all the words in any form, in the order of the text; at most MOST_FOUND."""
    keys = list(dict.fromkeys(stems(words)))[:MOST_WORDS]
    if not keys:
        return []
    # Stems hold letters, digits and underscores only, so the text is a safe query.
    asked = " & ".join(f"{key}:*" for key in keys)
    query = SearchQuery(asked, search_type="raw", config="simple")
    clauses = Clause.objects.filter(part__text=reading.text, search=query)
    if not reading.is_whole:
        clauses = clauses.filter(part__kind__in=FREE_KINDS)
    return list(clauses.select_related("part__scan").defer("part__html")[:MOST_FOUND])


def picture_at(text: Manifestation, number: int) -> Picture:
    """Raises NotFound."""
    found = text.pictures.filter(number=number).select_related("document").first()
    if found is None:
        raise NotFound(_("There is no such picture."))
    return found


def free_picture_at(text: Manifestation, number: int) -> Picture:
    """One that stands in a part that is free to all. Raises NotFound for others."""
    free = text.parts.filter(kind__in=FREE_KINDS, html__contains=f'"pic:{number}/"')
    return picture_at(text, number if free.exists() else 0)


def amendments_of(edition: Edition) -> list[Relation]:
    """What amends or corrects this edition, or its work since, by the clause it is about. What is
    only a draft amends nothing yet.
    """
    kinds = (RelationKind.AMENDS, RelationKind.CORRECTS)
    of_it = Q(edition=edition) | (Q(work=edition.work) & no_older_than(edition))
    ties = Relation.objects.filter(of_it, kind__in=kinds, source__stage__in=PUBLISHED)
    ties = ties.exclude(source=edition).select_related("source__work")
    return list(ties.order_by("source__year", "pk"))


def address_of(words: str) -> str:
    """The slug of the standard these words name, as a reference does; empty when we hold none."""
    parsed = parse(words)
    if parsed is None:
        return ""
    editions = Edition.objects.filter(work__key=parsed.key)
    if parsed.year:
        return editions.filter(year=parsed.year).values_list("slug", flat=True).first() or ""
    works = Work.objects.filter(key=parsed.key, editions__isnull=False)
    return works.values_list("slug", flat=True).first() or ""


def addresses() -> Callable[[str], str]:
    """`address_of` that asks once for the same words, for one conversion."""
    return lru_cache(maxsize=4096)(address_of)
