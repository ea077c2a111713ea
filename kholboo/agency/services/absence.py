"""Writing down that somebody is away, and ending it before its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.absence import people_under
from kholboo.agency.models import Absence, AbsenceKind
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import NotFound, RuleBroken


@dataclass(frozen=True)
class NewAbsence:
    """Both days are days of absence."""

    person: User
    deputy: User
    since: date
    until: date
    kind: AbsenceKind


@transaction.atomic
def set_absence(new: NewAbsence, *, actor: User) -> Absence:
    """From its first day on the deputy sees the work of who is away, and is told what comes.

    Raises RuleBroken for a wrong span or deputy, and NotFound for somebody else's people.
    """
    if new.person.pk not in {person.pk for person in people_under(actor)}:
        raise NotFound(_("There is no such person."))
    # Two heads at once: the row of the person is locked, so that spans cannot overlap.
    User.objects.select_for_update().get(pk=new.person.pk)
    _must_be_right(new)
    row = Absence.objects.create(**vars(new))
    audit.record(
        "agency.absence_set",
        row,
        actor=actor,
        person=new.person.pk,
        deputy=new.deputy.pk,
        since=new.since.isoformat(),
        until=new.until.isoformat(),
    )
    return row


def _must_be_right(new: NewAbsence) -> None:
    if new.until < new.since:
        raise RuleBroken(_("The last day lies before the first."), field="until")
    if new.until < clock.local_date(clock.now()):
        raise RuleBroken(_("Choose a day that has not passed."), field="until")
    if new.deputy.pk == new.person.pk:
        raise RuleBroken(_("Choose somebody else as deputy."), field="deputy")
    of_both = Absence.objects.filter(since__lte=new.until, until__gte=new.since)
    if of_both.filter(person=new.person).exists():
        raise RuleBroken(_("Another absence of these days is written down."), field="since")
    if of_both.filter(person=new.deputy).exists():
        raise RuleBroken(_("The deputy is away on some of these days."), field="deputy")


@transaction.atomic
def end_absence(absence: Absence, *, actor: User) -> None:
    """Back sooner: yesterday was the last day. What has not begun never was."""
    row = Absence.objects.select_for_update().filter(pk=absence.pk).first()
    if row is None:
        return
    audit.record("agency.absence_ended", row, actor=actor, person=row.person_id)
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)
    if row.since > yesterday:
        row.delete()
        return
    row.until = min(row.until, yesterday)
    row.save(update_fields=["until"])
