"""A dry run of a draft with a clock of its own: the engine walks, and nothing is written anywhere.

A trial is what was typed: the first day, the answers, and one move after another. It is walked
anew from its beginning each time, so a step back is a move less.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext

from kholboo.agency.calendar import WorkingCalendar
from kholboo.core.clock import ULAANBAATAR
from kholboo.core.errors import RuleBroken
from kholboo.eservices.book import StepRule
from kholboo.eservices.engine import walking
from kholboo.eservices.engine.conditions.kinds import names_in
from kholboo.eservices.engine.decisions import Binds, NoRule, decide
from kholboo.eservices.engine.forms.personal import apart
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.engine.forms.written import form_of_fields, personal_of
from kholboo.eservices.engine.graph import Counting, NodeKind, Timer
from kholboo.eservices.engine.marking import Drawn, called, put
from kholboo.eservices.engine.naming import gather
from kholboo.eservices.engine.walking import Moves, Token
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.facts import tested
from kholboo.eservices.queries.trial_words import Names, Place, Told, key_of, written_lines
from kholboo.eservices.rules import StepKind
from kholboo.eservices.term import ONE_DAY, Term, count

MOST_MOVES, MOST_DAYS, MOST_SAMPLES = 100, 120, 5
LONGEST = timedelta(days=MOST_MOVES * MOST_DAYS + 4 * 366)


@dataclass(frozen=True)
class Move:
    """`days` pass, then the step `key` ends with `outcome`; without a key only the days pass.

    `own` is what was written down at the step, in the fields the procedure gives it.
    """

    days: int
    key: str = ""
    outcome: str = ""
    samples: int = 1
    own: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Trial:
    """Walk it with `begin` and `go`; then `places`, `story` and `ended` are read."""

    read: Read
    answers: Mapping[str, Any]
    today: date
    calendar: WorkingCalendar
    story: list[Told] = field(default_factory=list)
    ended: str = ""
    stuck: str = ""
    _opened: dict[Token, date] = field(default_factory=dict)
    _past: list[Token] = field(default_factory=list)
    _results: dict[str, Any] = field(default_factory=dict)
    _items: dict[tuple[str, str, int], list[Mapping[str, Any]]] = field(default_factory=dict)
    _rung: set[tuple[Token, str]] = field(default_factory=set)

    @property
    def _names(self) -> Names:
        return Names(self.read)

    def begin(self) -> None:
        for table in self.read.bundle.tables.values():
            if table.binds is Binds.SUBMISSION:
                self._results[table.id] = self._asked(table.id) or {}
        self._try(lambda: walking.begin(self.read.bundle.graphs, self._data()))

    def go(self, move: Move) -> None:
        if self.ended or self.stuck:
            return
        until = self.today + timedelta(days=move.days)
        self._pass_to(until)
        token = next((one for one in self._opened if key_of(one) == move.key), None)
        if move.key and token is None:
            self._tell(gettext("That step does not wait any more on this day."))
        elif token is not None and not self.ended:
            self._do(token, move)

    def places(self) -> list[Place]:
        """In the order of the drawing."""
        if self.ended:
            return []
        order = {node.id: place for place, node in enumerate(self.read.bundle.graphs.in_order())}
        found = [token for token in self._opened if self._node(token).kind is not NodeKind.CALL]
        found.sort(key=lambda token: (order[token.node], token.visit, token.item or 0))
        return [self._place(token) for token in found]

    def _do(self, token: Token, move: Move) -> None:
        rule = self.read.book.steps.get(token.node)
        result = _result(rule, move)
        title = self._names.step(token)
        if rule is None:
            self._tell(put(gettext("%(step)s: done"), {"step": title}))
        else:
            outcome = rule.outcome_words(move.outcome)
            facts = {"step": title, "outcome": outcome}
            self._tell(put(gettext("%(step)s: %(outcome)s"), facts))
            for line in written_lines(rule, result):
                self._tell(line)
        self._keep(token, rule, result)
        waiting = list(self._opened)
        self._try(
            lambda: walking.complete(
                self.read.bundle.graphs, waiting, token, self._data(result), past=self._past
            ),
            closing=token,
        )

    def _keep(self, token: Token, rule: StepRule | None, result: Mapping[str, Any]) -> None:
        if token.item is None:
            self._results[token.node] = result
            return
        items = self._items.setdefault((token.scope, token.node, token.visit), [])
        items.append(result)
        is_summed = rule is not None and rule.kind == StepKind.LABORATORY
        self._results[token.node] = tested(items) if is_summed else list(items)

    def _try(self, walk: Callable[[], Moves], closing: Token | None = None) -> None:
        try:
            moves = walk()
        except RuleBroken as refusal:
            self.stuck = refusal.message
            return
        if closing is not None:
            self._close(closing)
        for token in (*moves.cancelled, *moves.passed):
            self._close(token)
        for token in moves.cancelled:
            step = self._names.step(token)
            self._tell(put(gettext("%(step)s is not needed any more"), {"step": step}))
        for act in moves.actions:
            node = walking.graph_of(self.read.bundle.graphs, act.scope).nodes[act.node]
            self._tell(
                put(gettext("The system does: %(step)s"), {"step": called(node.name, node.id)})
            )
        self._opened |= dict.fromkeys(moves.opened, self.today)
        if moves.ended is not None:
            graphs = self.read.bundle.graphs
            end = graphs.processes[graphs.main].nodes[moves.ended]
            self.ended = called(end.name, end.id)
            self._tell(put(gettext("End: %(name)s"), {"name": self.ended}))

    def _close(self, token: Token) -> None:
        self._opened.pop(token, None)
        self._past.append(token)

    def _pass_to(self, until: date) -> None:
        """Days go by; timers ring on their days, the earliest first."""
        for _count in range(MOST_MOVES):
            rings = sorted(
                (day, token, timer.id) for token, timer, day in self._timers() if day <= until
            )
            if not rings or self.ended or self.stuck:
                break
            self.today = max(self.today, rings[0][0])
            self._ring(rings[0][1], rings[0][2])
        if not self.ended:
            self.today = until

    def _ring(self, token: Token, timer_id: str) -> None:
        graphs, waiting = self.read.bundle.graphs, list(self._opened)
        timer = walking.timer_of(graphs, token, timer_id)
        self._rung.add((token, timer_id))
        words = {"step": self._names.step(token), "timer": self._names.timer(timer)}
        self._tell(put(gettext("Time ran out at %(step)s: %(timer)s"), words))
        self._try(
            lambda: walking.fire(graphs, waiting, token, timer_id, self._data(), past=self._past),
            closing=token if timer.interrupting else None,
        )

    def _timers(self) -> list[tuple[Token, Timer, date]]:
        return [
            (token, timer, self._due(_term(timer), since) + ONE_DAY)
            for token, since in self._opened.items()
            for timer in self._node(token).timers
            if (token, timer.id) not in self._rung
        ]

    def _place(self, token: Token) -> Place:
        rule = self.read.book.steps.get(token.node)
        since = self._opened[token]
        return Place(
            key=key_of(token),
            title=self._names.step(token),
            who=self._names.who(rule),
            due=self._due(rule.term, since) if rule and rule.term else None,
            rule=rule,
            proposal=self._names.proposal(rule, self._data()),
            timers=tuple(
                (self._names.timer(timer), day)
                for one, timer, day in self._timers()
                if one == token or token.scope.startswith(f"{one.node}:{one.visit}")
            ),
        )

    def _asked(self, key: str) -> Mapping[str, Any] | None:
        table = self.read.bundle.tables[key]
        try:
            found = decide(table, self._data())
        except NoRule as refusal:
            self.stuck = refusal.message
            return None
        words = {
            "table": Drawn(table.name),
            "row": self._names.row(table, found),
            "given": self._names.given(table, found.outputs),
        }
        self._tell(put(gettext("%(table)s: %(row)s gives %(given)s"), words), is_rule=True)
        return found.outputs

    def _data(self, last: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return gather(self.answers, self._results, last)

    def _due(self, term: Term, since: date) -> date:
        started = datetime.combine(since, time(9), tzinfo=ULAANBAATAR)
        is_working = self.calendar.is_working
        return count(
            term, started=started, pauses=[], is_working=is_working, zone=ULAANBAATAR, now=started
        ).on

    def _node(self, token: Token) -> Any:
        return walking.node_of(self.read.bundle.graphs, token)

    def _tell(self, text: str, *, is_rule: bool = False) -> None:
        self.story.append(Told(self.today, text, is_rule))


def walk(
    read: Read,
    answers: Mapping[str, Any],
    start: date,
    moves: list[Move],
    calendar: WorkingCalendar,
) -> Trial:
    trial = Trial(read, answers, start, calendar)
    trial.begin()
    for move in moves[:MOST_MOVES]:
        trial.go(move)
    return trial


def asked_names(read: Read) -> list[tuple[str, ...]]:
    """The answers of the applicant that a table or a gateway asks for."""
    names = [column.path for table in read.bundle.tables.values() for column in table.inputs]
    for _graph, node in read.bundle.graphs.all_nodes():
        for flow in node.flows:
            names += list(names_in(flow.condition)) if flow.condition else []
    return [name for name in dict.fromkeys(names) if name[0] == "form" and len(name) > 1]


def _term(timer: Timer) -> Term:
    return Term(timer.days, timer.counting is Counting.WORKING)


def _result(rule: StepRule | None, move: Move) -> dict[str, Any]:
    if rule is None:
        return {}
    # As at a real step: judged by its fields, and what tells of a person decides nothing.
    understood = understand(form_of_fields(rule.fields), move.own).answers
    open_ones, _sealed = apart(understood, personal_of(rule.fields))
    result: dict[str, Any] = {**open_ones, "outcome": move.outcome}
    if rule.kind == StepKind.SAMPLING:
        result["samples"] = [{"name": str(place + 1)} for place in range(move.samples)]
    return result
