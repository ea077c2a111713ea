"""More time for an answer: by the head of the office, once, with a reason the citizen reads.

Law: up to 30 days more by the head with notice to the citizen; the days are a column of the rule.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case, Extension
from kholboo.feedback.queries.extension import heads_office
from kholboo.feedback.rules import EventKind
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, must_be_open
from kholboo.feedback.services.timeline import add_event


@transaction.atomic
def extend_term(case: Case, *, days: int, reason: str, actor: User) -> Case:
    """Give `days` more, in the unit of the rule. The notice to the citizen is a job that exists
    only if this commits; what became of it stands on the case page.

    Raises RuleBroken for who is not the head, for a second time in a round, for more than the
    rule gives, without a reason, and once the due instant has passed.
    """
    case = lock(case)
    now = clock.now()
    must_be_open(case)
    _must_head(actor, case)
    _must_be_in_time(case, now=now)
    _must_fit(case, days=days, reason=reason)
    before = case.due_on
    Extension.objects.create(
        case=case, round=case.round, days=days, reason=reason.strip(), actor=actor, at=now
    )
    clockwork.recount(case, now=now)
    case.save(update_fields=["due_on", "due_at"])
    facts: dict[str, Any] = {
        "days": days,
        "before": before.isoformat() if before else None,
        "after": case.due_on.isoformat() if case.due_on else None,
        "round": case.round,
    }
    event = add_event(case, EventKind.EXTENDED, at=now, actor=actor, text=reason.strip(), **facts)
    audit.record("feedback.term_extended", case, actor=actor, **facts)
    schedule("feedback.tell", event_id=event.pk)
    return case


def _must_head(actor: User, case: Case) -> None:
    if not heads_office(actor, case.office):
        raise RuleBroken(_("Only the head of the office of this case extends its term."))


def _must_be_in_time(case: Case, *, now: datetime) -> None:
    if case.rule is None or case.due_at is None:
        raise RuleBroken(_("The law gives this case no term, so there is nothing to extend."))
    # A clock that stands still is counted to this moment.
    clockwork.recount(case, now=now)
    if now >= case.due_at:
        raise RuleBroken(_("The term has passed and can no longer be extended."))
    if Extension.objects.filter(case=case, round=case.round).exists():
        raise RuleBroken(_("The term was already extended once."))


def _must_fit(case: Case, *, days: int, reason: str) -> None:
    most = case.rule.extension_days if case.rule else 0
    if not 1 <= days <= most:
        raise RuleBroken(
            ngettext_lazy(
                "The rule gives at most %(most)d day more.",
                "The rule gives at most %(most)d days more.",
                most,
            )
            % {"most": most},
            field="days",
        )
    if not reason.strip():
        raise RuleBroken(_("Tell the citizen why more time is needed."), field="reason")
