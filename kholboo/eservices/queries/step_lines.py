"""The steps of a procedure as lines of a table: who, how long, where it goes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from kholboo.accounts.roles import Role
from kholboo.eservices.book import APPLICANT, Book, StepRule, said
from kholboo.eservices.engine.graph import Counting, Flow, Graph, Node, NodeKind
from kholboo.eservices.engine.marking import Drawn, called, join, put
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.wording import Wording
from kholboo.eservices.rules import StepKind
from kholboo.eservices.term import Term

LISTED = frozenset({NodeKind.TASK, NodeKind.SERVICE, NodeKind.CALL, NodeKind.MESSAGE, NodeKind.END})
DEEPEST = 12  # gateways one after another before the words only say "further"


@dataclass(frozen=True)
class Way:
    """Where it goes next; `when` is empty for a way that is always taken."""

    when: str
    to: str


@dataclass(frozen=True)
class Line:
    """One step of the table. `rule` is None for what the system does itself."""

    node: Node
    title: str
    does: str
    who: str
    term: str
    is_term_sample: bool
    ways: tuple[Way, ...]
    notes: tuple[str, ...]
    rule: StepRule | None


@dataclass(frozen=True)
class Part:
    """The main way, or a part of the procedure that is called from it."""

    title: str
    lines: tuple[Line, ...]


def term_words(term: Term | None) -> str:
    if term is None:
        return ""
    return days_words(term.days, is_working=term.is_working)


def days_words(days: int, *, is_working: bool) -> str:
    if is_working:
        words = ngettext("%(count)s working day", "%(count)s working days", days)
    else:
        words = ngettext("%(count)s calendar day", "%(count)s calendar days", days)
    return words % {"count": days}


def role_words(role: str) -> str:
    if role == APPLICANT:
        return gettext("applicant")
    return str(Role(role).label) if role in Role.values else role


def parts_of(read: Read) -> list[Part]:
    """The main process first, each in the order of its way."""
    graphs = read.bundle.graphs
    main = graphs.processes[graphs.main]
    others = [graph for key, graph in graphs.processes.items() if key != graphs.main]
    return [
        Part(called(graph.name, graph.process), tuple(_Lines(read, graph).all()))
        for graph in (main, *others)
    ]


@dataclass
class _Lines:
    read: Read
    graph: Graph

    def __post_init__(self) -> None:
        self.words = Wording(self.read.book, self.read.bundle)

    @property
    def book(self) -> Book:
        return self.read.book

    def all(self) -> Iterator[Line]:
        for node in self.graph.in_order():
            if node.kind in LISTED and node.kind is not NodeKind.END:
                yield self._line(node)

    def _line(self, node: Node) -> Line:
        rule = self.book.steps.get(node.id) if node.kind is NodeKind.TASK else None
        return Line(
            node=node,
            title=rule.words if rule else called(node.name, node.id),
            does=_does(node, rule),
            who=role_words(rule.role) if rule else _who(node),
            term=term_words(rule.term) if rule else "",
            is_term_sample=bool(rule and rule.is_term_sample),
            ways=tuple(self._ways(node)),
            notes=tuple(self._notes(node, rule)),
            rule=rule,
        )

    def _ways(self, node: Node) -> Iterator[Way]:
        for flow in node.flows:
            yield from self._from(flow.target, "", node.id, DEEPEST)
        for timer in node.timers:
            after = days_words(timer.days, is_working=timer.counting is Counting.WORKING)
            when = gettext("after %(days)s without an end") % {"days": after}
            for way in self._from(timer.target, when, node.id, DEEPEST):
                beside = put(gettext("%(step)s (the step goes on)"), {"step": way.to})
                yield way if timer.interrupting else Way(way.when, beside)

    def _from(self, key: str, when: str, last: str, left: int) -> Iterator[Way]:
        node = self.graph.nodes[key]
        if node.kind in LISTED or left == 0:
            yield Way(when, self._target(node))
        elif node.kind is NodeKind.FORK:
            ends = [way.to for flow in node.flows for way in self._from(flow.target, "", last, 1)]
            both = join(pgettext("between steps", " and "), ends)
            yield Way(when, put(gettext("at once: %(steps)s"), {"steps": both}))
        elif node.kind is NodeKind.JOIN:
            joined = gettext("all beside it is done")
            yield from self._from(node.flows[0].target, _also(when, joined), last, left - 1)
        else:
            for flow in node.flows:
                yield from self._from(flow.target, self._when(flow, when, last), last, left - 1)

    def _when(self, flow: Flow, before: str, last: str) -> str:
        if flow.condition is not None:
            return _also(before, self.words.condition(flow.condition, last))
        return _also(before, gettext("otherwise")) if flow.is_default else before

    def _target(self, node: Node) -> str:
        if node.kind is NodeKind.END:
            return put(gettext("end: %(name)s"), {"name": called(node.name, node.id)})
        rule = self.book.steps.get(node.id)
        return rule.words if rule else called(node.name, node.id)

    def _notes(self, node: Node, rule: StepRule | None) -> Iterator[str]:
        if node.each:
            yield gettext("once for each sample, side by side")
        if rule is None:
            return
        if rule.asks_step_up:
            yield gettext("asks for the second factor again")
        if rule.not_same_as:
            others = ", ".join(
                self.book.steps[one].words for one in rule.not_same_as if one in self.book.steps
            )
            yield gettext("never by who did: %(steps)s") % {"steps": others}
        if rule.fields:
            fields = ", ".join(said(one["title"]) for one in rule.fields)
            yield gettext("written down: %(fields)s") % {"fields": fields}
        if rule.table in self.read.bundle.tables:
            name = Drawn(self.read.bundle.tables[rule.table].name)
            yield put(gettext("the table “%(table)s” proposes the result"), {"table": name})


def _also(before: str, more: str) -> str:
    return join(pgettext("between conditions", " and "), filter(None, (before, more)))


def _does(node: Node, rule: StepRule | None) -> str:
    if rule is not None:
        return str(StepKind(rule.kind).label)
    return {
        NodeKind.CALL: gettext("a part of its own"),
        NodeKind.MESSAGE: gettext("waits for the payment"),
        NodeKind.SERVICE: gettext("done by the system"),
    }[node.kind]


def _who(node: Node) -> str:
    return {
        NodeKind.CALL: "",
        NodeKind.MESSAGE: gettext("applicant"),
        NodeKind.SERVICE: gettext("system"),
    }[node.kind]
