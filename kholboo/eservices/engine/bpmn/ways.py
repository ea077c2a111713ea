"""Walks over a graph that the checks share: nothing here knows what is right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kholboo.eservices.engine.graph import Graph, Node

Step = tuple[str, str]  # from, to


@dataclass(frozen=True)
class Ways:
    """Both directions of a graph; `main` leaves out timers that do not interrupt."""

    onward: dict[str, list[str]]
    back: dict[str, list[str]]


def ways_of(graph: Graph, *, with_side: bool) -> Ways:
    onward: dict[str, list[str]] = {name: [] for name in graph.nodes}
    back: dict[str, list[str]] = {name: [] for name in graph.nodes}
    for source, target in _steps(graph.nodes.values(), with_side=with_side):
        if target in back:
            onward[source].append(target)
            back[target].append(source)
    return Ways(onward, back)


def _steps(nodes: Iterable[Node], *, with_side: bool) -> Iterator[Step]:
    for node in nodes:
        for flow in node.flows:
            yield node.id, flow.target
        for timer in node.timers:
            if timer.interrupting or with_side:
                yield node.id, timer.target


def reached(steps: dict[str, list[str]], begin: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    todo = [name for name in begin if name in steps]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += steps[name]
    return seen


def in_a_circle(steps: dict[str, list[str]], may: Callable[[str], bool]) -> list[str]:
    """Nodes of circles that run only through nodes that `may` be passed."""
    inner = {
        name: [target for target in targets if may(target)]
        for name, targets in steps.items()
        if may(name)
    }
    return [name for name in inner if name in reached(inner, inner[name])]
