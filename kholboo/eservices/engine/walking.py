"""How a case moves through its procedure. Pure: who calls writes the rows.

A token is a place that waits: a task (or one item of a repeated one), a message, or a call while
the process it called goes on. A move takes the tokens there are and says which open, which are
taken away, which calls are done, which actions are to be done, and whether all is over.

No token waits at a join: parallel ways are nested, so a join is passed when nothing waits between
it and its fork any more. So two people who finish two branches at once need no row of their own
there, only the lock of the case.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.conditions.evaluating import is_true
from kholboo.eservices.engine.graph import WAITING, Flow, Graph, Graphs, Node, NodeKind, Timer
from kholboo.eservices.engine.naming import Data, value_of

MOST_ITEMS = 200  # of one repeated task
MOST_MOVES = 2_000  # nodes passed in one go: a published drawing never comes near


class NoWay(RuleBroken):
    """No condition of a gateway is true and it has no default: `facts["node"]` says which."""

    code = "no_way"


class TooManyItems(RuleBroken):
    code = "too_many_items"


class NotWaiting(RuleBroken):
    """The token was done or taken away meanwhile."""

    code = "not_waiting"


@dataclass(frozen=True, order=True)
class Token:
    """`scope` says through which calls: "" in the main process, "test:1" in what visit 1 of the
    call `test` called, "test:1/more:2" below it. `item` counts from 0 in a repeated task.

    (scope, node, visit, item) never comes twice in a case.
    """

    node: str
    visit: int = 1
    item: int | None = None
    scope: str = ""


@dataclass(frozen=True)
class Act:
    """One passing of a service task: do what `action` names, in the transaction of the move."""

    node: str
    action: str
    scope: str = ""


@dataclass(frozen=True)
class Moves:
    """What the caller must write. The token that was done (or fired and interrupted) is the
    caller's own to close and stands in none of these.

    `passed` are calls whose process came to its end. `ended` is the end of the main process.
    """

    opened: tuple[Token, ...] = ()
    cancelled: tuple[Token, ...] = ()
    passed: tuple[Token, ...] = ()
    actions: tuple[Act, ...] = ()
    ended: str | None = None


def begin(graphs: Graphs, data: Data) -> Moves:
    walk = _Walk(graphs, data, waiting=(), past=())
    return walk.go("", graphs.processes[graphs.main].start)


def complete(
    graphs: Graphs,
    waiting: Collection[Token],
    done: Token,
    data: Data,
    *,
    past: Iterable[Token] = (),
) -> Moves:
    """`waiting` holds `done`; `past` are all tokens of the case that wait no more (for visits)."""
    _expect(waiting, done)
    node = node_of(graphs, done)
    if node.kind is NodeKind.CALL:
        raise NotWaiting(_("This step ends by itself when what it called has ended."))
    rest = [token for token in waiting if token != done]
    walk = _Walk(graphs, data, waiting=rest, past=[*past, done])
    if done.item is not None and any(_is_beside(token, done) for token in rest):
        return Moves()
    return walk.go(done.scope, node.flows[0].target)


def fire(  # noqa: PLR0913
    graphs: Graphs,
    waiting: Collection[Token],
    token: Token,
    timer_id: str,
    data: Data,
    *,
    past: Iterable[Token] = (),
) -> Moves:
    """A timer of the token's node has run out. That each fires once is the caller's row to say."""
    _expect(waiting, token)
    timer = timer_of(graphs, token, timer_id)
    if not timer.interrupting:
        return _Walk(graphs, data, waiting=waiting, past=past).go(token.scope, timer.target)
    below = f"{token.scope}/{token.node}:{token.visit}".lstrip("/")
    walk = _Walk(graphs, data, waiting=set(waiting) - {token}, past=[*past, token])
    walk.cancel(below)
    return walk.go(token.scope, timer.target)


def graph_of(graphs: Graphs, scope: str) -> Graph:
    """The process a scope stands for. KeyError for a scope of another procedure."""
    graph = graphs.processes[graphs.main]
    for call in scope.split("/") if scope else ():
        graph = graphs.processes[graph.nodes[call.rpartition(":")[0]].called]
    return graph


def node_of(graphs: Graphs, token: Token) -> Node:
    return graph_of(graphs, token.scope).nodes[token.node]


def timer_of(graphs: Graphs, token: Token, timer_id: str) -> Timer:
    return next(timer for timer in node_of(graphs, token).timers if timer.id == timer_id)


def way(node: Node, data: Data) -> Flow:
    """The flow a gateway takes: the first whose condition is true, else its default."""
    if len(node.flows) == 1:
        return node.flows[0]
    for flow in node.flows:
        if flow.condition is not None and is_true(flow.condition, data):
            return flow
    for flow in node.flows:
        if flow.is_default:
            return flow
    raise NoWay(
        _("The procedure does not say how to go on after “%(step)s”.") % {"step": node.name},
        node=node.id,
    )


def _expect(waiting: Collection[Token], token: Token) -> None:
    if token not in waiting:
        raise NotWaiting(_("This step does not wait any more."), node=token.node)


def _is_beside(token: Token, done: Token) -> bool:
    return (token.scope, token.node, token.visit) == (done.scope, done.node, done.visit)


def _is_within(token: Token, scope: str) -> bool:
    return not scope or token.scope == scope or token.scope.startswith(f"{scope}/")


Place = tuple[str, str]  # scope and node


@dataclass
class _Walk:
    graphs: Graphs
    data: Data
    waiting: Collection[Token]
    past: Iterable[Token]
    opened: list[Token] = field(default_factory=list)
    cancelled: list[Token] = field(default_factory=list)
    passed: list[Token] = field(default_factory=list)
    actions: list[Act] = field(default_factory=list)
    ended: str | None = None
    places: list[Place] = field(default_factory=list)
    joins: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.waiting = list(self.waiting)
        self.past = list(self.past)

    def go(self, scope: str, node: str) -> Moves:
        self.places.append((scope, node))
        for _count in range(MOST_MOVES):
            place = self.places.pop() if self.places else self._ripe_join()
            if place is None:
                break
            self._enter(*place)
        else:
            raise RuntimeError(f"{node}: no end of moving")
        return Moves(
            tuple(self.opened),
            tuple(self.cancelled),
            tuple(self.passed),
            tuple(self.actions),
            self.ended,
        )

    def cancel(self, scope: str) -> None:
        """Take away all that waits in a scope and below; what opened just now never was."""
        gone = [token for token in self._alive() if _is_within(token, scope)]
        self.cancelled += [token for token in gone if token not in self.opened]
        self.opened = [token for token in self.opened if token not in gone]

    def _alive(self) -> list[Token]:
        away = {*self.cancelled, *self.passed}
        return [token for token in (*self.waiting, *self.opened) if token not in away]

    def _ripe_join(self) -> Place | None:
        """A join between which and its fork nothing waits; the inner one of two first."""
        pending = set(self.joins)
        for scope, join in sorted(pending):
            inside = graph_of(self.graphs, scope).nodes[join].inside
            busy = {token.node for token in self._alive() if token.scope == scope}
            busy |= {other for where, other in pending if where == scope}
            if not busy & inside:
                self.joins = [place for place in self.joins if place != (scope, join)]
                return self._after(scope, join)
        return None

    def _after(self, scope: str, node: str) -> Place:
        return scope, graph_of(self.graphs, scope).nodes[node].flows[0].target

    def _enter(self, scope: str, node_id: str) -> None:
        node = graph_of(self.graphs, scope).nodes[node_id]
        if node.kind in WAITING:
            self._wait(scope, node)
        elif node.kind is NodeKind.END:
            self._end(scope, node)
        elif node.kind is NodeKind.JOIN:
            self.joins.append((scope, node_id))
        elif node.kind is NodeKind.EXCLUSIVE:
            self.places.append((scope, way(node, self.data).target))
        else:
            if node.kind is NodeKind.SERVICE:
                self.actions.append(Act(node_id, node.action, scope))
            # Taken from the end of the list, so that branches open as they are drawn.
            self.places += [(scope, flow.target) for flow in reversed(node.flows)]

    def _wait(self, scope: str, node: Node) -> None:
        visit = self._visit(scope, node.id)
        if node.each:
            self._repeat(scope, node, visit)
            return
        self.opened.append(Token(node.id, visit, None, scope))
        if node.kind is NodeKind.CALL:
            start = self.graphs.processes[node.called].start
            self.places.append((f"{scope}/{node.id}:{visit}".lstrip("/"), start))

    def _repeat(self, scope: str, node: Node, visit: int) -> None:
        found = value_of(node.each.split("."), self.data)
        count = len(found) if isinstance(found, list) else 0
        if count > MOST_ITEMS:
            raise TooManyItems(
                _("“%(step)s” can be repeated %(most)s times, not %(count)s.")
                % {"step": node.name, "most": MOST_ITEMS, "count": count},
                node=node.id,
            )
        self.opened += [Token(node.id, visit, item, scope) for item in range(count)]
        if not count:
            self.places.append((scope, node.flows[0].target))

    def _visit(self, scope: str, node: str) -> int:
        seen = [
            token.visit
            for token in (*self.past, *self.waiting, *self.opened, *self.passed)
            if token.scope == scope and token.node == node
        ]
        return max(seen, default=0) + 1

    def _end(self, scope: str, node: Node) -> None:
        if node.ends_all:
            self.cancel(scope)
        if any(_is_within(token, scope) for token in self._alive()):
            return
        if not scope:
            self.ended = node.id
            return
        above, _slash, call = scope.rpartition("/")
        name, _colon, visit = call.rpartition(":")
        token = Token(name, int(visit), None, above)
        self._pass(token)
        self.places.append(self._after(above, name))

    def _pass(self, token: Token) -> None:
        if token in self.opened:  # called and over in one move
            self.opened.remove(token)
        else:
            self.passed.append(token)
