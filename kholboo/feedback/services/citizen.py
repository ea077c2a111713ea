"""What the citizen does to their own case: reply, add files, withdraw, rate, reopen."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.documents.models import Document
from kholboo.documents.rules import MOST_FILES
from kholboo.documents.services.keeping import claim
from kholboo.feedback.hooks import CaseFact, case_rated, case_reopened
from kholboo.feedback.models import Case, CaseFile, Rating
from kholboo.feedback.queries.links import appeal_of
from kholboo.feedback.queries.tracking import may_reopen
from kholboo.feedback.rules import (
    CaseStatus,
    EventKind,
    Outcome,
    Solved,
    is_unhappy,
)
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, move, must_be_open
from kholboo.feedback.services.timeline import add_event


@dataclass(frozen=True)
class WayScores:
    """How the way to the answer was, 1 to 5 each; None where the citizen did not say."""

    ease: int | None = None
    speed: int | None = None
    politeness: int | None = None


UNSAID = WayScores()


@transaction.atomic
def send_message(
    case: Case, *, text: str, documents: list[Document], key: UUID | None = None
) -> Case:
    """The citizen writes or adds files. An answer to our question starts the clock again.

    `key` comes from the form: repeating it (a double click, a lost reply) changes nothing.
    """
    case = lock(case)
    now = clock.now()
    if key and case.events.filter(kind=EventKind.MESSAGE, facts__key=str(key)).exists():
        return case
    must_be_open(case)
    if not text.strip() and not documents:
        raise RuleBroken(_("Write something or add a file."), field="text")
    if case.files.count() + len(documents) > MOST_FILES:
        raise RuleBroken(
            _("A case holds at most %(count)s files.") % {"count": MOST_FILES}, field="files"
        )
    event = add_event(
        case,
        EventKind.MESSAGE,
        at=now,
        by_citizen=True,
        text=text.strip(),
        files=len(documents),
        key=str(key) if key else "",
    )
    if documents:
        claim(documents)
        CaseFile.objects.bulk_create(
            CaseFile(case=case, document=document, event=event, at=now) for document in documents
        )
    case.wrote_at = now
    if case.status == CaseStatus.WAITING:
        move(case, CaseStatus.IN_WORK)
        clockwork.switch(case, to=None, now=now, reason="reply", actor=None)
    case.save(update_fields=["status", "due_on", "due_at", "wrote_at"])
    audit.record(
        "feedback.citizen_wrote", case, actor=None, label=audit.CITIZEN, files=len(documents)
    )
    schedule("feedback.tell", event_id=event.pk)
    return case


@transaction.atomic
def withdraw_case(case: Case, *, reason: str) -> Case:
    """The citizen takes the case back; the record stays, nothing more is done."""
    case = lock(case)
    now = clock.now()
    move(case, CaseStatus.WITHDRAWN)
    clockwork.stop(case, now=now)
    case.outcome = Outcome.WITHDRAWN
    case.save(update_fields=["status", "outcome", "due_on", "due_at"])
    event = add_event(case, EventKind.WITHDRAWN, at=now, by_citizen=True, text=reason.strip())
    audit.record("feedback.case_withdrawn", case, actor=None, label=audit.CITIZEN)
    schedule("feedback.tell", event_id=event.pk)
    return case


@transaction.atomic
def rate_case(
    case: Case, *, solved: Solved, score: int, words: str, way: WayScores = UNSAID
) -> Rating:
    """Rate the answer of the present round, and the way to it, once."""
    case = lock(case)
    now = clock.now()
    if case.status not in (CaseStatus.ANSWERED, CaseStatus.CLOSED):
        raise RuleBroken(_("You can rate once you have our answer."))
    if Rating.objects.filter(case=case, round=case.round).exists():
        raise RuleBroken(_("You have already rated this answer. Thank you."))
    if not 1 <= score <= 5:
        raise RuleBroken(_("Choose from 1 to 5."), field="score")
    if not all(1 <= mark <= 5 for mark in asdict(way).values() if mark is not None):
        raise RuleBroken(_("Choose from 1 to 5."))
    rating = Rating.objects.create(
        case=case,
        round=case.round,
        solved=solved,
        score=score,
        words=words.strip(),
        at=now,
        **asdict(way),
    )
    event = add_event(
        case,
        EventKind.RATED,
        at=now,
        by_citizen=True,
        text=words.strip(),
        solved=str(solved),
        score=score,
    )
    audit.record(
        "feedback.case_rated",
        case,
        actor=None,
        label=audit.CITIZEN,
        solved=str(solved),
        score=score,
    )
    if is_unhappy(solved, score):
        case.unhappy_at = now
        case.save(update_fields=["unhappy_at"])
        schedule("feedback.tell", event_id=event.pk)
    case_rated.ring(CaseFact(case_id=case.pk, number=case.number))
    return rating


@transaction.atomic
def reopen_case(case: Case, *, reason: str) -> Case:
    """It did not help: a new round with a term of its own. The reason is read by the officer."""
    case = lock(case)
    now = clock.now()
    if not reason.strip():
        raise RuleBroken(_("Say what was not solved."), field="reason")
    if appeal_of(case):
        raise RuleBroken(_("You appealed against this answer: the superior body looks at it now."))
    if not may_reopen(case, now=now):
        raise RuleBroken(
            _("This case can no longer be reopened. Write a new one and name this number.")
        )
    move(case, CaseStatus.REOPENED)
    case.outcome, case.answered_at = "", None
    clockwork.start_round(case, now=now, actor=None)
    case.save(
        update_fields=[
            "status",
            "outcome",
            "answered_at",
            "round",
            "clock_started_at",
            "escalated_at",
            "unhappy_at",
            "rule",
            "due_on",
            "due_at",
        ]
    )
    event = add_event(
        case, EventKind.REOPENED, at=now, by_citizen=True, text=reason.strip(), round=case.round
    )
    audit.record("feedback.case_reopened", case, actor=None, label=audit.CITIZEN, round=case.round)
    case_reopened.ring(CaseFact(case_id=case.pk, number=case.number))
    schedule("feedback.tell", event_id=event.pk)
    return case
