"""Drawings that are wrong or mean harm: every one is refused, with the id of what is wrong."""

import time

import pytest

from kholboo.eservices.engine.faults import MOST_TOLD
from kholboo.eservices.engine.tests.bakery import files, problems
from kholboo.eservices.engine.tests.hostile import HOSTILE

VISIT = '<userTask id="visit" name="Visit"/>'
SPLIT = '<parallelGateway id="split"/>'


def test_the_bakery_itself_is_fine():
    assert problems() == []


def test_no_more_is_told_than_anybody_would_read():
    many = "".join(f'<scriptTask id="s{at}"/>' for at in range(4_000))

    assert len(problems(drawing=(VISIT, VISIT + many))) == MOST_TOLD


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c"])
@pytest.mark.parametrize(
    ("part", "change", "where"),
    [
        ("manifest", ('"en": "Visit"', '"en": "Vi{}sit"'), "/steps/visit/title/en"),
        ("manifest", ('"en": "Visit"', '"en": "Visit", "a{}": 1'), "/steps/visit/title"),
        ("drawing", ('name="Visit"', 'name="Vi{}sit"'), "visit"),
        ("tables", ("<text>50000</text>", "<text>50000{}</text>"), "c3"),
    ],
)
def test_no_text_is_shown_to_who_reviews_in_another_order(sign, part, change, where):
    for spelled in (sign, f"\\u{ord(sign):04x}" if part == "manifest" else f"&#{ord(sign)};"):
        found = problems(**{part: (change[0], change[1].format(spelled))})

        assert ("signs_turned", where) in found


def test_a_name_that_stands_twice_among_thousands_is_found_at_once():
    many = ",".join(f'"k{at}":0' for at in range(80_000))
    begun = time.process_time()

    found = problems({**files(), "procedure.json": f'{{{many},"k79999":1}}'.encode()})

    assert ("json_twice", "k79999") in found
    assert time.process_time() - begun < 5  # seconds


