"""Does a drawing make sense as a whole: every way ends, nothing goes round by itself, what is
parallel is nested, and what a timer opens beside stays beside."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from kholboo.eservices.engine.bpmn.regions import regions
from kholboo.eservices.engine.bpmn.ways import in_a_circle, reached, ways_of
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import Graph, Graphs, NodeKind


@dataclass(frozen=True)
class Place:
    """Where problems are told."""

    file: str
    problems: Problems

    def add(self, code: str, element: str, **facts: object) -> None:
        self.problems.add(code, element, self.file, **facts)


def check_shape(graphs: list[Graph], place: Place) -> Graphs | None:
    """The graphs with what each join waits for; None when there is no main process."""
    by_id = {graph.process: graph for graph in graphs}
    main = _main(by_id, place)
    for graph in graphs:
        _check_reach(graph, place)
        _check_side(graph, place)
    if _is_recursive(by_id, place) or main is None:
        return None
    _check_circles(by_id, place)
    return Graphs(main, {name: _with_regions(graph, place) for name, graph in by_id.items()})


def _calls(graph: Graph) -> dict[str, str]:
    return {node.id: node.called for node in graph.nodes.values() if node.kind is NodeKind.CALL}


def _main(by_id: dict[str, Graph], place: Place) -> str | None:
    called: set[str] = set()
    for graph in by_id.values():
        for node, target in _calls(graph).items():
            called.add(target)
            if target not in by_id:
                place.add("called_unknown", node, what=target[:80])
    left = [name for name in by_id if name not in called]
    if len(left) == 1:
        return left[0]
    for name in left[1:] or by_id:
        place.add("main_one", name)
    return None


def _is_recursive(by_id: dict[str, Graph], place: Place) -> bool:
    steps = {
        name: [target for target in _calls(graph).values() if target in by_id]
        for name, graph in by_id.items()
    }
    round_about = in_a_circle(steps, lambda _name: True)
    for name in round_about:
        for node, target in _calls(by_id[name]).items():
            if target in round_about:
                place.add("called_round", node)
    return bool(round_about)


def _check_reach(graph: Graph, place: Place) -> None:
    ways = ways_of(graph, with_side=True)
    from_start = reached(ways.onward, [graph.start])
    ends = [node.id for node in graph.nodes.values() if node.kind is NodeKind.END]
    to_end = reached(ways.back, ends)
    for name in graph.nodes:
        if name not in from_start:
            place.add("not_reached", name)
        if name not in to_end:
            place.add("no_end", name)


def _check_side(graph: Graph, place: Place) -> None:
    """What a timer that does not interrupt opens has ends of its own, and the main way takes it
    along when it ends."""
    main = ways_of(graph, with_side=False)
    on_main = reached(main.onward, [graph.start])
    targets = {
        timer.target: timer.id
        for node in graph.nodes.values()
        for timer in node.timers
        if not timer.interrupting
    }
    for target, timer in targets.items():
        for name in sorted(reached(main.onward, [target])):
            node = graph.nodes[name]
            if name in on_main:
                place.add("side_joins", timer, what=name)
                break
            if node.kind in (NodeKind.FORK, NodeKind.JOIN) or node.ends_all:
                place.add("side_plain", name)
    if targets:
        for name in sorted(on_main):
            node = graph.nodes[name]
            if node.kind is NodeKind.END and not node.ends_all:
                place.add("end_all", name)


def _check_circles(by_id: dict[str, Graph], place: Place) -> None:
    """A circle in which nobody is waited for would never end."""
    idle = passable(by_id)
    for graph in by_id.values():
        ways = ways_of(graph, with_side=False)
        for name in in_a_circle(ways.onward, partial(_idles, graph, idle)):
            place.add("circle", name)


def passable(by_id: Mapping[str, Graph]) -> set[str]:
    """Processes that may end without waiting for anybody. A call waits only if its process cannot
    be passed so; a repeated task is passed when its list is empty."""
    idle: set[str] = set()
    for _each in by_id:  # at most that deep
        idle = {name for name, graph in by_id.items() if _can_be_passed(graph, idle)}
    return idle


def _can_be_passed(graph: Graph, idle: set[str]) -> bool:
    steps = {
        name: [each for each in targets if _idles(graph, idle, each)]
        for name, targets in ways_of(graph, with_side=False).onward.items()
    }
    through = reached(steps, [graph.start])
    return any(graph.nodes[name].kind is NodeKind.END for name in through)


def _idles(graph: Graph, idle: set[str], name: str) -> bool:
    node = graph.nodes[name]
    if node.kind is NodeKind.CALL:
        return node.called in idle
    return node.kind is not NodeKind.MESSAGE and (node.kind is not NodeKind.TASK or bool(node.each))


def _with_regions(graph: Graph, place: Place) -> Graph:
    inside = regions(graph, place.add)
    nodes = {
        name: replace(node, inside=inside.get(name, frozenset()))
        for name, node in graph.nodes.items()
    }
    return replace(graph, nodes=nodes)
