"""What became of the drawing: signs, arrows with their conditions, timers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.saying import (
    Difference,
    Drawn,
    Term,
    listed,
    said,
    without,
)
from kholboo.eservices.engine.differences.wording import Wording, Wordings
from kholboo.eservices.engine.graph import Flow, Node, NodeKind, Timer
from kholboo.eservices.engine.known_names import last_steps
from kholboo.eservices.engine.manifest import Days

KINDS: dict[NodeKind, Promise] = {
    NodeKind.START: _("the start"),
    NodeKind.END: _("an end"),
    NodeKind.TASK: _("a step"),
    NodeKind.SERVICE: _("done by the system"),
    NodeKind.EXCLUSIVE: _("one of several ways"),
    NodeKind.FORK: _("several ways at once"),
    NodeKind.JOIN: _("several ways come together"),
    NodeKind.CALL: _("a part of its own"),
    NodeKind.MESSAGE: _("waits for a message"),
}


def of_ways(before: Bundle, after: Bundle, words_of: Wordings) -> Iterator[Difference]:
    old, new = (_Drawing.of(each, words_of(each)) for each in (before, after))
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
    words: Wording
    nodes: dict[str, Node]

    @classmethod
    def of(cls, bundle: Bundle, words: Wording) -> "_Drawing":
        return cls(bundle, words, {node.id: node for _graph, node in bundle.graphs.all_nodes()})

    def label(self, name: str) -> Any:
        step = self.bundle.manifest.steps.get(name)
        if step is not None:
            return said(step.title)
        node = self.nodes.get(name)
        return Drawn(node.name) if node and node.name else name

    def flows(self, name: str) -> dict[str, Flow]:
        node = self.nodes.get(name)
        return {flow.target: flow for flow in node.flows} if node else {}

    def when(self, name: str, flow: Flow) -> object:
        """When a way out of `name` is gone."""
        if flow.condition is not None:
            graph = next(graph for graph, node in self.bundle.graphs.all_nodes() if node.id == name)
            last = last_steps(graph, self.bundle.manifest.steps, name)
            return self.words.condition(flow.condition, last)
        return _("in every other case") if flow.is_default else _("always")

    def timers(self, name: str) -> dict[str, Timer]:
        node = self.nodes.get(name)
        return {timer.id: timer for timer in node.timers} if node else {}


def _say(code: str, element: str, **facts: Any) -> Difference:
    return Difference("ways", code, element, facts)


def _node(name: str, old: _Drawing, new: _Drawing) -> Iterator[Difference]:
    was, now = old.nodes[name], new.nodes[name]
    if _does(was) != _does(now):
        yield _say("node_kind", name, what=new.label(name), was=_work(was), now=_work(now))
    yield from _flows(name, old, new)
    yield from _timers(name, old, new)


def _does(node: Node) -> tuple[Any, ...]:
    return node.kind, node.action, node.called, node.message, node.each, node.ends_all


def _work(node: Node) -> object:
    """The same in words; the name of what is called stands behind."""
    parts = [node.action, node.called, node.message, node.each]
    ends = [_("ends all")] if node.ends_all else []
    return listed([KINDS[node.kind], *filter(None, parts), *ends])


def _flows(name: str, old: _Drawing, new: _Drawing) -> Iterator[Difference]:
    was, now = old.flows(name), new.flows(name)
    what = new.label(name)
    for target in without(was, now):
        yield _say("way_removed", was[target].id, what=what, to=old.label(target))
    for target, flow in now.items():
        facts = {"what": what, "to": new.label(target)}
        if target not in was:
            yield _say("way_added", flow.id, **facts, when=new.when(name, flow))
        elif (flow.condition, flow.is_default) != (was[target].condition, was[target].is_default):
            earlier = old.when(name, was[target])
            yield _say("way_condition", flow.id, **facts, was=earlier, now=new.when(name, flow))


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