@pytest.mark.parametrize("file", ["process.bpmn", "tables.dmn"])
def test_attributes_by_the_ten_thousand_are_not_read_one_by_one(file):
    many = "".join(f' a{at}="1"' for at in range(40_000))
    begun = time.process_time()

    found = problems({**files(), file: f"<definitions{many}/>".encode()})

    assert ("xml_wide", "definitions") in found
    assert time.process_time() - begun < 2  # seconds


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_the_hostile_set_is_refused_with_the_element(name):
    part, change, wrong = HOSTILE[name]

    assert wrong in problems(
        change(files()) if part == "all" else None, **({} if part == "all" else {part: change})
    )


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        # shape
        ((VISIT, VISIT + '<userTask id="lonely" name="L"/>'), ("not_reached", "lonely")),
        ((VISIT, VISIT + '<userTask id="lonely" name="L"/>'), ("no_end", "lonely")),
        ((VISIT, VISIT + '<userTask id="lonely" name="L"/>'), ("no_way_out", "lonely")),
        ((VISIT, VISIT + '<startEvent id="second"/>'), ("start_one", "bakery")),
        ((VISIT, VISIT + VISIT), ("id_twice", "visit")),
        ((VISIT, '<userTask id="visit"/>'), ("name_missing", "visit")),
        ((VISIT, f'<userTask id="visit" name="{"v" * 201}"/>'), ("name_long", "visit")),
        (('sourceRef="visit" targetRef="meet"', 'sourceRef="visit" targetRef="decide"'), ("fork_unmatched", "split")),
        (('sourceRef="visit" targetRef="meet"', 'sourceRef="visit" targetRef="decide"'), ("parallel_both", "meet")),
        (('sourceRef="visit" targetRef="meet"', 'sourceRef="visit" targetRef="granted"'), ("fork_unmatched", "split")),
        (('sourceRef="visit" targetRef="meet"', 'sourceRef="visit" targetRef="check"'), ("fork_unmatched", "split")),
        (('id="unfit" sourceRef="checked" targetRef="refused"', 'id="unfit" sourceRef="checked" targetRef="visit"'), ("region_entered", "visit")),
        (('targetRef="fee_end"', 'targetRef="nowhere"'), ("flow_target", "p2")),
        (('sourceRef="fee_begin"', 'sourceRef="nowhere"'), ("flow_source", "p1")),
        ((SPLIT, '<parallelGateway id="split"><outgoing>f4</outgoing></parallelGateway>'), ("flow_told", "split")),
        (('sourceRef="issue" targetRef="granted"', 'sourceRef="issue" targetRef="issue"'), ("circle", "issue")),
        # gateways
        ((' default="unfit"', ""), ("condition_missing", "unfit")),
        ((' default="unfit"', ""), ("no_default", "checked")),
        ((' default="unfit"', ' default="f14"'), ("default_strange", "checked")),
        (('outcome in ("refused")', 'outcome = "granted"'), ("no_default", "decided")),
        (('outcome in ("refused")', 'outcome = "lost"'), ("condition_value", "refuse")),
        (('outcome = "complete"', "outcome == 1"), ("condition_word", "complete")),
        (('outcome = "complete"', "check.colour = 1"), ("condition_name", "complete")),
        (('targetRef="decide"', 'targetRef="decided"'), ("outcome_unclear", "grant")),
        (('<conditionExpression xsi:type="tFormalExpression">outcome = "complete"', '<conditionExpression language="python">outcome = "complete"'), ("condition_language", "complete")),
        # calls
        (('calledElement="paying"', 'calledElement="nowhere"'), ("called_unknown", "fee")),
        (('calledElement="paying"', 'calledElement="bakery"'), ("called_round", "fee")),
        (('<process id="paying" name="Fee">', '<process id="third" name="T"><startEvent id="t1"/><endEvent id="t2" name="E"/><sequenceFlow id="t3" sourceRef="t1" targetRef="t2"/></process><process id="paying" name="Fee">'), ("main_one", "third")),
        # messages, actions, repeats, timers
        (('name="payment"', 'name="gossip"'), ("message_unknown", "paid")),
        (('kholboo:action="grant_certificate"', 'kholboo:action="drop_tables"'), ("action_unknown", "issue")),
        (('kholboo:each="sampling.samples"', 'kholboo:each="form.name"'), ("repeat_list", "test")),
        (("P10D", "PT5M"), ("timer_days", "fee_late")),
        (("P10D", "P9999D"), ("timer_days", "fee_late")),
        (('kholboo:counting="working"', 'kholboo:counting="lunar"'), ("timer_counting", "fee_late")),
        (('attachedToRef="fee"', 'attachedToRef="checked"'), ("timer_host", "fee_late")),
        (('attachedToRef="fee"', 'attachedToRef="test"'), ("timer_host", "fee_late")),
        (('sourceRef="look" targetRef="looked"', 'sourceRef="look" targetRef="issue"'), ("side_joins", "decision_late")),
        (('name="Lapsed"><terminateEventDefinition/>', 'name="Lapsed">'), ("end_all", "lapsed")),
        (('<endEvent id="looked" name="Looked"/>', '<endEvent id="looked" name="Looked"><terminateEventDefinition/></endEvent>'), ("side_plain", "looked")),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(change, wrong):
    assert wrong in problems(drawing=change)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (('"days": 30', '"days": 0'), ("manifest_part", "/term/days")),
        (('"days": 30', '"days": "30"'), ("manifest_part", "/term/days")),
        (('"days": 30', '"days": 1, "days": 30'), ("json_twice", "days")),
        (('"days": 30', '"days": NaN'), ("json_broken", "")),
        (('"look": {', '"lock": {'), ("step_untold", "look")),
        (('"look": {', '"lock": {'), ("step_undrawn", "/steps/lock")),
        (('"officer": "officer"', '"officer": "king"'), ("role_unknown", "/roles/officer")),
        (('"table": "price"', '"table": "prize"'), ("fee_table", "/fee/table")),
        (('"table": "conformity"', '"table": "price"'), ("table_unknown", "/steps/decide/table")),
        (('"not_same_as": [\n    "check"', '"not_same_as": [\n    "decide"'), ("other_unknown", "/steps/decide/not_same_as")),
    ],
)  # fmt: skip
def test_a_manifest_that_does_not_fit_is_named(change, wrong):
    assert wrong in problems(manifest=change)
