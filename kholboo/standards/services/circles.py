"""What replaces another is not replaced by it: neither itself nor through others."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import Facts
from kholboo.standards.models import Edition
from kholboo.standards.numbers import parse
from kholboo.standards.queries.changes import names_in
from kholboo.standards.queries.circles import Wanted, circle_in

CIRCLE = _(
    "%(one)s and %(other)s would replace each other, themselves or through others. Take one of "
    "the ties out."
)
# Of an edition that is not there yet.
NEW = ""


def check(
    edition: Edition | None, number: str, year: int | None, *, now: Facts, wanted: Facts
) -> None:
    """RuleBroken for a change that closes a circle; number and year of an edition not there yet."""
    if not {"ties", "replaced_by"} & set(wanted):
        return
    own = edition.slug if edition else NEW
    circle = circle_in({own: after(edition, number, year, facts=now | wanted)})
    if circle:
        other = next(each for each in reversed(circle) if each != own)
        name = edition.designation if edition else number
        said = {"one": name, "other": names_in([[other]]).get(other, other)}
        field = "ties" if "ties" in wanted else "successor"
        raise RuleBroken(CIRCLE % said, field=field)


def after(edition: Edition | None, number: str, year: int | None, *, facts: Facts) -> Wanted:
    """An edition with these facts; number and year of one that is not there yet."""
    if edition:
        return Wanted(edition.work.key, edition.year, facts["ties"], facts.get("replaced_by"))
    parsed = parse(number)
    key = parsed.key if parsed else number
    return Wanted(key, year, facts["ties"], facts.get("replaced_by"))


def of_file(rows: Mapping[str, Wanted]) -> dict[str, tuple[str, str]]:
    """Of the editions of a file with all the ties each would have: those in a circle, with the
    names of two that would replace each other.
    """
    circle = circle_in(rows)
    names = names_in([circle])
    pairs = zip(circle, [*circle[1:], *circle[:1]], strict=True)
    return {
        one: (names.get(one, one), names.get(other, other)) for one, other in pairs if one in rows
    }
