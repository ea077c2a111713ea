"""The ladder: what nobody answers is reported higher, each rung once for each case and round.

The job asks every hour what is still to do, so an hour in which no worker ran is made good by
the next. What makes a rung happen once is the unique row, written in the same transaction as the
event and the letter: however many workers ask at once, and wherever one of them is killed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, Escalation, EscalationRung
from kholboo.feedback.queries.escalation import Heads, addresses, barred_from, rungs_on, to_report
from kholboo.feedback.rules import CaseKind, EventKind
from kholboo.feedback.services.timeline import add_events
from kholboo.notifications.rendering import render_message
from kholboo.notifications.services.deliveries import send_email

BATCH = 500
# A letter names so many cases; the inbox shows all of them.
NAMED = 20
READ = ("number", "kind", "round", "status", "due_on", "handler", "unit", "office__is_head")


def climb() -> int:
    """Report what is due on every rung of today; returns how many cases were reported."""
    now = clock.now()
    reported = 0
    for rung in rungs_on(clock.local_date(now)):
        while keys := to_report(rung, now=now, limit=BATCH):
            reported += report(rung, keys, now=now)
    return reported


@transaction.atomic
def report(rung: EscalationRung, keys: Sequence[int], *, now: datetime) -> int:
    """Report these cases by this rung: rows, marks, events, history and letters, or nothing.

    Who asks second waits for the rows of the first and then finds them reported.
    """
    cases = _still_to_report(rung, keys)
    heads = Heads.today()
    barred = barred_from(cases)
    told = {case.pk: heads.over(case, rung.tell, barred.get(case.pk, ())) for case in cases}
    roles = {key: role for key, (role, _people) in told.items()}
    first = _write_rows(rung, cases, roles=roles, now=now)
    mine = [case for case in cases if case.pk in first]
    Case.objects.filter(pk__in=first).update(escalated_at=now)
    facts = [(case, {"to": str(told[case.pk][0]), "rung": rung.pk}) for case in mine]
    add_events(facts, EventKind.ESCALATED, at=now, is_public=False)
    audit.record_many("feedback.case_escalated", facts, actor=None)
    letters: dict[int, list[Case]] = {}
    people: dict[int, User] = {}
    for case in mine:
        for person in addresses(told[case.pk][1]):
            people[person.pk] = person
            letters.setdefault(person.pk, []).append(case)
    for key, named in letters.items():
        # The first row's number is nobody else's, so this letter is written once.
        _write_letter(people[key], named, key=f"feedback:rung:{first[named[0].pk]}:{key}")
    return len(mine)


def _still_to_report(rung: EscalationRung, keys: Sequence[int]) -> list[Case]:
    """The rows, locked: answered, taken or reopened meanwhile means that nobody is told."""
    rows = (
        Case.objects.select_for_update(of=("self",))
        .select_related("office")
        .only(*READ)
        .filter(pk__in=keys)
        .order_by("pk")
    )
    return [
        case
        for case in rows
        if case.is_open and not (rung.unassigned_only and case.handler_id is not None)
    ]


def _write_rows(
    rung: EscalationRung, cases: Sequence[Case], *, roles: dict[int, Role], now: datetime
) -> dict[int, int]:
    """One row for each case; gives the keys of the rows that were not there, by case."""
    keys = [case.pk for case in cases]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO feedback_escalation (case_id, round, rung_id, told, at)"
            " SELECT v.id, v.round, %s, v.told, %s"
            " FROM unnest(%s::bigint[], %s::smallint[], %s::text[]) AS v(id, round, told)"
            " ON CONFLICT DO NOTHING RETURNING case_id, id",
            [rung.pk, now, keys, [case.round for case in cases], [str(roles[k]) for k in keys]],
        )
        return dict(cursor.fetchall())


def _write_letter(person: User, cases: Sequence[Case], *, key: str) -> None:
    with override(person.language):
        desk = f"{settings.PUBLIC_URL}{reverse('feedback:inbox')}?queue=escalated"
    context = {
        "cases": cases[:NAMED],
        "count": len(cases),
        "more": max(0, len(cases) - NAMED),
        "desk": desk,
    }
    message = render_message(
        "feedback/messages/escalation_email", language=person.language, context=context
    )
    send_email(key=key, to=person.email or "", subject=message.subject, text=message.text)


@dataclass(frozen=True)
class NewRung:
    """A rung as an administrator states it: per cent of the term, or hours, never both."""

    kind: CaseKind | str
    valid_from: date
    share: int | None
    hours: int | None
    unassigned_only: bool
    tell: Role
    is_confirmed: bool


@transaction.atomic
def add_rung(new: NewRung, *, actor: User) -> EscalationRung:
    """A new rung from its day on. It also reports the cases that are past it already."""
    if (new.share is None) == (new.hours is None):
        raise RuleBroken(_("Write either the share of the term or the hours."), field="share")
    rung = EscalationRung.objects.create(**vars(new))
    audit.record(
        "feedback.rung_added",
        rung,
        actor=actor,
        share=new.share,
        hours=new.hours,
        tell=str(new.tell),
        valid_from=new.valid_from.isoformat(),
    )
    return rung


@transaction.atomic
def end_rung(rung: EscalationRung, *, actor: User) -> None:
    """Nothing is reported by it any more; what it reported stays."""
    rung = EscalationRung.objects.select_for_update().get(pk=rung.pk)
    today = clock.local_date(clock.now())
    if rung.valid_until is not None and rung.valid_until < today:
        raise RuleBroken(_("This rung has ended already."))
    audit.record("feedback.rung_ended", rung, actor=actor)
    if rung.valid_from >= today and not Escalation.objects.filter(rung=rung).exists():
        rung.delete()  # it never was
        return
    rung.valid_until = max(rung.valid_from, today - timedelta(days=1))
    rung.save(update_fields=["valid_until"])


@transaction.atomic
def begin_rung(rung: EscalationRung, *, actor: User) -> None:
    """An ended rung reports again. The same row: what it reported it does not report twice."""
    rung = EscalationRung.objects.select_for_update().get(pk=rung.pk)
    if rung.valid_until is None:
        return
    rung.valid_until = None
    rung.save(update_fields=["valid_until"])
    audit.record("feedback.rung_begun_again", rung, actor=actor)
