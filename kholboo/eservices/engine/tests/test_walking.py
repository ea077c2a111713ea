"""The walker on small procedures written by hand."""

import pytest

from kholboo.eservices.engine.graph import Counting, Flow, Graph, Graphs, Node, NodeKind, Timer
from kholboo.eservices.engine.walking import (
    NotWaiting,
    NoWay,
    Token,
    TooManyItems,
    begin,
    complete,
    fire,
)


def node(node_id, kind, *targets, **facts):
    flows = tuple(
        target if isinstance(target, Flow) else Flow(f"{node_id}_{target}", target)
        for target in targets
    )
    return Node(node_id, NodeKind(kind), node_id, flows, **facts)


def graph(*nodes, process="main"):
    return Graph(process, nodes[0].id, {each.id: each for each in nodes})


def graphs(*processes):
    return Graphs("main", {each.process: each for each in processes})


def when(target, outcome):
    tree = ["=", ["name", "outcome"], ["value", outcome]]
    return Flow(f"to_{target}", target, tree)


LOOP = graphs(
    graph(
        node("start", "start", "check"),
        node("check", "task", "asked"),
        node(
            "asked",
            "exclusive",
            when("check", "again"),
            when("end", "good"),
        ),
        node("end", "end"),
    )
)


def test_a_step_done_opens_the_next_and_a_step_come_back_to_has_its_next_visit():
    first = begin(LOOP, {})
    assert first.opened == (Token("check"),)

    again = complete(LOOP, first.opened, Token("check"), {"outcome": "again"})
    assert again.opened == (Token("check", 2),)

    over = complete(LOOP, again.opened, Token("check", 2), {"outcome": "good"}, past=first.opened)
    assert over.ended == "end"
    assert over.opened == ()


def test_a_gateway_without_a_true_condition_or_default_says_where():
    with pytest.raises(NoWay) as refused:
        complete(LOOP, [Token("check")], Token("check"), {"outcome": "strange"})

    assert refused.value.facts["node"] == "asked"


def test_a_step_that_does_not_wait_cannot_be_done():
    with pytest.raises(NotWaiting):
        complete(LOOP, [], Token("check"), {})


BRANCHES = graphs(
    graph(
        node("start", "start", "fork"),
        node("fork", "fork", "left", "right"),
        node("left", "task", "join"),
        node("right", "task", "inner"),
        node("inner", "fork", "up", "down"),
        node("up", "task", "meet"),
        node("down", "task", "meet"),
        node("meet", "join", "join", inside=frozenset({"up", "down"})),
        node(
            "join",
            "join",
            "end",
            inside=frozenset({"left", "right", "inner", "up", "down", "meet"}),
        ),
        node("end", "end"),
    )
)


@pytest.mark.parametrize(
    "order", [["left", "right", "up", "down"], ["right", "down", "up", "left"]]
)
def test_a_join_waits_for_all_that_its_fork_began(order):
    waiting = set(begin(BRANCHES, {}).opened)

    for name in order:
        moves = complete(BRANCHES, waiting, Token(name), {})
        waiting = (waiting - {Token(name)}) | set(moves.opened)
        assert (moves.ended == "end") == (name == order[-1])

    assert waiting == set()


EACH = graphs(
    graph(
        node("start", "start", "test"),
        node("test", "task", "end", each="form.samples"),
        node("end", "end"),
    )
)


def test_a_repeated_step_is_over_with_its_last_item():
    data = {"form": {"samples": ["rye", "wheat"]}}
    first, second = begin(EACH, data).opened
    assert (first.item, second.item) == (0, 1)

    assert complete(EACH, [first, second], second, data).ended is None
    assert complete(EACH, [first], first, data, past=[second]).ended == "end"


def test_a_repeated_step_over_nothing_is_passed():
    assert begin(EACH, {"form": {"samples": []}}).ended == "end"


def test_a_repeated_step_has_a_bound():
    with pytest.raises(TooManyItems):
        begin(EACH, {"form": {"samples": [0] * 201}})


LATE = Timer("late", 5, Counting.CALENDAR, True, "gone")
TELL = Timer("tell", 2, Counting.WORKING, False, "remind")
CALLS = graphs(
    graph(
        node("start", "start", "pay"),
        node("pay", "call", "work", called="paying", timers=(LATE, TELL)),
        node("work", "task", "done"),
        node("remind", "task", "reminded"),
        node("reminded", "end"),
        node("done", "end", ends_all=True),
        node("gone", "end", ends_all=True),
    ),
    graph(
        node("begin", "start", "told"),
        node("told", "service", "paid", action="tell_payer"),
        node("paid", "message", "over", message="payment"),
        node("over", "end"),
        process="paying",
    ),
)
CALL, PAID = Token("pay"), Token("paid", 1, None, "pay:1")


def test_a_call_waits_while_the_called_process_goes_on():
    first = begin(CALLS, {})
    assert first.opened == (CALL, PAID)
    assert [(act.action, act.scope) for act in first.actions] == [("tell_payer", "pay:1")]

    paid = complete(CALLS, first.opened, PAID, {})

    assert paid.passed == (CALL,)
    assert paid.opened == (Token("work"),)


def test_a_call_cannot_be_done_by_hand():
    with pytest.raises(NotWaiting):
        complete(CALLS, [CALL, PAID], CALL, {})


def test_a_timer_that_interrupts_takes_away_what_was_called():
    moves = fire(CALLS, [CALL, PAID], CALL, "late", {})

    assert moves.cancelled == (PAID,)
    assert moves.ended == "gone"


def test_a_timer_that_does_not_interrupt_opens_beside_and_ends_with_the_case():
    moves = fire(CALLS, [CALL, PAID], CALL, "tell", {})
    assert moves.opened == (Token("remind"),)
    assert moves.cancelled == ()

    last = complete(CALLS, [Token("work"), Token("remind")], Token("work"), {}, past=[CALL, PAID])

    assert last.cancelled == (Token("remind"),)
    assert last.ended == "done"


def test_graphs_come_back_out_of_json_as_they_were():
    for each in (LOOP, BRANCHES, EACH, CALLS):
        assert Graphs.from_json(each.to_json()) == each
