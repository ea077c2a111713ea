"""A procedure as the walker sees it: processes of nodes and flows, out of plain JSON and back.

Nothing here can be wrong in itself: what a drawing may say is checked when it is published
(`bpmn/`), and only what passed is kept in this form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# A parsed condition, `conditions/parsing.py` says which: never text.
Tree = list[Any]


class NodeKind(StrEnum):
    START = "start"
    END = "end"
    TASK = "task"
    SERVICE = "service"
    EXCLUSIVE = "exclusive"
    FORK = "fork"
    JOIN = "join"
    CALL = "call"
    MESSAGE = "message"


# Where a token can stand between two moves. A call stands while what it called goes on.
WAITING = frozenset({NodeKind.TASK, NodeKind.CALL, NodeKind.MESSAGE})


# Days of one kind or the other: two years. So far the calendar is read, and no further.
LONGEST_TERM = 732


class Counting(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Flow:
    """`condition` is None on every flow but those of a gateway that has several."""

    id: str
    target: str
    condition: Tree | None = None
    is_default: bool = False
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "target": self.target,
            "condition": self.condition,
            "default": self.is_default,
            "name": self.name,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Flow":
        return cls(row["id"], row["target"], row["condition"], row["default"], row["name"])


@dataclass(frozen=True)
class Timer:
    """So many days after its node was entered. One that interrupts ends the node's waiting."""

    id: str
    days: int
    counting: Counting
    interrupting: bool
    target: str
    name: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "days": self.days,
            "counting": self.counting.value,
            "interrupting": self.interrupting,
            "target": self.target,
            "name": self.name,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Timer":
        counting = Counting(row["counting"])
        return cls(
            row["id"], row["days"], counting, row["interrupting"], row["target"], row["name"]
        )


@dataclass(frozen=True)
class Node:
    """`each` names the list a task is repeated over; `inside` are the nodes a join waits for.

    `action` of a service names a function of ours; `ends_all` of an end takes away what still
    waits beside it.
    """

    id: str
    kind: NodeKind
    name: str = ""
    flows: tuple[Flow, ...] = ()
    timers: tuple[Timer, ...] = ()
    called: str = ""
    message: str = ""
    action: str = ""
    each: str = ""
    inside: frozenset[str] = field(default_factory=frozenset)
    ends_all: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "name": self.name,
            "flows": [flow.to_json() for flow in self.flows],
            "timers": [timer.to_json() for timer in self.timers],
            "called": self.called,
            "message": self.message,
            "action": self.action,
            "each": self.each,
            "inside": sorted(self.inside),
            "ends_all": self.ends_all,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Node":
        return cls(
            id=row["id"],
            kind=NodeKind(row["kind"]),
            name=row["name"],
            flows=tuple(map(Flow.from_json, row["flows"])),
            timers=tuple(map(Timer.from_json, row["timers"])),
            called=row["called"],
            message=row["message"],
            action=row["action"],
            each=row["each"],
            inside=frozenset(row["inside"]),
            ends_all=row["ends_all"],
        )


@dataclass(frozen=True)
class Graph:
    process: str
    start: str
    nodes: Mapping[str, Node]
    name: str = ""

    def in_order(self) -> list[Node]:
        """Nodes in the order of the way: each after all that leads to it, but for ways back.

        Of several ways the longest is walked first: a short cut and a way back then find what they
        lead to. Those that are walked at once keep the order in which they are drawn.
        """
        reach = {name: len(self._reached(name)) for name in self.nodes}
        seen, after = {self.start}, list[str]()
        stack = [(self.start, self._onward(self.start, reach))]
        while stack:
            name, targets = stack[-1]
            target = next((one for one in targets if one not in seen), None)
            if target is None:
                after.append(name)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, self._onward(target, reach)))
        return [self.nodes[name] for name in reversed(after)]

    def _onward(self, name: str, reach: Mapping[str, int]) -> list[str]:
        """What is walked last comes first."""
        targets = self._targets(name)
        targets.reverse()
        if self.nodes[name].kind is NodeKind.FORK:
            return targets
        return sorted(targets, key=lambda target: -reach[target])

    def _targets(self, name: str) -> list[str]:
        node = self.nodes[name]
        return [one.target for one in node.flows] + [one.target for one in node.timers]

    def _reached(self, name: str) -> set[str]:
        seen, todo = {name}, [name]
        while todo:
            new = set(self._targets(todo.pop())) - seen
            seen |= new
            todo += new
        return seen

    def to_json(self) -> dict[str, Any]:
        return {
            "process": self.process,
            "start": self.start,
            "name": self.name,
            "nodes": [node.to_json() for node in self.nodes.values()],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Graph":
        nodes = map(Node.from_json, row["nodes"])
        return cls(row["process"], row["start"], {node.id: node for node in nodes}, row["name"])


@dataclass(frozen=True)
class Graphs:
    """All processes of one drawing; `main` is the one that begins, the others are called."""

    main: str
    processes: Mapping[str, Graph]

    def all_nodes(self) -> Iterator[tuple[Graph, Node]]:
        for graph in self.processes.values():
            for node in graph.nodes.values():
                yield graph, node

    def in_order(self) -> list[Node]:
        """All nodes, those of the main process first."""
        main = self.processes[self.main]
        others = [graph for key, graph in self.processes.items() if key != self.main]
        return [node for graph in (main, *others) for node in graph.in_order()]

    def to_json(self) -> dict[str, Any]:
        return {"main": self.main, "processes": [g.to_json() for g in self.processes.values()]}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Graphs":
        graphs = map(Graph.from_json, row["processes"])
        return cls(row["main"], {graph.process: graph for graph in graphs})
