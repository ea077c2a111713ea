"""What became of the drawing: signs, arrows with their conditions, timers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.conditions.printing import condition_text
from kholboo.eservices.engine.differences.saying import Difference, Term, said, without
from kholboo.eservices.engine.graph import Flow, Node, NodeKind, Timer
from kholboo.eservices.engine.manifest import Days


def of_ways(before: Bundle, after: Bundle) -> Iterator[Difference]:
    old, new = _Drawing.of(before), _Drawing.of(after)
    for name, node in old.nodes.items():
        if name not in new.nodes and node.kind is not NodeKind.TASK:
            yield _say("node_removed", name, what=old.label(name))
    for name, node in new.nodes.items():
        if name not in old.nodes and node.kind is not NodeKind.TASK:
            yield _say("node_added", name, what=new.label(name))
        elif name in old.nodes:
            yield from _node(name, old, new)
        if name not in old.nodes:
            yield from _flows(name, old, new)
            yield from _timers(name, old, new)


@dataclass(frozen=True)
class _Drawing:
    bundle: Bundle
    nodes: dict[str, Node]

    @classmethod
    def of(cls, bundle: Bundle) -> "_Drawing":
        return cls(bundle, {node.id: node for _graph, node in bundle.graphs.all_nodes()})

    def label(self, name: str) -> Any:
        step = self.bundle.manifest.steps.get(name)
        if step is not None:
            return said(step.title)
        node = self.nodes.get(name)
        return (node.name if node else "") or name

    def flows(self, name: str) -> dict[str, Flow]:
        node = self.nodes.get(name)
        return {flow.target: flow for flow in node.flows} if node else {}

    def timers(self, name: str) -> dict[str, Timer]:
        node = self.nodes.get(name)
        return {timer.id: timer for timer in node.timers} if node else {}


def _say(code: str, element: str, **facts: Any) -> Difference:
    return Difference("ways", code, element, facts)


def _node(name: str, old: _Drawing, new: _Drawing) -> Iterator[Difference]:
    was, now = (_does(each.nodes[name]) for each in (old, new))
    if was != now:
        yield _say("node_kind", name, what=new.label(name), was=was, now=now)
    yield from _flows(name, old, new)
    yield from _timers(name, old, new)


def _does(node: Node) -> str:
    parts = [node.kind.value, node.action, node.called, node.message, node.each]
    return " ".join([part for part in parts if part] + ["all"] * node.ends_all)


def _flows(name: str, old: _Drawing, new: _Drawing) -> Iterator[Difference]:
    was, now = old.flows(name), new.flows(name)
    what = new.label(name)
    for target in without(was, now):
        yield _say("way_removed", was[target].id, what=what, to=old.label(target))
    for target, flow in now.items():
        facts = {"what": what, "to": new.label(target)}
        if target not in was:
            yield _say("way_added", flow.id, **facts, when=_when(flow))
        elif (flow.condition, flow.is_default) != (was[target].condition, was[target].is_default):
            earlier = _when(was[target])
            yield _say("way_condition", flow.id, **facts, was=earlier, now=_when(flow))


def _when(flow: Flow) -> object:
    if flow.condition is not None:
        return condition_text(flow.condition)
    return _("in every other case") if flow.is_default else _("always")


def _timers(name: str, old: _Drawing, new: _Drawing) -> Iterator[Difference]:
    was, now = old.timers(name), new.timers(name)
    what = new.label(name)
    for key in without(was, now):
        yield _say("timer_removed", key, what=what, was=_rings(was[key]))
    for key, timer in now.items():
        to = new.label(timer.target)
        if key not in was:
            yield _say("timer_added", key, what=what, now=_rings(timer), to=to)
        elif _facts(timer) != _facts(was[key]):
            yield _say("timer_changed", key, what=what, was=_rings(was[key]), now=_rings(timer))


def _facts(timer: Timer) -> tuple[Any, ...]:
    return timer.days, timer.counting, timer.interrupting, timer.target


def _rings(timer: Timer) -> Term:
    return Term(Days(days=timer.days, counting=timer.counting.value))
