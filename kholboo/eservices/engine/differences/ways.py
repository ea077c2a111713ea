"""What became of the drawing: signs, arrows with their conditions, timers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.saying import (
    Difference,
    Term,
    listed,
    said,
    without,
)
from kholboo.eservices.engine.differences.wording import Wording, Wordings
from kholboo.eservices.engine.graph import Flow, Node, NodeKind, Timer, Tree
from kholboo.eservices.engine.known_names import last_steps
from kholboo.eservices.engine.manifest import Days
from kholboo.eservices.engine.marking import Drawn, called

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
        return called(node.name, name) if node else name

    def flows(self, name: str) -> dict[str, list[Flow]]:
        """By where they lead: several may lead from one place to another."""
        node, found = self.nodes.get(name), dict[str, list[Flow]]()
        for flow in node.flows if node else ():
            found.setdefault(flow.target, []).append(flow)
        return found

    def asked(self, name: str) -> list[tuple[str, Tree]]:
        """Conditions of a gateway in the order in which they are asked, with where they lead."""
        node = self.nodes.get(name)
        flows = node.flows if node else ()
        return [(one.target, one.condition) for one in flows if one.condition is not None]

    def when(self, name: str, flows: list[Flow]) -> object:
        """When one of these ways out of `name` is gone."""
        return listed(self._when(name, flow) for flow in flows)

    def _when(self, name: str, flow: Flow) -> object:
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
    if was.name != now.name and not _is_told(name, old, new):
        facts = {"was": Drawn(was.name or "–"), "now": Drawn(now.name or "–")}
        yield _say("node_renamed", name, **facts)
    if _does(was) != _does(now):
        yield _say("node_kind", name, what=new.label(name), was=_work(was), now=_work(now))
    yield from _flows(name, old, new)
    yield from _timers(name, old, new)


def _is_told(name: str, old: _Drawing, new: _Drawing) -> bool:
    """Whether the step behind it has another title, which is told of the step."""
    was, now = (each.bundle.manifest.steps.get(name) for each in (old, new))
    return was is not None and now is not None and was.title != now.title


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
        yield _say("way_removed", was[target][0].id, what=what, to=old.label(target))
    for target, flows in now.items():
        facts = {"what": what, "to": new.label(target)}
        if target not in was:
            yield _say("way_added", flows[0].id, **facts, when=new.when(name, flows))
        elif _choice(was[target]) != _choice(flows):
            earlier = old.when(name, was[target])
            yield _say(
                "way_condition", flows[0].id, **facts, was=earlier, now=new.when(name, flows)
            )
    # Where several conditions hold, the first of them leads on.
    before, after = old.asked(name), new.asked(name)
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield _say("way_order", name, what=what)


def _choice(flows: list[Flow]) -> list[tuple[Tree | None, bool]]:
    return [(flow.condition, flow.is_default) for flow in flows]


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
