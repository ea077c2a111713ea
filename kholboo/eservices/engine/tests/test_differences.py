"""Two versions are told apart in sentences, in the language of the reader."""

import json

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.bundle import read_bundle
from kholboo.eservices.engine.conditions.evaluating import passes, truth
from kholboo.eservices.engine.conditions.parsing import parse_condition, parse_tests
from kholboo.eservices.engine.conditions.printing import cell_text, condition_text
from kholboo.eservices.engine.differences.comparing import differences
from kholboo.eservices.engine.tests.bakery import bundle, files
from kholboo.eservices.engine.tests.test_conditions import grown, simple


@pytest.fixture(scope="module")
def bakery():
    return bundle()


def told(before, after):
    with translation.override("en"):
        return [(each.code, each.element, each.message) for each in differences(before, after)]


def test_the_same_version_differs_in_nothing(bakery):
    assert differences(bakery, bundle()) == []


@pytest.mark.parametrize(
    ("change", "code", "element", "words"),
    [
        ({"manifest": ('"role": "laboratory"', '"role": "officer"')}, "step_role", "test", "“Test of a sample” is done by another role: “laboratory officer” before, “officer” now."),
        ({"manifest": ('"en": "Visit"', '"en": "Inspection"')}, "step_renamed", "visit", "The step “Visit” is called “Inspection”."),
        ({"manifest": ('"days": 30', '"days": 20')}, "term", "term", "The term of the whole procedure: 30 days, working before, 20 days, working now."),
        ({"manifest": ('"step_up": true', '"step_up": false')}, "step_confirmed", "decide", "“Decision” is confirmed with a second factor: Yes → No."),
        ({"drawing": ("P10D", "P15D")}, "timer_changed", "fee_late", "The timer at “Fee” has changed: 10 days, working before, 15 days, working now."),
        ({"drawing": ('outcome in ("refused")', 'outcome = "refused"')}, "way_condition", "refuse", "From “decided” to “Refused”: outcome in (\"refused\") before, outcome = \"refused\" now."),
        ({"drawing": ('targetRef="check"/>', 'targetRef="check"/><!---->', '<boundaryEvent id="decision_late" attachedToRef="decide"', '<boundaryEvent id="decision_late" attachedToRef="visit"')}, "timer_added", "decision_late", "New timer at “Visit”: 14 days, calendar, then “Look why it is late”."),
        ({"tables": ("50000", "60000")}, "rule_changed", "small", "“Fee (sample)”, rule changed: Workers [1..9] → amount = 50000 before, Workers [1..9] → amount = 60000 now."),
        ({"tables": ('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"')}, "table_hit", "conformity", "The rules of “Does it conform (sample)” are taken otherwise: UNIQUE → FIRST."),
        ({"tables": ('name="Fee (sample)"', 'name="Price"')}, "table_renamed", "price", "The table “Fee (sample)” is called “Price”."),
        ({"tables": ("Major faults", "Grave faults")}, "rule_note", "major", "“Does it conform (sample)”, the words beside a rule: “Major faults” before, “Grave faults” now. The rule: Samples outside 0; Visit not(\"none\", \"minor\") → outcome = \"refused\"."),
        ({"tables": ("<description>Major faults</description>", "")}, "rule_note", "major", "“Does it conform (sample)”, the words beside a rule: “Major faults” before, “–” now. The rule: Samples outside 0; Visit not(\"none\", \"minor\") → outcome = \"refused\"."),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(bakery, change, code, element, words):
    assert (code, element, words) in told(bakery, bundle(**change))


UNFIT = '<sequenceFlow id="unfit"'
ALSO = '<sequenceFlow id="also" sourceRef="checked" targetRef="fee"><conditionExpression xsi:type="tFormalExpression">form.kind = "cake"</conditionExpression></sequenceFlow>'


def test_of_two_ways_to_one_place_the_first_does_not_change_unseen():
    before = bundle(drawing=(UNFIT, ALSO + UNFIT))
    easier = ('outcome = "complete"', 'outcome in ("complete")')
    after = bundle(drawing=(UNFIT, ALSO + UNFIT, *easier))

    assert told(before, after) == [
        (
            "way_condition",
            "complete",
            'From “checked” to “Fee”: outcome = "complete", form.kind = "cake" before, '
            'outcome in ("complete"), form.kind = "cake" now.',
        )
    ]
    one_less = [code for code, _id, _words in told(before, bundle())]
    assert one_less == ["way_condition"]


def test_conditions_asked_in_another_order_are_told(bakery):
    begin, end = '<sequenceFlow id="grant"', '<sequenceFlow id="refuse"'
    drawing = files()["process.bpmn"].decode()
    first = drawing[drawing.index(begin) : drawing.index(end)]
    later = '<sequenceFlow id="again"'

    other = bundle(drawing=(first, "", later, first + later))

    assert told(bakery, other) == [
        (
            "way_order",
            "decided",
            "The ways out of “decided” are asked in another order: the first that fits counts.",
        )
    ]


def test_questions_of_the_form_are_told_by_their_labels(bakery):
    given = files()
    schema, ui = (json.loads(given[name]) for name in ("form.schema.json", "form.ui.json"))
    schema["properties"]["salt"] = {"type": "boolean"}
    schema["properties"]["name"]["maxLength"] = 100
    schema["required"].remove("name")
    ui["fields"]["salt"] = {"label": {"mn": "Давстай юу?", "en": "Is there salt in it?"}}
    ui["pages"][0]["fields"].append("salt")
    given["form.schema.json"] = json.dumps(schema).encode()
    given["form.ui.json"] = json.dumps(ui).encode()

    assert told(bakery, read_bundle(given)) == [
        ("field_changed", "name", "“Name” in the form takes other answers."),
        ("field_required", "name", "“Name” in the form: required Yes → No."),
        ("field_added", "salt", "The form asks “Is there salt in it?” now."),
    ]


def test_a_reader_of_mongolian_is_told_in_mongolian(bakery):
    (difference,) = differences(bakery, bundle(manifest=('"en": "Visit"', '"en": "Inspection"')))

    with translation.override("mn"):
        assert difference.message == "«Үзлэг» үе шатыг «Үзлэг» гэж нэрлэх болсон."


@settings(max_examples=100, deadline=None)
@given(st.recursive(simple(), grown, max_leaves=6), st.integers(-3, 3), st.sampled_from("ab"))
def test_conditions_printed_are_read_as_the_same(condition, number, text):
    tree = parse_condition(condition[0])
    again = parse_condition(condition_text(tree))
    data = {"n": number, "form": {"t": text}}

    assert truth(again, data) is truth(tree, data)


@pytest.mark.parametrize(
    "cell",
    ["-", '"a"', '"a", "b"', "not(1, 2)", "[1..5)", "(0.5..2]", "> -3", "true", '"a\\"\\\\b"',
     'date("2026-01-31")', '>= date("2026-01-31")', "1, [3..5], > 9"],
)  # fmt: skip
def test_cells_printed_are_as_they_were_written(cell):
    test = parse_tests(cell)

    assert cell_text(test) == cell
    assert passes(parse_tests(cell_text(test)), None) is passes(test, None)
