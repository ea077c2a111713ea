"""What the law asks of a sender: the row that applies, and what a sender has not given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kholboo.core.snapshot import Snapshot
from kholboo.feedback.contacts import Person
from kholboo.feedback.models import FieldRule
from kholboo.feedback.petitions import Need
from kholboo.feedback.rules import CaseKind, PersonKind

_rules = Snapshot("feedback.fields", lambda: list(FieldRule.objects.order_by()))


@dataclass(frozen=True)
class Needs:
    """What is asked of one sender, and why. Nothing is asked where there is no row."""

    what: frozenset[Need] = frozenset()
    basis: str = ""
    is_confirmed: bool = True

    def __contains__(self, need: Need) -> bool:
        return need in self.what

    @property
    def reason(self) -> str:
        """`By law: …`, as it stands above the fields; empty when nothing is asked."""
        return _("By law: %(basis)s") % {"basis": self.basis} if self.what else ""


NOTHING = Needs()


def needs_of(*, kind: str, person: str, channel: str, day: date) -> Needs:
    """What a sender must give on `day`; one cheap look at the table's version."""
    if person == PersonKind.UNNAMED:
        return NOTHING
    return _needs(in_force(_rules.get(), kind=kind, person=person, channel=channel, day=day))


def needs_of_named(*, channel: str, day: date) -> dict[tuple[str, str], Needs]:
    """The same for every kind of case and every sender with a name, by (kind, person)."""
    rules = _rules.get()
    return {
        (kind, person): _needs(in_force(rules, kind=kind, person=person, channel=channel, day=day))
        for kind in CaseKind.values
        for person in (PersonKind.PERSON, PersonKind.ORGANISATION)
    }


def _needs(rule: FieldRule | None) -> Needs:
    if rule is None:
        return NOTHING
    return Needs(frozenset(Need(need) for need in rule.needs), rule.basis, rule.is_confirmed)


def in_force(
    rules: Iterable[FieldRule], *, kind: str, person: str, channel: str, day: date
) -> FieldRule | None:
    """The row that names most of this sender; of those that name as much, the newest.

    The channel weighs more than the kind: how it came decides what can be asked at all.
    """
    fitting = [
        rule
        for rule in rules
        if rule.person == person
        and rule.kind in ("", kind)
        and rule.channel in ("", channel)
        and rule.is_valid_on(day)
    ]
    return max(
        fitting, key=lambda rule: (bool(rule.channel), bool(rule.kind), rule.valid_from),
        default=None,
    )  # fmt: skip


def missing(needs: Needs, person: Person, *, is_signed: bool | None = None) -> list[Need]:
    """What this sender has not given, in the order of the form. A signature is looked at on paper
    (`is_signed`; None: nobody looked), or given by confirming what was written down.
    """
    given = {
        Need.NAME: person.given_name and (person.organisation or person.family_name),
        Need.REGISTER: person.register,
        Need.ADDRESS: person.address,
        Need.PHONE: person.phone,
        Need.EMAIL: person.email,
        Need.REACH: person.phone or person.email,
        Need.SIGNATURE: is_signed is not False,
    }
    return [need for need in Need if need in needs and not given[need]]


def all_field_rules() -> list[FieldRule]:
    return list(FieldRule.objects.all())
