"""Keeping the tables of the agency: committees, and what texts cost from a day on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.standards.models import Committee, PriceClass, Tariff

CODES = "ABCDEF"


@dataclass(frozen=True)
class Names:
    name_mn: str
    name_en: str
    secretariat: str


@transaction.atomic
def add_committee(number: str, names: Names, *, actor: User) -> Committee:
    """RuleBroken for a number that is there."""
    made, is_new = Committee.objects.get_or_create(number=number, defaults=asdict(names))
    if not is_new:
        raise RuleBroken(_("A committee of this number is in the table already."), field="number")
    audit.record("standards.committee_kept", made, actor=actor, number=number)
    return made


@transaction.atomic
def change_committee(committee: Committee, names: Names, *, actor: User) -> None:
    row = Committee.objects.select_for_update().get(pk=committee.pk)
    for name, value in asdict(names).items():
        setattr(row, name, value)
    row.save()
    audit.record("standards.committee_kept", row, actor=actor, number=row.number)


@transaction.atomic
def set_tariff(
    since: date, classes: Sequence[tuple[int, int]], *, basis: str, actor: User
) -> Tariff:
    """`classes` are pairs of first page and price in MNT. One that has not begun is written anew.

    RuleBroken for a day that is over, and for classes that do not begin one after the other.
    """
    _check(since, classes)
    tariff, _is_new = Tariff.objects.select_for_update().update_or_create(
        since=since,
        defaults={
            "basis": basis,
            "is_sample": False,
            "made_by": actor,
            "made_at": clock.now(),
        },
    )
    tariff.classes.all().delete()
    PriceClass.objects.bulk_create(
        PriceClass(tariff=tariff, code=code, pages_from=first, amount=amount)
        for code, (first, amount) in zip(CODES, classes, strict=False)
    )
    audit.record("standards.tariff_set", tariff, actor=actor, since=since.isoformat())
    return tariff


def _check(since: date, classes: Sequence[tuple[int, int]]) -> None:
    if since < clock.local_date(clock.now()):
        raise RuleBroken(_("A price is not changed for days that are over."), field="since")
    if not classes or classes[0][0] != 1:
        raise RuleBroken(_("The first class begins with page 1."), field="pages_0")
    for number, (before, after) in enumerate(pairwise(classes), start=1):
        if after[0] <= before[0]:
            raise RuleBroken(
                _("Each class begins after the one before it."), field=f"pages_{number}"
            )
