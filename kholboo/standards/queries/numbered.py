"""The standard a number means, however it is written."""

from django.db.models import Q, QuerySet

from kholboo.core.keyboards import other_layouts
from kholboo.standards.models import Edition
from kholboo.standards.numbers import Number, parse
from kholboo.standards.queries.catalogue import NEWEST


def editions_of_number(words: str) -> QuerySet[Edition] | None:
    """The editions that bear this number; of a work, all of them, the newest first."""
    for parsed in _numbers(words):
        found = Edition.objects.filter(_same(parsed))
        of_year = found.filter(year=parsed.year) if parsed.year else found
        chosen = of_year if of_year.exists() else found
        if chosen.exists():
            return chosen.order_by("work__key", NEWEST)
    return None


def address_of(words: str) -> str | None:
    """The edition whose year was typed or the only one; else the work, which leads to the one in
    force.

    None where the words are no number, or the number of several works.
    """
    for parsed in _numbers(words):
        rows = list(Edition.objects.filter(_same(parsed)).values_list("work__slug", "year", "slug"))
        if rows:
            dated = [slug for _work, year, slug in rows if year == parsed.year and year]
            if len(rows) == 1:
                return rows[0][2]
            works = {work for work, _year, _slug in rows}
            return (dated or [rows[0][0]])[0] if len(works) == 1 else None
    return None


def _numbers(words: str) -> list[Number]:
    return [parsed for typed in (words, *other_layouts(words)) if (parsed := parse(typed))]


def _same(parsed: Number) -> Q:
    """Figures alone mean any prefix; ours may be left out."""
    same = Q(work__key=parsed.key)
    return same | (Q(work__key=f"mns {parsed.key}") if parsed.words else Q(work__bare=parsed.bare))
