"""The ladder's page: a rung begins again, and no page contradicts another about suspended days."""

import pytest

from kholboo.audit.models import Entry
from kholboo.feedback.models import EscalationRung, TermRule
from kholboo.feedback.services.escalation import climb, end_rung
from kholboo.feedback.tests.desk import desk, html, orkhon, person
from kholboo.feedback.tests.test_escalation import aged, rung

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_ladder():
    EscalationRung.objects.all().delete()


def test_an_ended_rung_begins_again_and_reports_nothing_twice():
    one = rung()
    aged(orkhon(), 29)
    climb()
    end_rung(one, actor=person("administrator"))
    browser = desk("administrator")

    assert f"/escalation/{one.pk}/begin/" in html(browser.get("/en/desk/escalation/"))
    browser.post(f"/desk/escalation/{one.pk}/begin/")

    one.refresh_from_db()
    assert one.valid_until is None
    assert climb() == 0
    aged(orkhon(), 29)
    assert climb() == 1
    assert Entry.objects.filter(action="feedback.rung_begun_again").count() == 1


@pytest.mark.parametrize("stops", [True, False])
def test_every_page_says_the_same_about_days_of_suspension(stops):
    TermRule.objects.update(suspension_stops=stops)
    browser = desk("administrator")
    words = "do not count" if stops else "count"

    assert f"days of suspension {words}</span>" in html(browser.get("/en/desk/terms/"))
    assert "Days on which the clock stands still" not in html(browser.get("/en/desk/escalation/"))
    too = "" if stops else " too"
    assert f"the work is suspended {words}{too}." in html(browser.get("/en/feedback/terms/"))
