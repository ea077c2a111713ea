"""Tables: what is wrong with them is found exactly, and asking them agrees with a plain oracle."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.conditions.kinds import Kind
from kholboo.eservices.engine.conditions.parsing import parse_tests
from kholboo.eservices.engine.decisions import (
    Binds,
    Hit,
    Input,
    NoRule,
    Output,
    Rule,
    Table,
    decide,
)
from kholboo.eservices.engine.dmn.geometry import Entangled, faults_of
from kholboo.eservices.engine.tests.bakery import problems


def table(*rows, hit="UNIQUE", kinds=("number", "string")):
    inputs = tuple(Input(f"i{at}", ("form", f"i{at}"), kind) for at, kind in enumerate(kinds))
    rules = tuple(
        Rule(f"r{at}", tuple(parse_tests(cell) for cell in row), (at,))
        for at, row in enumerate(rows)
    )
    outputs = (Output("said", "number"),)
    return Table("t", "t", Hit(hit), Binds.DECISION, inputs, outputs, rules)


def faults(found, *domains):
    kinds = domains or [Kind(column.kind) for column in found.inputs]
    return [(each.code, each.rules, each.where) for each in faults_of(found, kinds)]


def test_rules_that_overlap_are_named_with_an_example():
    found = table(
        ("<= 5", '"a"'), (">= 5", '"a","b"'), ("< 5", 'not("a")'), ("-", "-"), hit="UNIQUE"
    )

    assert ("rules_overlap", ("r0", "r1"), "i0 = 5, i1 = a") in faults(found)


def test_a_gap_is_told_with_an_example():
    found = table(("[0..10]", "-"), ("> 10", '"a"'), ("> 10", 'not("a","b")'))

    assert faults(found) == [("rules_gap", (), "i0 = -1, i1 = a")]


def test_bounds_of_the_form_leave_no_gap_outside_them():
    found = table(("[0..10]",), ("[11..20]",), kinds=["number"])

    assert faults(found, Kind("number", (), is_whole=True, low=0, high=20)) == []
    assert faults(found, Kind("number", (), low=0, high=20)) == [("rules_gap", (), "i0 = 10.5")]


def test_values_of_a_choice_are_all_there_are():
    found = table(('"a"',), ('"b"',), kinds=["string"])

    assert faults(found, Kind("string", ("a", "b"))) == []
    assert faults(found, Kind("string", ("a", "b", "c"))) == [("rules_gap", (), "i0 = c")]


def test_a_rule_behind_all_others_is_never_reached():
    found = table(("< 0",), ("-",), ("5",), kinds=["number"], hit="FIRST")

    assert faults(found) == [("rule_unreached", ("r2",), "")]


def test_days_follow_each_other_without_a_gap():
    whole = table(('< date("2026-03-01")',), ('>= date("2026-03-01")',), kinds=["date"])
    holed = table(('< date("2026-03-01")',), ('> date("2026-03-01")',), kinds=["date"])

    assert faults(whole) == []
    assert faults(holed) == [("rules_gap", (), "i0 = 2026-03-01")]


def test_booleans_are_two():
    found = table(("true",), kinds=["boolean"])

    assert faults(found) == [("rules_gap", (), "i0 = false")]


def test_a_table_that_nobody_could_judge_is_refused_soon():
    rows = [
        [f"[{row * (7 + at) % 40}..{40 + row * (11 + at) % 40}]" for at in range(8)]
        for row in range(80)
    ]
    found = table(*rows, ["-"] * 8, hit="FIRST", kinds=["number"] * 8)

    began = time.process_time()
    with pytest.raises(Entangled):
        faults(found)
    assert time.process_time() - began < 10


NUMBER = st.sampled_from(
    ["-", "< 2", "<= 2", "2", "> 2", ">= 3", "[1..3]", "(1..3)", "not(2)", "0,4"]
)
TEXT = st.sampled_from(["-", '"a"', '"b"', '"a","b"', 'not("a")', 'not("a","c")'])
# Numbers and texts that meet every piece these cells can cut.
POINTS = list(itertools.product([-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5], ["a", "b", "c", "z"]))
MEANS = {
    "-": lambda _x: True, "< 2": lambda x: x < 2, "<= 2": lambda x: x <= 2,
    "2": lambda x: x == 2, "> 2": lambda x: x > 2, ">= 3": lambda x: x >= 3,
    "[1..3]": lambda x: 1 <= x <= 3, "(1..3)": lambda x: 1 < x < 3,
    "not(2)": lambda x: x != 2, "0,4": lambda x: x in (0, 4),
    '"a"': lambda x: x == "a", '"b"': lambda x: x == "b", '"a","b"': lambda x: x in ("a", "b"),
    'not("a")': lambda x: x != "a", 'not("a","c")': lambda x: x not in ("a", "c"),
}  # fmt: skip


def fitting(rows, point):
    return [
        f"r{at}"
        for at, row in enumerate(rows)
        if all(MEANS[cell](said) for cell, said in zip(row, point, strict=True))
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NUMBER, TEXT), min_size=1, max_size=5), st.sampled_from(list(Hit)))
def test_the_geometry_finds_what_trying_every_point_finds(rows, hit):
    found = faults(table(*rows, hit=hit))
    fits = [fitting(rows, point) for point in POINTS]

    pairs = {pair for each in fits for pair in itertools.combinations(each, 2)}
    assert {r for code, r, _w in found if code == "rules_overlap"} == (
        pairs if hit is Hit.UNIQUE else set()
    )
    assert any(code == "rules_gap" for code, _r, _w in found) == any(not each for each in fits)
    taken = {each[0] for each in fits if each} if hit is Hit.FIRST else {r for e in fits for r in e}
    unreached = {r[0] for code, r, _w in found if code == "rule_unreached"}
    assert unreached == {f"r{at}" for at in range(len(rows))} - taken


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NUMBER, TEXT), min_size=1, max_size=5), st.sampled_from(POINTS))
def test_asking_a_table_gives_the_first_rule_that_fits(rows, point):
    data = {"form": {"i0": point[0], "i1": point[1]}}
    fits = fitting(rows, point)

    if not fits:
        with pytest.raises(NoRule):
            decide(table(*rows), data)
        return
    assert decide(table(*rows), data).rule == fits[0]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (('hitPolicy="FIRST"', 'hitPolicy="COLLECT"'), ("table_hit", "price_rows")),
        ((' kholboo:binds="submission"', ""), ("table_binds", "price")),
        (('kholboo:binds="decision"', 'kholboo:binds="submission"'), ("input_early", "conformity")),
        (("form.workers", "form.colour"), ("condition_name", "price")),
        (("form.workers", "form.workers + 1"), ("input_name", "price_workers")),
        (("[1..9]", '"many"'), ("condition_kind", "c1")),
        (("<text>50000</text>", "<text>1 + 1</text>"), ("condition_sign", "c3")),
        (("<text>50000</text>", "<text>0.5</text>"), ("fee_amount", "price")),
        (("<text>form.kind</text>", "<text>form.workers</text>"), ("input_kind", "price")),
        (('<text>not("none","minor")</text>', "<text>-</text>"), ("rules_overlap", "fine")),
        (('"none","minor"</text></inputEntry><outputEntry id="k9"', '"none"</text></inputEntry><outputEntry id="k9"'), ("rules_gap", "conformity")),
        (("<decisionTable id=\"price_rows\"", "<literalExpression/><decisionTable id=\"price_rows\""), ("element_unknown", "price")),
        (('<text>"granted"</text>', '<text>"maybe"</text>'), ("table_outcome", "conformity")),
        (('<inputEntry id="c2"><text>-</text></inputEntry>', ""), ("rule_cells", "small")),
    ],
)  # fmt: skip
def test_a_table_that_is_wrong_is_named(change, wrong):
    assert wrong in problems(tables=change)
