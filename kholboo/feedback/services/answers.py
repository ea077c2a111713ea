"""Answering: the words are copied with their outcome, ground and remedy, and never change."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.posts import posts_of
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.hooks import CaseFact, case_answered
from kholboo.feedback.models import Answer, Case
from kholboo.feedback.queries.tracking import DEFAULT_REOPEN_DAYS
from kholboo.feedback.rules import (
    ANSWER_OUTCOMES,
    NEEDS_GROUND,
    CaseStatus,
    EventKind,
    Outcome,
)
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.hearing import hear
from kholboo.feedback.services.holding import lock, move, must_not_be_about
from kholboo.feedback.services.timeline import add_event


@dataclass(frozen=True)
class Decision:
    """What the officer decided, word for word as the citizen will read it."""

    outcome: Outcome
    text: str
    ground: str
    remedy: str


@transaction.atomic
def answer_case(
    case: Case, decision: Decision, *, round: int, actor: User, is_spoken: bool = False
) -> Answer:
    """Send the agency's answer of `round` and stop the clock.

    `is_spoken`: the citizen heard it on the telephone, so no message repeats it.

    The case row is locked, so two officers cannot answer the same round: the second is told
    who answered and when. The citizen is told by a job that exists only if this commits.
    """
    case = lock(case)
    now = clock.now()
    must_not_be_about(case, actor)
    _must_be_unanswered(case, round)
    _must_be_whole(decision)
    move(case, CaseStatus.ANSWERED)
    clockwork.stop(case, now=now)
    case.outcome, case.answered_at = decision.outcome, now
    case.handler = case.handler or actor
    case.save(update_fields=["status", "outcome", "answered_at", "handler", "due_on", "due_at"])
    answer = unsent_answer(case, decision, actor=actor, now=now)
    answer.save(force_insert=True)
    hear(case, actor)
    event = add_event(
        case,
        EventKind.ANSWERED,
        at=now,
        actor=actor,
        outcome=str(decision.outcome),
        round=case.round,
    )
    audit.record(
        "feedback.case_answered",
        case,
        actor=actor,
        outcome=str(decision.outcome),
        round=case.round,
        was_late=answer.was_late,
    )
    case_answered.ring(CaseFact(case_id=case.pk, number=case.number))
    if not is_spoken:
        schedule("feedback.tell", event_id=event.pk)
    return answer


def usual_remedy(case: Case) -> str:
    """Where the citizen can turn next, when nothing else is written: true of every answer."""
    days = case.rule.reopen_days if case.rule else DEFAULT_REOPEN_DAYS
    return gettext(
        "If this did not help, you can reopen the case with its number within %(days)s days. "
        "If you do not agree with the decision, you can complain to the superior body."
    ) % {"days": days}


def unsent_answer(case: Case, decision: Decision, *, actor: User, now: datetime) -> Answer:
    """The answer as it would be sent now, unsaved: what the officer looks at before sending."""
    return Answer(
        case=case,
        round=case.round,
        outcome=decision.outcome,
        text=decision.text.strip(),
        ground=decision.ground.strip(),
        remedy=decision.remedy.strip(),
        author=actor,
        author_name=actor.short_name,
        author_post=_post_of(actor, case),
        at=now,
        was_late=bool(case.due_at and now >= case.due_at),
        due_at=case.due_at,
    )


def _must_be_unanswered(case: Case, round: int) -> None:
    first = Answer.objects.filter(case=case, round=round).first()
    if first:
        raise RuleBroken(
            _("%(name)s already answered this case on %(day)s at %(hour)s.")
            % {
                "name": first.author_name,
                "day": f"{first.at.astimezone(case.office.zone):%Y.%m.%d}",
                "hour": f"{first.at.astimezone(case.office.zone):%H:%M}",
            },
            by=first.author_name,
            at=first.at.isoformat(),
        )
    if round != case.round:
        raise RuleBroken(_("The case was reopened meanwhile. Read what is new, then answer."))


def _must_be_whole(decision: Decision) -> None:
    if decision.outcome not in ANSWER_OUTCOMES:
        raise RuleBroken(_("Choose an outcome."), field="outcome")
    if not decision.text.strip():
        raise RuleBroken(_("Write the answer before you send it."), field="text")
    if decision.outcome in NEEDS_GROUND and not decision.ground.strip():
        raise RuleBroken(
            _("A refusal needs its ground: name the law, rule or fact it stands on."),
            field="ground",
        )
    if not decision.remedy.strip():
        raise RuleBroken(_("Say where the citizen can turn next."), field="remedy")


def _post_of(actor: User, case: Case) -> str:
    """The post as it stands under the letter, in the language of the case."""
    post = next((p for p in posts_of(actor) if p.office_id == case.office_id), None)
    post = post or next(iter(posts_of(actor)), None)
    if post is None:
        return ""
    with override(case.language):
        place = post.unit.name if post.unit else post.office.name
        return f"{place}, {post.get_role_display()}"
