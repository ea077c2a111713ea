"""Naming whom a case is about. From then on they neither see nor handle it."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CaseSubject
from kholboo.feedback.rules import PAUSED, CaseStatus, EventKind, SubjectWhy
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock
from kholboo.feedback.services.timeline import add_event

MOST = 20


@transaction.atomic
def name_subjects(case: Case, *, people: Collection[User], actor: User) -> Case:
    """The case complains of exactly these people of ours; an empty list takes the names back.

    A handler among them loses the case at once: it waits for another officer.
    """
    case = lock(case)
    if len(people) > MOST:
        raise RuleBroken(_("Name at most %(count)s people.") % {"count": MOST}, field="people")
    wanted = {person.pk: person for person in people}
    named = CaseSubject.objects.filter(case=case, why=SubjectWhy.COMPLAINED)
    before = {row.user_id: row.user for row in named.select_related("user")}
    if wanted.keys() == before.keys():
        return case
    now = clock.now()
    named.exclude(user_id__in=wanted).delete()
    CaseSubject.objects.bulk_create(
        [
            CaseSubject(case=case, user_id=key, why=SubjectWhy.COMPLAINED, named_by=actor, at=now)
            for key in sorted(wanted.keys() - before.keys())
        ],
        # Who decided before is barred already, and stays so.
        ignore_conflicts=True,
    )
    names = _names(wanted.values())
    add_event(case, EventKind.SUBJECTS, at=now, actor=actor, is_public=False, names=names)
    audit.record(
        "feedback.subjects_named", case, actor=actor, before=_names(before.values()), after=names
    )
    if case.handler_id in wanted:
        _take_away(case, actor=actor)
    return case


def _names(people: Iterable[User]) -> str:
    return ", ".join(sorted(person.short_name for person in people))


def _take_away(case: Case, *, actor: User) -> None:
    """Out of the hands of who it is about; an open case waits for another officer."""
    now = clock.now()
    was_paused = case.status in PAUSED
    case.handler = None
    fields = ["handler"]
    if case.is_open:
        # No move of the law's table: nothing was decided, the case only changes hands.
        case.status = CaseStatus.REGISTERED
        fields += ["status", "due_on", "due_at"]
    if was_paused:
        clockwork.switch(case, to=None, now=now, reason="taken", actor=actor)
    case.save(update_fields=fields)
    if case.is_open:
        add_event(case, EventKind.ASSIGNED, at=now, actor=actor, handler="")
