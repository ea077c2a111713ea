from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from kholboo.agency.queries import aimags, head_office
from kholboo.core import clock
from kholboo.feedback.models import TermRule
from kholboo.feedback.queries.counting import counting_of, counting_under
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.term import Pause
from kholboo.feedback.tests.factories import NOBODY, case

pytestmark = pytest.mark.django_db
CAPITAL = ZoneInfo("Asia/Ulaanbaatar")
# A Friday; Naadam (11-15 July 2025) stands within the days that follow.
STARTED = datetime(2025, 7, 4, 12, tzinfo=CAPITAL)


def rule(**more):
    usual = {
        "kind": CaseKind.COMPLAINT,
        "valid_from": date(2025, 1, 1),
        "days": 5,
        "unit": "working",
        "extension_days": 5,
        "basis_mn": "Хууль",
        "basis_en": "Law",
    }
    return TermRule(**{**usual, **more})


def lines(language="en", **more):
    facts = {"pauses": None, "extension": 0, "is_reopened": False}
    facts |= {name: more.pop(name) for name in list(more) if name in facts}
    with override(language):
        return counting_under(
            rule(**more), office=head_office(), started=STARTED, now=STARTED, **facts
        ).lines


def test_a_case_is_explained_from_receipt_to_its_last_day():
    complaint = case()
    with override("en"):
        counting = counting_of(complaint, now=clock.now())
    assert counting.due.on == complaint.due_on
    assert counting.lines[0].startswith("Received: ")
    assert counting.lines[1] == "The term is 30 days: weekends and holidays count too."
    assert counting.lines[-1].endswith("until midnight.")
    assert counting.basis.startswith("Law on resolving petitions")
    assert counting.is_confirmed


def test_a_case_without_a_name_has_nothing_to_count():
    assert counting_of(case(person=NOBODY), now=clock.now()) is None


def test_days_off_are_named():
    said = " ".join(lines())
    assert "5 working days" in said
    assert "National Festival" in said


def test_weekends_alone_are_called_weekends():
    assert "Not counted: 2 weekend days in 5 July 2025 – 6 July 2025." in lines(days=1)


def test_waiting_is_told_with_its_days():
    pause = Pause(start=STARTED, end=STARTED + timedelta(days=3))
    said = lines(unit="calendar", waiting_stops=True, pauses=[pause])
    assert "Not counted while we waited for your reply: 5 July 2025 – 6 July 2025, 2 days." in said


def test_more_time_and_a_new_round_are_told():
    said = lines(unit="calendar", extension=5, is_reopened=True)
    assert said[0].startswith("Reopened: ")
    assert "The head of the office gave 5 more days and told you why." in said


def test_a_last_day_that_is_a_day_off_moves_and_says_why():
    said = " ".join(lines(unit="calendar", days=8, rolls_forward=True))
    assert "The last day would be a day off: 12 July 2025" in said


def test_a_western_office_says_whose_clock_counts():
    western = aimags().get(slug="khovd").office
    rule_today = rule_for(CaseKind.COMPLAINT, clock.local_date(STARTED))
    with override("en"):
        counting = counting_under(rule_today, office=western, started=STARTED, now=STARTED)
    assert counting.lines[-1].startswith("Days are counted on the clock")


def test_every_sentence_exists_in_mongolian():
    english = lines(days=30) + lines(unit="calendar", extension=5, is_reopened=True)
    mongolian = lines("mn", days=30) + lines("mn", unit="calendar", extension=5, is_reopened=True)
    assert not set(english) & set(mongolian)
