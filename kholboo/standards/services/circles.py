"""What replaces another is not replaced by it: neither itself nor through others."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import Bond, Facts
from kholboo.standards.models import Edition
from kholboo.standards.queries.changes import names_in
from kholboo.standards.queries.lineage import circle_in
from kholboo.standards.rules import RelationKind

CIRCLE = _(
    "%(one)s and %(other)s would replace each other, themselves or through others. Take one of "
    "the ties out."
)
# Of an edition that is not there yet.
NEW = ""


def older_of(ties: Iterable[list[str]]) -> set[str]:
    """The editions, by their addresses, that these ties replace."""
    bonds = (Bond(*tie) for tie in ties)
    return {
        bond.name for bond in bonds if (bond.kind, bond.how) == (RelationKind.REPLACES, "edition")
    }


def check(edition: Edition | None, name: str, now: Facts, wanted: Facts) -> None:
    """RuleBroken for a change that closes a circle; `name` is what people call the edition."""
    if not {"ties", "replaced_by"} & set(wanted):
        return
    after = now | wanted
    own = edition.slug if edition else NEW
    older, newer = older_of(after["ties"]), after["replaced_by"]
    if not (older and newer):
        return
    circle = circle_in({own: older}, {own: newer})
    if circle:
        other = next(each for each in reversed(circle) if each != own)
        said = {"one": name, "other": names_in([[other]]).get(other, other)}
        field = "ties" if "ties" in wanted else "successor"
        raise RuleBroken(CIRCLE % said, field=field)


def of_file(rows: Mapping[str, Iterable[list[str]]]) -> dict[str, tuple[str, str]]:
    """Of the editions of a file with all the ties each would have: those in a circle, with the
    names of two that would replace each other.
    """
    circle = circle_in({name: older_of(ties) for name, ties in rows.items()})
    names = names_in([circle])
    pairs = zip(circle, [*circle[1:], *circle[:1]], strict=True)
    return {
        one: (names.get(one, one), names.get(other, other)) for one, other in pairs if one in rows
    }
