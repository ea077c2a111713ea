"""Would a running case stand rightly in another version of its procedure?

By itself a case finishes under the version it began with. Where it has to be moved, each place it
waits at needs a place of the new drawing, and nothing that the new drawing demands before that
place may be missing: a step that lies on every way there and was never done would be skipped, and
so would a parallel branch that nobody walks. Pure; who moves, why, and in which rows is not known
here. Terms are none of its business: moving never changes a due date.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kholboo.eservices.engine.bpmn.shape import passable
from kholboo.eservices.engine.bpmn.ways import Ways, reached, ways_of
from kholboo.eservices.engine.graph import WAITING, Graph, Graphs, Node, NodeKind
from kholboo.eservices.engine.walking import Token, graph_of, node_of


class Fit(StrEnum):
    FINE = "fine"
    NEEDS_MAP = "needs_map"
    SKIPS = "skips"


@dataclass(frozen=True)
class Verdict:
    """`moved` pairs each waiting token with its new one, whole only when nothing is `missing`
    (ids of the old drawing). `skipped` are steps, messages and calls of the new one."""

    standing: Fit
    moved: tuple[tuple[Token, Token], ...] = ()
    missing: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass
class Remapping:
    """`nodes` says what became of ids, both of steps and of calls; the others keep theirs."""

    before: Graphs
    after: Graphs
    nodes: Mapping[str, str] = field(default_factory=dict)
    _needed: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def judge(self, waiting: Collection[Token], done: Iterable[Token]) -> Verdict:
        """`done` are the tokens whose step was done, in that order; not those taken away."""
        history = list(done)
        past = [self.renamed(token) for token in history]
        moved = {token: self._place(token) for token in waiting}
        missing = tuple(sorted({token.node for token, place in moved.items() if place is None}))
        if missing:
            return Verdict(Fit.NEEDS_MAP, missing=missing)
        places = self._told_apart({t: place for t, place in moved.items() if place}, past)
        skips = self._skipped(list(places.values()), {token.node for token in past})
        skips |= self._skipped_since(places, history) - self._perhaps_empty()
        skipped = sorted(skips)
        standing = Fit.SKIPS if skipped else Fit.FINE
        return Verdict(standing, tuple(sorted(places.items())), skipped=tuple(skipped))

    def _name(self, node: str) -> str:
        return self.nodes.get(node, node)

    def renamed(self, token: Token) -> Token:
        """The same place by the names of the new drawing, whether it is there or not."""
        calls = [part.rpartition(":") for part in token.scope.split("/") if part]
        scope = "/".join(f"{self._name(call)}:{visit}" for call, _colon, visit in calls)
        return Token(self._name(token.node), token.visit, token.item, scope)

    def _place(self, token: Token) -> Token | None:
        """Where the token stands in the new drawing; None when nothing there is of its kind."""
        new = self.renamed(token)
        try:
            old_node, node = node_of(self.before, token), node_of(self.after, new)
        except KeyError:
            return None
        return new if _does(old_node) == _does(node) else None

    def _told_apart(self, places: dict[Token, Token], past: list[Token]) -> dict[Token, Token]:
        """Two old steps may have become one: a visit more, so that no token comes twice."""
        taken = set(past)
        for old, new in places.items():
            while new in taken:
                new = Token(new.node, new.visit + 1, new.item, new.scope)
            taken.add(new)
            places[old] = new
        return places

    def _skipped(self, tokens: list[Token], done: set[str]) -> set[str]:
        """Steps of the new drawing that had to come before, or beside, and did not."""
        skipped: set[str] = set()
        for token in tokens:
            graph = graph_of(self.after, token.scope)
            here = {each.node for each in tokens if each.scope == token.scope}
            skipped |= self._before(graph, token.node) - done - here
            for fork, join in _around(graph, token.node):
                for flow in graph.nodes[fork].flows:
                    branch = _branch(graph, flow.target, join)
                    if not branch & here:
                        skipped |= _always(graph, flow.target, join, branch) - done
        return skipped - self._perhaps_empty()

    def _skipped_since(self, places: Mapping[Token, Token], history: list[Token]) -> set[str]:
        """Steps of the new drawing between the step that led here and here, never done.

        They need not lie on every way from the start: a way round them was not the way it took.
        """
        past = {self._name(token.node) for token in history}
        skipped: set[str] = set()
        for token, place in places.items():
            led = self._led_here(token, history)
            graph = graph_of(self.after, place.scope)
            if led is None or self._name(led) not in graph.nodes:
                continue
            first, may = self._name(led), past | self._perhaps_empty()
            onward, last = _onward(graph), place.node
            if last not in reached(onward, onward[first]):
                continue  # the order of the two was turned: nothing lies between
            barred = {n.id for n in graph.nodes.values() if n.kind in WAITING and n.id not in may}
            open_ways = {n: [] if n in barred else targets for n, targets in onward.items()}
            if last not in reached(open_ways, onward[first]):
                always = _always(graph, first, last, set(graph.nodes)) - may - {first}
                skipped |= always or (barred & reached(open_ways, onward[first]))
        return skipped

    def _led_here(self, token: Token, history: list[Token]) -> str | None:
        """The step done last of those from which the old drawing leads straight to the token."""
        graph = graph_of(self.before, token.scope)
        onward = _onward(graph)
        for step in reversed(history):
            if step.scope != token.scope or step.node not in graph.nodes:
                continue
            stops = {n: [] if graph.nodes[n].kind in WAITING else t for n, t in onward.items()}
            if token.node in reached(stops, onward[step.node]):
                return step.node
        return None

    def _perhaps_empty(self) -> set[str]:
        """What of both drawings may have been passed without a token: repeated steps over an empty
        list, calls of processes that wait for nobody."""
        old, new = _idle(self.before), _idle(self.after)
        return {self._name(name) for name in old} & new

    def _before(self, graph: Graph, node: str) -> frozenset[str]:
        """Steps on every way from the start to the node."""
        key = (graph.process, node)
        if key not in self._needed:
            self._needed[key] = frozenset(_always(graph, graph.start, node, set(graph.nodes)))
        return self._needed[key]


def _does(node: Node) -> tuple[NodeKind, str, bool]:
    return node.kind, node.message, bool(node.each)


def _idle(graphs: Graphs) -> set[str]:
    idle = passable(graphs.processes)
    return {node.id for _graph, node in graphs.all_nodes() if node.each or node.called in idle}


def _onward(graph: Graph, left_out: str = "") -> dict[str, list[str]]:
    ways: Ways = ways_of(graph, with_side=True)
    return {
        name: [target for target in targets if target != left_out]
        for name, targets in ways.onward.items()
        if name != left_out
    }


def _always(graph: Graph, first: str, last: str, among: set[str]) -> set[str]:
    """What waits for somebody and without which one cannot come from `first` to `last`."""
    steps = [name for name in among if graph.nodes[name].kind in WAITING and name != last]
    return {name for name in steps if last not in reached(_onward(graph, name), [first])}


def _around(graph: Graph, node: str) -> list[tuple[str, str]]:
    """The forks, with their joins, between which the node lies."""
    joins = [each for each in graph.nodes.values() if node in each.inside]
    return [(fork, join.id) for join in joins for fork in _forks_of(graph, join)]


def _forks_of(graph: Graph, join: Node) -> list[str]:
    """The fork of a join is outside, and all that it leads to is inside or the join itself."""
    return [
        each.id
        for each in graph.nodes.values()
        if each.kind is NodeKind.FORK
        and each.id not in join.inside
        and all(flow.target in join.inside or flow.target == join.id for flow in each.flows)
    ]


def _branch(graph: Graph, first: str, join: str) -> set[str]:
    """What lies between a fork and its join on one of its ways."""
    onward = _onward(graph, join)
    inside = graph.nodes[join].inside
    within = {name: [each for each in onward[name] if each in inside] for name in inside}
    return reached(within, [first])
