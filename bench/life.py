"""The life of one invented case, step by step, as the services would have written it.

Each step leaves what its service leaves: the event with its chained digest, the clock, the
assignment, the answer. `tests/bench` opens filled cases with the product's own code.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bench import words
from bench.plan import pick
from bench.words import Words
from kholboo.accounts.models import User
from kholboo.agency.models import Office, Unit
from kholboo.feedback.models import TermRule
from kholboo.feedback.rules import (
    ANSWER_OUTCOMES,
    NEEDS_GROUND,
    CaseKind,
    CaseStatus,
    EventKind,
    Outcome,
    Solved,
)
from kholboo.feedback.services.timeline import FIRST, digest_of, salted
from kholboo.feedback.term import Due, PauseKind, Term, count

Step = EventKind
_FACTS = json.JSONEncoder(ensure_ascii=False)
_MARKS = (None, None, 2, 3, 4, 5)  # of the way to the answer; many say nothing
KEPT_OPEN = timedelta(days=30)  # how long an answer may be doubted; then the case is closed


@dataclass(frozen=True)
class Place:
    """Who answers there."""

    office: Office
    unit: Unit | None
    officers: list[User]
    zone: ZoneInfo

    @property
    def unit_id(self) -> int | None:
        return self.unit.id if self.unit else None


@dataclass(slots=True)
class Event:
    """One line of the story, with the names `digest_of` reads."""

    case_id: int
    at: datetime
    kind: EventKind
    is_public: bool
    actor_id: int | None
    by_citizen: bool
    text: str
    facts: dict[str, object]
    text_salt: str = ""
    text_digest: str = ""
    digest: str = ""

    def row(self) -> str:
        """As a line of COPY: there are six of these for each case, so it is written out."""
        actor = "\\N" if self.actor_id is None else self.actor_id
        facts = _FACTS.encode(self.facts) if self.facts else "{}"
        return (
            f"{self.case_id}\t{self.at}\t{self.kind.value}\t{self.is_public}\t{actor}\t"
            f"{self.by_citizen}\t{self.text}\t{self.text_salt}\t{self.text_digest}\t{facts}\t"
            f"{self.digest}\n"
        )


@dataclass(slots=True)
class Life:
    """What has become of a case; `live` runs it from receipt to its last step."""

    luck: Random
    words: Words
    key: int
    kind: CaseKind
    place: Place
    received_at: datetime
    rule: TermRule | None
    taken_by: User | None
    status: CaseStatus = CaseStatus.RECEIVED
    outcome: str = ""
    round: int = 1
    handler: User | None = None
    answered_at: datetime | None = None
    clock_started_at: datetime = field(init=False)
    due_on: date | None = None
    due_at: datetime | None = None
    events: list[Event] = field(default_factory=list)
    clock: list[list[Any]] = field(default_factory=list)
    assignments: list[tuple[Any, ...]] = field(default_factory=list)
    answers: list[tuple[Any, ...]] = field(default_factory=list)
    ratings: list[tuple[Any, ...]] = field(default_factory=list)

    def live(self, channel: str, steps: list[Step], times: list[datetime], now: datetime) -> None:
        self.clock_started_at = self.received_at
        self._count()
        by_citizen = self.taken_by is None
        self._tell(
            Step.RECEIVED,
            self.received_at,
            self.taken_by,
            by_citizen,
            facts={"channel": channel, "office": self.place.office.id},
        )
        self._tick(self.received_at, is_running=True, reason="received")
        if self.taken_by:
            self.status = CaseStatus.REGISTERED
        for step, at in zip(steps, times, strict=True):
            # Nobody rates or doubts an answer after its case was closed.
            last = self.answered_at and self.answered_at + KEPT_OPEN - timedelta(days=1)
            _DOES[step](self, min(at, last) if last else at)
        if self.answered_at and self.answered_at + KEPT_OPEN < now:
            self.status = CaseStatus.CLOSED
            self._tell(Step.CLOSED, self.answered_at + KEPT_OPEN, None)

    def _tell(  # noqa: PLR0913  # one line of history has this many facts
        self,
        kind: Step,
        at: datetime,
        actor: User | None,
        by_citizen: bool = False,
        *,
        text: str = "",
        is_public: bool = True,
        facts: dict[str, object] | None = None,
    ) -> None:
        who = actor.id if actor else None
        event = Event(self.key, at, kind, is_public, who, by_citizen, text, facts or {})
        event.text_salt, event.text_digest = salted(text)
        before = self.events[-1].digest if self.events else FIRST
        event.digest = digest_of(event, before)  # type: ignore[arg-type]  # same names, no table
        self.events.append(event)

    def _tick(
        self, at: datetime, *, is_running: bool, reason: str, actor: User | None = None
    ) -> None:
        self._stop(at)
        who = actor.id if actor else None
        pause = "" if is_running else PauseKind.WAITING.value
        self.clock.append([self.round, is_running, pause, at, None, reason, who])

    def _stop(self, at: datetime) -> None:
        if self.clock and self.clock[-1][4] is None:
            self.clock[-1][4] = at

    def _count(self) -> None:
        if self.rule is not None:
            zone = self.place.zone
            first = self.clock_started_at.astimezone(zone).date()
            due = _due(self.rule.term, first, zone)
            self.due_on, self.due_at = due.on, due.at

    def _register(self, at: datetime) -> None:
        self.status = CaseStatus.REGISTERED
        office = self.place.office.id
        self._tell(Step.REGISTERED, at, self.place.officers[-1], facts={"office": office})

    def _hand(self, at: datetime, by: User) -> User:
        handler = self.handler = self.handler or pick(self.luck, self.place.officers)
        self.assignments.append((handler.id, self.place.unit_id, by.id, at))
        return handler

    def _assign(self, at: datetime) -> None:
        head = self.place.officers[-1]
        handler = self._hand(at, head)
        self.status = CaseStatus.ASSIGNED
        self._tell(Step.ASSIGNED, at, head, facts={"handler": handler.short_name})

    def _take(self, at: datetime) -> None:
        handler = self.handler or pick(self.luck, self.place.officers)
        self._hand(at, handler)
        self.handler, self.status = handler, CaseStatus.IN_WORK
        self._tell(Step.TAKEN, at, handler, facts={"handler": handler.short_name})

    def _note(self, at: datetime) -> None:
        text = pick(self.luck, words.NOTES)
        self._tell(Step.NOTE, at, self.handler, text=text, is_public=False)

    def _ask(self, at: datetime) -> None:
        self.status = CaseStatus.WAITING
        self._tick(at, is_running=False, reason="question", actor=self.handler)
        self._tell(Step.QUESTION, at, self.handler, text=pick(self.luck, words.QUESTIONS))

    def _reply(self, at: datetime) -> None:
        self.status = CaseStatus.IN_WORK
        text = pick(self.luck, self.words.replies).text
        self._tell(Step.MESSAGE, at, None, True, text=text, facts={"files": 0})
        self._tick(at, is_running=True, reason="reply")

    def _answer(self, at: datetime) -> None:
        author = self.handler = self.handler or pick(self.luck, self.place.officers)
        outcome = pick(self.luck, ANSWER_OUTCOMES)
        ground = pick(self.luck, self.words.grounds).text if outcome in NEEDS_GROUND else ""
        self._stop(at)
        self.status, self.outcome, self.answered_at = CaseStatus.ANSWERED, outcome, at
        text = pick(self.luck, self.words.answers[outcome]).text
        was_late = bool(self.due_at and at >= self.due_at)
        post = self.place.unit.name_mn if self.place.unit else self.place.office.name_mn
        self.answers.append(
            (
                self.round,
                outcome,
                text,
                ground,
                words.REMEDY,
                author.id,
                author.short_name,
                post,
                at,
                was_late,
                False,
                self.due_at,
            )
        )
        self._tell(Step.ANSWERED, at, author, facts={"outcome": outcome, "round": self.round})

    def _rate(self, at: datetime) -> None:
        score = pick(self.luck, (1, 2, 3, 4, 4, 5, 5, 5))
        solved = Solved.YES if score > 3 else Solved.PARTLY if score > 1 else Solved.NO
        said = pick(self.luck, words.PRAISE) if score > 2 else ""
        way = (pick(self.luck, _MARKS) for _mark in range(3))
        self.ratings.append((self.round, solved, score, said, at, *way))
        facts: dict[str, object] = {"solved": str(solved), "score": score}
        self._tell(Step.RATED, at, None, True, text=said, facts=facts)

    def _reopen(self, at: datetime) -> None:
        self.status, self.outcome, self.answered_at = CaseStatus.REOPENED, "", None
        self.round += 1
        self.clock_started_at = at
        self._tick(at, is_running=True, reason="reopened")
        self._count()
        text = pick(self.luck, words.REASONS)
        self._tell(Step.REOPENED, at, None, True, text=text, facts={"round": self.round})

    def _withdraw(self, at: datetime) -> None:
        self._stop(at)
        self.status, self.outcome = CaseStatus.WITHDRAWN, Outcome.WITHDRAWN
        self._tell(Step.WITHDRAWN, at, None, True)


@cache
def _due(term: Term, first: date, zone: ZoneInfo) -> Due:
    """By the product's own count. All who begin on one day at one place share it."""
    noon = datetime.combine(first, time(12), tzinfo=zone)
    # Starter rules count calendar days; a rule in working days is refused by `read_world`.
    return count(
        term,
        started=noon,
        pauses=[],
        extension=0,
        is_working=lambda day: True,
        zone=zone,
        now=noon,
    )


_DOES = {
    Step.REGISTERED: Life._register,
    Step.ASSIGNED: Life._assign,
    Step.TAKEN: Life._take,
    Step.NOTE: Life._note,
    Step.QUESTION: Life._ask,
    Step.MESSAGE: Life._reply,
    Step.ANSWERED: Life._answer,
    Step.RATED: Life._rate,
    Step.REOPENED: Life._reopen,
    Step.WITHDRAWN: Life._withdraw,
}
