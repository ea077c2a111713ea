"""Where a case stands, for its citizen: the steps of its way, and the sentence that says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import CaseStatus, EventKind


@dataclass(frozen=True)
class Stage:
    """One step: done, current or ahead; `at` where we know when it was reached."""

    label: str
    state: str
    at: datetime | None = None

    @property
    def is_current(self) -> bool:
        return self.state == "current"


WAY = (
    CaseStatus.RECEIVED,
    CaseStatus.ASSIGNED,
    CaseStatus.IN_WORK,
    CaseStatus.ANSWERED,
    CaseStatus.CLOSED,
)
PLACE = {
    CaseStatus.RECEIVED: 0,
    CaseStatus.REGISTERED: 0,
    CaseStatus.REOPENED: 0,
    CaseStatus.ASSIGNED: 1,
    CaseStatus.IN_WORK: 2,
    CaseStatus.WAITING: 2,
    CaseStatus.SUSPENDED: 2,
    CaseStatus.ANSWERED: 3,
    CaseStatus.CLOSED: 4,
}
BEGINS = (EventKind.RECEIVED, EventKind.REOPENED)
# The first of these events since the round began is the moment its step was reached.
REACHED_BY = (
    BEGINS,
    (EventKind.ASSIGNED, EventKind.TAKEN),
    (EventKind.TAKEN, EventKind.QUESTION),
    (EventKind.ANSWERED,),
    (EventKind.CLOSED,),
)


def stages(case: Case, events: Sequence[CaseEvent]) -> list[Stage]:
    """The way of the present round; a withdrawn or forwarded case ends where it ended."""
    status = CaseStatus(case.status)
    here = PLACE.get(status)
    moments = _moments(events)
    if here is None:
        reached = [
            Stage(str(step.label), "done", moment)
            for step, moment in zip(WAY, moments, strict=True)
            if moment
        ]
        return [*reached, Stage(str(status.label), "current", events[-1].at if events else None)]
    return [
        Stage(
            label=str(status.label if place == here else step.label),
            state="current" if place == here else "done" if place < here else "ahead",
            at=moments[place] if place <= here else None,
        )
        for place, step in enumerate(WAY)
    ]


def _moments(events: Sequence[CaseEvent]) -> list[datetime | None]:
    begins = [place for place, event in enumerate(events) if event.kind in BEGINS]
    round_events = events[begins[-1] :] if begins else events
    return [
        next((event.at for event in round_events if event.kind in kinds), None)
        for kinds in REACHED_BY
    ]


def question_of(case: Case, events: Sequence[CaseEvent]) -> CaseEvent | None:
    """What we asked and the citizen has not answered yet."""
    if case.status != CaseStatus.WAITING:
        return None
    asked = [event for event in events if event.kind == EventKind.QUESTION]
    return asked[-1] if asked else None


@dataclass(frozen=True)
class Suspension:
    """Why the work stands still now, who said so, and from when it is expected to go on."""

    text: str
    by: str
    at: datetime
    until: date | None


def suspension_of(case: Case, events: Sequence[CaseEvent]) -> Suspension | None:
    if case.status != CaseStatus.SUSPENDED:
        return None
    stopped = [event for event in events if event.kind == EventKind.SUSPENDED]
    if not stopped:
        return None
    last = stopped[-1]
    until = str(last.facts.get("until", ""))
    return Suspension(
        text=last.text,
        by=last.actor.short_name if last.actor else "",
        at=last.at,
        until=date.fromisoformat(until) if until else None,
    )


def status_sentence(case: Case) -> str:
    """What the status means for the citizen, and who does the next step."""
    handler = case.handler.short_name if case.handler else ""
    sentences = {
        CaseStatus.RECEIVED: _("We have it. Next we name the officer who will work on it."),
        CaseStatus.REGISTERED: _("It is registered. Next we name the officer who will work on it."),
        CaseStatus.ASSIGNED: _("%(name)s will work on it. You need to do nothing now."),
        CaseStatus.IN_WORK: _("%(name)s is working on it. You need to do nothing now."),
        CaseStatus.WAITING: _("We asked you something. We go on when you reply."),
        CaseStatus.SUSPENDED: _("The work stands still for a reason, and you read it below."),
        CaseStatus.ANSWERED: _("We have answered. Please read it and tell us whether it helped."),
        CaseStatus.CLOSED: _("We have answered, and the case is closed."),
        CaseStatus.FORWARDED: _("It is not ours to decide, so we passed it on."),
        CaseStatus.WITHDRAWN: _("You withdrew it. We do nothing more."),
        CaseStatus.REOPENED: _("You reopened it. Next we name the officer who looks at it again."),
    }
    return sentences[CaseStatus(case.status)] % {"name": handler}
