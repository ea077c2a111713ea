"""Running cases in a new version: fine, in need of a map, or about to skip what must be done."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.remapping import Fit, Remapping
from kholboo.eservices.engine.tests.bakery import bundle
from kholboo.eservices.engine.tests.drawn import OUTCOMES, SHAPES, Drawing
from kholboo.eservices.engine.tests.test_oracle import FORMS
from kholboo.eservices.engine.tests.test_walking import graph, graphs, node
from kholboo.eservices.engine.tests.walkers import Ours
from kholboo.eservices.engine.walking import Token

CHECK, VISIT, DECIDE = Token("check"), Token("visit"), Token("decide")


def line(*names, each=""):
    """start → the steps in a row → end."""
    found = [node("start", "start", names[0])]
    for at, name in enumerate(names):
        target = names[at + 1] if at + 1 < len(names) else "end"
        found.append(node(name, "task", target, each=each if name == "test" else ""))
    return graphs(graph(*found, node("end", "end")))


OLD = line("check", "visit", "decide")


def judge(after, waiting, done, **nodes):
    return Remapping(OLD, after, nodes).judge(waiting, done)


def test_a_case_that_stands_before_the_change_is_fine():
    verdict = judge(line("check", "visit", "council", "decide"), [VISIT], [CHECK])

    assert verdict.standing is Fit.FINE
    assert verdict.moved == ((VISIT, VISIT),)


def test_a_case_behind_a_new_step_would_skip_it():
    verdict = judge(line("check", "visit", "council", "decide"), [DECIDE], [CHECK, VISIT])

    assert (verdict.standing, verdict.skipped) == (Fit.SKIPS, ("council",))


def test_a_step_that_is_gone_needs_a_map():
    after = line("check", "inspect", "decide")

    assert judge(after, [VISIT], [CHECK]).missing == ("visit",)
    mapped = judge(after, [VISIT], [CHECK], visit="inspect")
    assert (mapped.standing, mapped.moved) == (Fit.FINE, ((VISIT, Token("inspect")),))
    # What was done under the old name is not asked for under the new one.
    assert judge(after, [DECIDE], [CHECK, VISIT], visit="inspect").standing is Fit.FINE
    assert judge(after, [DECIDE], [CHECK, VISIT]).skipped == ("inspect",)


def test_a_step_may_only_become_one_of_its_kind():
    after = line("check", "test", "decide", each="form.items")

    assert judge(after, [VISIT], [CHECK], visit="test").missing == ("visit",)


def test_two_steps_that_became_one_stay_two_visits():
    verdict = judge(line("check", "decide"), [VISIT], [CHECK], visit="check")

    assert verdict.moved == ((VISIT, Token("check", 2)),)


def test_a_new_branch_beside_the_case_would_be_skipped():
    after = graphs(
        graph(
            node("start", "start", "check"),
            node("check", "task", "fork"),
            node("fork", "fork", "visit", "test"),
            node("visit", "task", "join"),
            node("test", "task", "join"),
            node("join", "join", "decide", inside=frozenset({"visit", "test"})),
            node("decide", "task", "end"),
            node("end", "end"),
        )
    )

    assert judge(after, [VISIT], [CHECK]).skipped == ("test",)
    assert judge(after, [CHECK], []).standing is Fit.FINE
    assert judge(after, [VISIT], [CHECK, Token("old")], old="test").standing is Fit.FINE


@pytest.fixture(scope="module")
def bakery():
    return bundle().graphs


@pytest.mark.parametrize(
    "waiting",
    [
        [Token("check")],
        [Token("fee"), Token("paid", 1, None, "fee:1")],
        [Token("test", 1, 0), Token("test", 1, 1), Token("visit")],
        [Token("decide"), Token("look")],
    ],
)
def test_every_case_is_fine_in_its_own_version(bakery, waiting):
    done = [Token(name) for name in ("check", "fee", "sampling", "visit", "decide")]
    done.append(Token("paid", 1, None, "fee:1"))

    verdict = Remapping(bakery, bakery).judge(
        waiting, [each for each in done if each not in waiting]
    )

    assert verdict.standing is Fit.FINE
    assert all(old == new for old, new in verdict.moved)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, form=FORMS, choose=st.data())
def test_wherever_a_case_may_come_it_is_fine_in_its_own_version(shape, form, choose):
    ours = Ours(Drawing(shape), form)

    for _step in range(12):
        verdict = Remapping(ours.graphs, ours.graphs).judge(ours.tokens, ours.past)
        assert verdict.standing is Fit.FINE
        if not ours.waiting:
            break
        name = choose.draw(st.sampled_from(sorted(ours.waiting)))
        ours.complete(name, choose.draw(st.sampled_from(OUTCOMES)))


def test_a_call_under_another_name_takes_what_it_called_along(bakery):
    after = bundle(
        drawing=(
            '<callActivity id="fee"', '<callActivity id="bill"',
            'attachedToRef="fee"', 'attachedToRef="bill"',
            'sourceRef="checked" targetRef="fee"', 'sourceRef="checked" targetRef="bill"',
            'sourceRef="fee" targetRef="split"', 'sourceRef="bill" targetRef="split"',
        )
    ).graphs  # fmt: skip
    waiting = [Token("fee"), Token("paid", 1, None, "fee:1")]
    done = [CHECK]

    assert Remapping(bakery, after).judge(waiting, done).missing == ("fee", "paid")
    moved = dict(Remapping(bakery, after, {"fee": "bill"}).judge(waiting, done).moved)
    assert moved[waiting[1]] == Token("paid", 1, None, "bill:1")
