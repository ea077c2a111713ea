"""What an officer and an administrator see of triage help."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.agency.models import Unit
from kholboo.core import clock
from kholboo.feedback.models import Suggestion, TriageModel, TriageUse
from kholboo.feedback.tests import desk
from kholboo.feedback.triage import TriageField, Urgency

pytestmark = pytest.mark.django_db


def version(number):
    classes = [{"value": "complaint", "precision": 0.9, "recall": None, "cases": 40}]
    figures = {"field": "kind", "learnt": 300, "held_out": 60, "precision": 0.87}
    row = TriageModel.objects.create(
        version=number,
        trained_at=clock.now(),
        cases=300,
        figures=[{**figures, "classes": classes}],
        weights=b"",
        digest="x",
    )
    TriageUse.objects.create(model=row, field="kind", accepted=9, changed=3)
    return row


def suggest(case, field, value, **reason):
    return Suggestion.objects.create(
        case=case, field=field, value=value, confidence=0.8, reason=reason, at=clock.now()
    )


def test_registering_shows_the_suggestion_with_its_reason_and_begins_with_it():
    case = desk.orkhon()
    suggest(case, TriageField.KIND, "request", words=["гэрчилгээ"], similar=12, alike=10)
    suggest(case, TriageField.URGENCY, Urgency.URGENT, words=["хордсон"])

    page = desk.html(desk.desk("head.orkhon").get(f"/en/desk/{case.number}/register/"))

    assert "Kind: request" in page
    assert "80 % sure" in page
    assert "The citizen chose: complaint." in page
    assert "Words that weighed: гэрчилгээ. 10 of 12 similar decided cases were decided so." in page
    assert "Words of danger stand in it: хордсон" in page
    ticked = next(tag for tag in re.findall(r"<input[^>]*>", page) if " checked" in tag)
    assert 'value="request"' in ticked


def test_assigning_in_the_head_office_shows_the_unit():
    case = desk.verification()
    unit = Unit.objects.filter(office=case.office).exclude(pk=case.unit_id).first()
    suggest(case, TriageField.UNIT, unit.slug, words=[])
    suggest(case, TriageField.KIND, "request", words=[])

    page = desk.html(desk.desk("head.verification").get(f"/en/desk/{case.number}/assign/"))

    assert f"Unit: {unit.name_en}" in page
    assert "Kind: request" not in page


def test_figures_of_every_version_cost_the_same():
    browser = desk.desk("administrator")

    def spent():
        with CaptureQueriesContext(connection) as queries:
            page = desk.html(browser.get("/en/desk/triage/"))
        return len(queries), page

    version(1)
    spent()
    few, page = spent()
    for number in range(2, 12):
        version(number)
    many, _page = spent()

    assert few == many
    for words in ("Version 1", "87 %", "75 %", "No marked case was assessed yet"):
        assert words in page


def test_words_of_danger_say_how_often_they_were_right():
    TriageUse.objects.create(field=TriageField.URGENCY, accepted=5, changed=2)

    page = desk.html(desk.desk("administrator").get("/en/desk/triage/"))

    assert "Officers assessed 7 marked cases; 5 of them were urgent." in page


def test_words_of_danger_are_kept_by_an_administrator_and_nobody_else():
    browser = desk.desk("administrator")

    browser.post("/en/desk/triage/words/", {"word": "Хий  алдсан"})
    again = desk.html(browser.post("/en/desk/triage/words/", {"word": "хий алдсан"}))

    assert "This word is in the list already." in again
    answer = desk.desk("officer.orkhon").post("/en/desk/triage/words/", {"word": "x"})
    assert answer.status_code in (403, 404)
