"""Checked elements → nodes and flows as drawn, before anybody asks whether they make sense."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kholboo.eservices.engine.allowed import OURS
from kholboo.eservices.engine.bpmn.subset import BPMN
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import LONGEST_TERM, Counting, NodeKind
from kholboo.eservices.engine.xml import id_near, local, text_of

MOST_NODES = 300  # of all processes together
LONGEST_NAME = 200
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_DURATION = re.compile(r"P(\d{1,4})([DW])")
_KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.TASK,
    "serviceTask": NodeKind.SERVICE,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "parallelGateway": NodeKind.FORK,
    "callActivity": NodeKind.CALL,
    "intermediateCatchEvent": NodeKind.MESSAGE,
}
_NAMED = frozenset({NodeKind.TASK, NodeKind.SERVICE, NodeKind.CALL, NodeKind.MESSAGE, NodeKind.END})


@dataclass(frozen=True)
class Way:
    """A sequence flow: `text` is its condition as written."""

    id: str
    source: str
    target: str
    text: str
    name: str


@dataclass(frozen=True)
class Bell:
    """A timer on the edge of a step."""

    id: str
    host: str
    days: int
    counting: Counting
    interrupting: bool
    name: str


@dataclass
class Box:
    id: str
    kind: NodeKind
    name: str
    element: etree._Element
    outgoing: list[Way] = field(default_factory=list)
    incoming: list[Way] = field(default_factory=list)
    default: str = ""


@dataclass
class Drawn:
    """One process. `bells` have ways of their own out of them, by the bell's id."""

    id: str
    name: str
    boxes: dict[str, Box] = field(default_factory=dict)
    bells: dict[str, Bell] = field(default_factory=dict)
    bell_ways: dict[str, list[Way]] = field(default_factory=dict)
    ways: dict[str, Way] = field(default_factory=dict)


def draw(root: etree._Element, file: str, problems: Problems) -> list[Drawn]:
    check_ids(root, file, problems)
    drawn = [_process(each, file, problems) for each in root.findall(f"{{{BPMN}}}process")]
    count = sum(len(each.boxes) for each in drawn)
    if not drawn:
        problems.add("no_process", id_near(root), file)
    if count > MOST_NODES:
        problems.add("nodes_many", drawn[0].id, file, most=MOST_NODES, count=count)
    return drawn


def check_ids(root: etree._Element, file: str, problems: Problems) -> None:
    """No id twice, and ids that conditions, rows and addresses can name."""
    seen: set[str] = set()
    for element in root.iter(f"{{{BPMN}}}*"):
        said = element.get("id")
        if said is None:
            continue
        if said in seen:
            problems.add("id_twice", said[:80], file)
        seen.add(said)
        if local(element) in (*_KINDS, "process", "boundaryEvent") and not _ID.fullmatch(said):
            problems.add("id_form", said[:80], file)
    for element in root.iter(*(f"{{{BPMN}}}{tag}" for tag in (*_KINDS, "process", "sequenceFlow"))):
        if not element.get("id"):
            problems.add("id_missing", id_near(element), file, name=local(element))


def messages(root: etree._Element) -> dict[str, str]:
    return {
        str(each.get("id")): (each.get("name") or "").strip()
        for each in root.findall(f"{{{BPMN}}}message")
    }


def child(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{{{BPMN}}}{name}")


def ours(element: etree._Element, name: str) -> str:
    return (element.get(f"{{{OURS}}}{name}") or "").strip()


def name_of(element: etree._Element) -> str:
    return " ".join((element.get("name") or "").split())


def _process(element: etree._Element, file: str, problems: Problems) -> Drawn:
    drawn = Drawn(element.get("id") or "", name_of(element))
    for each in element:
        kind = _KINDS.get(local(each))
        if kind is not None:
            box = Box(each.get("id") or "", kind, name_of(each), each)
            box.default = each.get("default") or ""
            drawn.boxes[box.id] = box
            _check_name(box, file, problems)
        elif local(each) == "boundaryEvent":
            bell = _bell(each, file, problems)
            drawn.bells[bell.id] = bell
            drawn.bell_ways[bell.id] = []
    for each in element.findall(f"{{{BPMN}}}sequenceFlow"):
        _join_up(drawn, each, file, problems)
    for bell in drawn.bells.values():
        if bell.host not in drawn.boxes:
            problems.add("timer_host", bell.id, file)
    for box in drawn.boxes.values():
        _check_told_ways(box, file, problems)
    return drawn


def _check_name(box: Box, file: str, problems: Problems) -> None:
    if box.kind in _NAMED and not box.name:
        problems.add("name_missing", box.id, file)
    if len(box.name) > LONGEST_NAME:
        problems.add("name_long", box.id, file, most=LONGEST_NAME)


def _join_up(drawn: Drawn, element: etree._Element, file: str, problems: Problems) -> None:
    way = Way(
        element.get("id") or "",
        element.get("sourceRef") or "",
        element.get("targetRef") or "",
        text_of(child(element, "conditionExpression")),
        name_of(element),
    )
    drawn.ways[way.id] = way
    if way.target not in drawn.boxes:
        problems.add("flow_target", way.id, file, what=way.target[:80])
        return
    drawn.boxes[way.target].incoming.append(way)
    if way.source in drawn.boxes:
        drawn.boxes[way.source].outgoing.append(way)
    elif way.source in drawn.bells:
        drawn.bell_ways[way.source].append(way)
    else:
        problems.add("flow_source", way.id, file, what=way.source[:80])


def _check_told_ways(box: Box, file: str, problems: Problems) -> None:
    """What a step says of its flows is what drawing programs show: it must be what is walked."""
    for tag, real in (("incoming", box.incoming), ("outgoing", box.outgoing)):
        told = {text_of(each).split(":")[-1] for each in _children(box.element, tag)}
        if told and told != {way.id for way in real}:
            problems.add("flow_told", box.id, file)


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from element.findall(f"{{{BPMN}}}{name}")


def _bell(element: etree._Element, file: str, problems: Problems) -> Bell:
    bell_id = element.get("id") or ""
    timer = child(element, "timerEventDefinition")
    if timer is None:
        problems.add("timer_only", bell_id, file)
    text = text_of(child(timer, "timeDuration")) if timer is not None else "P1D"
    found = _DURATION.fullmatch(text)
    days = int(found[1]) * (7 if found[2] == "W" else 1) if found else 0
    if not 0 < days <= LONGEST_TERM:
        problems.add("timer_days", bell_id, file, what=text[:40])
    counting = ours(element, "counting") or Counting.CALENDAR.value
    if counting not in set(Counting):
        problems.add("timer_counting", bell_id, file, what=counting[:40])
        counting = Counting.CALENDAR.value
    return Bell(
        bell_id,
        element.get("attachedToRef") or "",
        days,
        Counting(counting),
        element.get("cancelActivity") != "false",
        name_of(element),
    )
