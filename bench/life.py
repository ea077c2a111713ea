"""The life of one invented case, step by step, as the services would have written it.

Each step leaves what its service leaves: the event with its chained digest, the clock, the
assignment, the answer. `tests/bench` opens filled cases with the product's own code.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from bench import words
from bench.events import facts, line_of
from bench.plan import pick
from bench.tables import NULL
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
from kholboo.feedback.services.timeline import FIRST
from kholboo.feedback.term import PauseKind, count

Step = EventKind
_MARKS = (NULL, NULL, "2", "3", "4", "5")  # of the way to the answer; many say nothing
KEPT_OPEN = timedelta(days=30)  # how long an answer may be doubted; then the case is closed


@dataclass(frozen=True)
class Place:
    """Who answers there."""

    office: Office
    unit: Unit | None
    officers: list[User]
    zone: ZoneInfo


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
    due: "DueText | None" = None
    # Lines of COPY, but for the clock's last one while it runs.
    events: list[str] = field(default_factory=list)
    clock: list[str] = field(default_factory=list)
    assignments: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    ratings: list[str] = field(default_factory=list)
    _running: tuple[str, str] | None = None  # what stands before and after its end
    _before: str = FIRST  # the digest of the line before
    _moment: datetime | None = None
    _written: str = ""

    def live(self, channel: str, steps: list[Step], times: list[datetime], now: datetime) -> None:
        self.clock_started_at = self.received_at
        self._count()
        by_citizen = self.taken_by is None
        said = facts(channel=channel, office=self.place.office.id)
        self._tell(Step.RECEIVED, self.received_at, self.taken_by, by_citizen, facts=said)
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
        if self._running:
            self.clock.append(NULL.join(self._running))

    def written(self, at: datetime) -> str:
        """In ISO form. What happens at one moment asks one after the other."""
        if at is not self._moment:
            self._moment, self._written = at, at.isoformat()
        return self._written

    def _tell(  # noqa: PLR0913  # one line of history has this many facts
        self,
        kind: Step,
        at: datetime,
        actor: User | None,
        by_citizen: bool = False,
        *,
        text: str = "",
        is_public: bool = True,
        facts: str = "{}",
    ) -> None:
        line, self._before = line_of(
            self.luck,
            self._before,
            key=self.key,
            at=self.written(at),
            kind=kind,
            actor=actor.id if actor else None,
            by_citizen=by_citizen,
            is_public=is_public,
            text=text,
            facts=facts,
        )
        self.events.append(line)

    def _tick(
        self, at: datetime, *, is_running: bool, reason: str, actor: User | None = None
    ) -> None:
        self._stop(at)
        pause = "" if is_running else PauseKind.WAITING.value
        self._running = (
            f"{self.key}\t{self.round}\t{is_running}\t{pause}\t{self.written(at)}\t",
            f"\t{reason}\t{actor.id if actor else NULL}\n",
        )

    def _stop(self, at: datetime) -> None:
        if self._running:
            self.clock.append(self.written(at).join(self._running))
            self._running = None

    def _count(self) -> None:
        if self.rule is not None:
            zone = self.place.zone
            first = self.clock_started_at.astimezone(zone).date()
            self.due = _due(self.rule, first, zone)

    def _register(self, at: datetime) -> None:
        self.status = CaseStatus.REGISTERED
        office = self.place.office.id
        self._tell(Step.REGISTERED, at, self.place.officers[-1], facts=facts(office=office))

    def _hand(self, at: datetime, by: User) -> User:
        handler = self.handler = self.handler or pick(self.luck, self.place.officers)
        unit = self.place.unit.id if self.place.unit else NULL
        self.assignments.append(f"{self.key}\t{handler.id}\t{unit}\t{by.id}\t{self.written(at)}\n")
        return handler

    def _assign(self, at: datetime) -> None:
        head = self.place.officers[-1]
        handler = self._hand(at, head)
        self.status = CaseStatus.ASSIGNED
        self._tell(Step.ASSIGNED, at, head, facts=facts(handler=handler.short_name))

    def _take(self, at: datetime) -> None:
        handler = self.handler or pick(self.luck, self.place.officers)
        self._hand(at, handler)
        self.handler, self.status = handler, CaseStatus.IN_WORK
        self._tell(Step.TAKEN, at, handler, facts=facts(handler=handler.short_name))

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
        self._tell(Step.MESSAGE, at, None, True, text=text, facts=facts(files=0))
        self._tick(at, is_running=True, reason="reply")

    def _answer(self, at: datetime) -> None:
        author = self.handler = self.handler or pick(self.luck, self.place.officers)
        outcome = pick(self.luck, ANSWER_OUTCOMES)
        ground = pick(self.luck, self.words.grounds).text if outcome in NEEDS_GROUND else ""
        self._stop(at)
        self.status, self.outcome, self.answered_at = CaseStatus.ANSWERED, outcome.value, at
        text = pick(self.luck, self.words.answers[outcome]).text
        was_late = bool(self.due and at >= self.due.moment)
        post = self.place.unit.name_mn if self.place.unit else self.place.office.name_mn
        due_at = self.due.at if self.due else NULL
        self.answers.append(
            f"{self.key}\t{self.round}\t{outcome.value}\t{text}\t{ground}\t{words.REMEDY}\t"
            f"{author.id}\t{author.short_name}\t{post}\t{self.written(at)}\t{was_late}\tf\t"
            f"{due_at}\n"
        )
        self._tell(Step.ANSWERED, at, author, facts=facts(outcome=outcome, round=self.round))

    def _rate(self, at: datetime) -> None:
        score = pick(self.luck, (1, 2, 3, 4, 4, 5, 5, 5))
        solved = Solved.YES if score > 3 else Solved.PARTLY if score > 1 else Solved.NO
        said = pick(self.luck, words.PRAISE) if score > 2 else ""
        way = "\t".join([pick(self.luck, _MARKS) for _mark in range(3)])
        self.ratings.append(
            f"{self.key}\t{self.round}\t{solved.value}\t{score}\t{said}\t{self.written(at)}\t"
            f"{way}\n"
        )
        self._tell(Step.RATED, at, None, True, text=said, facts=facts(solved=solved, score=score))

    def _reopen(self, at: datetime) -> None:
        self.status, self.outcome, self.answered_at = CaseStatus.REOPENED, "", None
        self.round += 1
        self.clock_started_at = at
        self._tick(at, is_running=True, reason="reopened")
        self._count()
        text = pick(self.luck, words.REASONS)
        self._tell(Step.REOPENED, at, None, True, text=text, facts=facts(round=self.round))

    def _withdraw(self, at: datetime) -> None:
        self._stop(at)
        self.status, self.outcome = CaseStatus.WITHDRAWN, Outcome.WITHDRAWN.value
        self._tell(Step.WITHDRAWN, at, None, True)


@dataclass(frozen=True)
class DueText:
    """When an answer is due, with what is written of it."""

    moment: datetime
    on: str
    at: str


@cache
def _due(rule: TermRule, first: date, zone: ZoneInfo) -> DueText:
    """By the product's own count. All who begin on one day at one place share it."""
    noon = datetime.combine(first, time(12), tzinfo=zone)
    # Starter rules count calendar days; a rule in working days is refused by `read_world`.
    due = count(
        rule.term,
        started=noon,
        pauses=[],
        extension=0,
        is_working=lambda day: True,
        zone=zone,
        now=noon,
    )
    return DueText(due.at, due.on.isoformat(), due.at.isoformat())


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
