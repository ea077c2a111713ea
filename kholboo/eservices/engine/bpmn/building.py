"""What was drawn → the nodes that are walked; each kind of element asked for what it must say."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from kholboo.eservices.engine.bpmn.drawing import Box, Drawn, Way, child, ours
from kholboo.eservices.engine.conditions.parsing import parse_condition
from kholboo.eservices.engine.conditions.tokens import Unreadable
from kholboo.eservices.engine.facts import FactRule
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import Flow, Graph, Node, NodeKind, Timer, Tree
from kholboo.eservices.engine.xml import split_name, text_of

_FEEL = frozenset(
    {
        "",
        "feel",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "https://www.omg.org/spec/DMN/20180521/FEEL/",
        "http://www.omg.org/spec/FEEL/20140401",
    }
)


@dataclass(frozen=True)
class Known:
    """Names a procedure may use of the world outside it.

    `certificates`: the facts that certificates of each kind have; None where nobody asks.
    """

    actions: frozenset[str]
    messages: frozenset[str]
    roles: frozenset[str]
    certificates: Mapping[str, Mapping[str, FactRule]] | None = None


@dataclass
class Builder:
    drawn: Drawn
    file: str
    problems: Problems
    messages: dict[str, str]
    known: Known

    def build(self) -> Graph:
        starts = [box.id for box in self.drawn.boxes.values() if box.kind is NodeKind.START]
        if len(starts) != 1:
            self.problems.add("start_one", self.drawn.id, self.file, count=len(starts))
        if not any(box.kind is NodeKind.END for box in self.drawn.boxes.values()):
            self.problems.add("end_none", self.drawn.id, self.file)
        nodes = {box.id: self._node(box) for box in self.drawn.boxes.values()}
        return Graph(self.drawn.id, starts[0] if starts else "", nodes, self.drawn.name)

    def _node(self, box: Box) -> Node:
        kind = self._parallel(box) if box.kind is NodeKind.FORK else box.kind
        self._count_ways(box, kind)
        return Node(
            id=box.id,
            kind=kind,
            name=box.name,
            flows=self._flows(box, kind),
            timers=self._timers(box),
            called=self._called(box),
            message=self._message(box),
            action=self._action(box),
            each=self._each(box),
            ends_all=child(box.element, "terminateEventDefinition") is not None,
        )

    def _parallel(self, box: Box) -> NodeKind:
        into, out = len(box.incoming), len(box.outgoing)
        if (into == 1) == (out == 1) or not into or not out:
            self.problems.add("parallel_both", box.id, self.file)
        return NodeKind.JOIN if into > 1 else NodeKind.FORK

    def _count_ways(self, box: Box, kind: NodeKind) -> None:
        into, out = len(box.incoming), len(box.outgoing)
        if kind is NodeKind.START and into:
            self.problems.add("start_entered", box.id, self.file)
        if kind is NodeKind.END and out:
            self.problems.add("end_left", box.id, self.file)
        if kind is not NodeKind.END and not out:
            self.problems.add("no_way_out", box.id, self.file)
        if out > 1 and kind not in (NodeKind.EXCLUSIVE, NodeKind.FORK):
            self.problems.add("ways_out", box.id, self.file)

    def _flows(self, box: Box, kind: NodeKind) -> tuple[Flow, ...]:
        is_choice = kind is NodeKind.EXCLUSIVE and len(box.outgoing) > 1
        if box.default and box.default not in {way.id for way in box.outgoing}:
            self.problems.add("default_strange", box.id, self.file)
        return tuple(self._flow(way, box, is_choice=is_choice) for way in box.outgoing)

    def _flow(self, way: Way, box: Box, *, is_choice: bool) -> Flow:
        is_default = is_choice and way.id == box.default
        if way.text and (not is_choice or is_default):
            self.problems.add("condition_idle", way.id, self.file)
        if is_choice and not is_default and not way.text:
            self.problems.add("condition_missing", way.id, self.file)
        tree = self._condition(way) if way.text and is_choice and not is_default else None
        return Flow(way.id, way.target, tree, is_default, way.name)

    def _condition(self, way: Way) -> Tree | None:
        try:
            return parse_condition(way.text)
        except Unreadable as reason:
            self.problems.add(reason.code, way.id, self.file, at=reason.at, what=reason.what)
            return None

    def _timers(self, box: Box) -> tuple[Timer, ...]:
        timers = []
        for bell in self.drawn.bells.values():
            if bell.host != box.id:
                continue
            if box.kind not in (NodeKind.TASK, NodeKind.CALL) or self._is_repeated(box):
                self.problems.add("timer_host", bell.id, self.file)
            ways = self.drawn.bell_ways[bell.id]
            if len(ways) != 1 or ways[0].text:
                self.problems.add("timer_way", bell.id, self.file)
            for way in ways[:1]:
                timers.append(
                    Timer(
                        bell.id, bell.days, bell.counting, bell.interrupting, way.target, bell.name
                    )
                )
        return tuple(timers)

    def _is_repeated(self, box: Box) -> bool:
        return child(box.element, "multiInstanceLoopCharacteristics") is not None

    def _called(self, box: Box) -> str:
        called = (box.element.get("calledElement") or "").split(":")[-1]
        if box.kind is NodeKind.CALL and not called:
            self.problems.add("called_missing", box.id, self.file)
        return called

    def _message(self, box: Box) -> str:
        if box.kind is not NodeKind.MESSAGE:
            return ""
        event = child(box.element, "messageEventDefinition")
        if event is None:
            self.problems.add("message_only", box.id, self.file)
            return ""
        name = self.messages.get((event.get("messageRef") or "").split(":")[-1], "")
        if name not in self.known.messages:
            self.problems.add("message_unknown", box.id, self.file, what=name[:60])
        return name

    def _action(self, box: Box) -> str:
        action = ours(box.element, "action")
        if box.kind is NodeKind.SERVICE and action not in self.known.actions:
            self.problems.add("action_unknown", box.id, self.file, what=action[:60])
        return action

    def _each(self, box: Box) -> str:
        repeat = child(box.element, "multiInstanceLoopCharacteristics")
        if repeat is None:
            return ""
        each = ours(repeat, "each")
        if not each or repeat.get("isSequential") == "true":
            self.problems.add("repeat_list", box.id, self.file)
        return each


def check_languages(root: etree._Element, file: str, problems: Problems) -> None:
    """A condition in another language than FEEL is none of ours, whatever its text looks like."""
    for element in root.iter("{*}conditionExpression", "{*}timeDuration"):
        way = element.getparent()
        place = str(way.get("id") or "") if way is not None else ""
        kinds = [
            said.split(":")[-1]
            for name, said in element.attrib.items()
            if split_name(name)[1] == "type"
        ]
        if kinds not in ([], ["tFormalExpression"], ["tExpression"]):
            problems.add("condition_language", place, file)
        if element.get("language", "").strip() not in _FEEL or not text_of(element):
            problems.add("condition_language", place, file)
