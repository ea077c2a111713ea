"""Forks and their joins: each fork has one join, all that begins at it ends there, and nothing
enters or leaves between."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kholboo.eservices.engine.bpmn.ways import ways_of
from kholboo.eservices.engine.graph import Graph, NodeKind

Tell = Callable[..., None]


@dataclass
class _Branch:
    """`nodes` of one branch, and the joins and ends it comes out at."""

    nodes: set[str] = field(default_factory=set)
    exits: set[str] = field(default_factory=set)


@dataclass
class _Matcher:
    graph: Graph
    onward: dict[str, list[str]]
    tell: Tell
    found: dict[str, tuple[str, set[str]]] = field(default_factory=dict)  # fork → join, inside
    open: list[str] = field(default_factory=list)

    def match(self, fork: str) -> tuple[str, set[str]] | None:
        if fork in self.found:
            return self.found[fork]
        if fork in self.open:
            return None
        self.open.append(fork)
        branches = [self._branch(target) for target in self.onward[fork]]
        self.open.pop()
        exits = set().union(*(branch.exits for branch in branches))
        inside = set().union(*(branch.nodes for branch in branches))
        if len(exits) != 1 or sum(len(branch.nodes) for branch in branches) != len(inside):
            return None
        (join,) = exits
        if self.graph.nodes[join].kind is not NodeKind.JOIN or fork in inside:
            return None
        self.found[fork] = (join, inside)
        return self.found[fork]

    def _branch(self, first: str) -> _Branch:
        branch = _Branch()
        todo = [first]
        while todo:
            name = todo.pop()
            if name in branch.nodes or name not in self.graph.nodes:
                continue
            kind = self.graph.nodes[name].kind
            if kind in (NodeKind.JOIN, NodeKind.END):
                branch.exits.add(name)
                continue
            branch.nodes.add(name)
            todo += self._on_from(name, branch) if kind is NodeKind.FORK else self.onward[name]
        return branch

    def _on_from(self, fork: str, branch: _Branch) -> list[str]:
        """Over a fork within the branch, to what comes after its join."""
        matched = self.match(fork)
        if matched is None:
            branch.exits.add(fork)
            return []
        join, inside = matched
        branch.nodes |= {*inside, join}
        return self.onward[join]


def regions(graph: Graph, tell: Tell) -> dict[str, frozenset[str]]:
    """Join → the nodes it waits for. What is not nested is told with the gateway's id."""
    onward = ways_of(graph, with_side=False).onward
    matcher = _Matcher(graph, onward, tell)
    inside: dict[str, frozenset[str]] = {}
    for node in graph.nodes.values():
        if node.kind is not NodeKind.FORK:
            continue
        matched = matcher.match(node.id)
        if matched is None:
            tell("fork_unmatched", node.id)
            continue
        join, nodes = matched
        if join in inside:
            tell("join_twice", join)
        inside[join] = frozenset(nodes)
        _check_entries(graph, node.id, join, nodes, tell)
    for node in graph.nodes.values():
        if node.kind is NodeKind.JOIN and node.id not in inside:
            tell("join_unmatched", node.id)
    return inside


def _check_entries(graph: Graph, fork: str, join: str, inside: set[str], tell: Tell) -> None:
    back = ways_of(graph, with_side=False).back
    for name in sorted(inside):
        if any(source not in inside and source != fork for source in back[name]):
            tell("region_entered", name, what=fork)
    if any(source not in inside and source != fork for source in back[join]):
        tell("region_entered", join, what=fork)
