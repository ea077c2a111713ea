"""The board: what it counts, who sees whom, and addresses that mean nothing."""

import re

import pytest

from kholboo.feedback.rules import Solved
from kholboo.feedback.services import citizen
from kholboo.feedback.services.citizen import WayScores
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, verification

pytestmark = pytest.mark.django_db

PAGE = "/en/desk/dashboard/"


def facts(page):
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def test_it_counts_what_came_was_answered_reopened_and_rated():
    case = stories.answered(orkhon())[0]
    way = WayScores(ease=5, speed=2, politeness=None)
    citizen.rate_case(case, solved=Solved.YES, score=4, words="", way=way)
    citizen.reopen_case(stories.answered(orkhon())[0], reason="Хэвээрээ")
    orkhon()

    said = facts(html(desk("agency.head").get(PAGE)))

    assert said["Received"] == "3"
    assert said["Answered"] == "1"
    assert said["Answered in time"] == "100.0 %"
    assert said["Reopened"] == "33.3 %"
    assert said["Rating, 1 to 5"] == "4.0 (1)"
    assert said["Way to the answer, 1 to 5"] == "3.5"


def test_filters_and_days_stand_in_the_address():
    orkhon(kind="request")
    orkhon()

    narrowed = facts(html(desk("agency.head").get(f"{PAGE}?kind=request&office=orkhon")))
    long_ago = html(desk("agency.head").get(f"{PAGE}?from=2020-01-01&until=2020-02-01"))

    assert narrowed["Received"] == "1"
    assert "Nothing was received in these days." in long_ago


@pytest.mark.parametrize(
    ("who", "count"),
    [("agency.head", 3), ("auditor", 3), ("head.orkhon", 2), ("head.verification", 1)],
)
def test_heads_see_their_own_places(who, count):
    orkhon(), orkhon(), verification()

    assert facts(html(desk(who).get(PAGE)))["Received"] == str(count)


@pytest.mark.parametrize("who", ["officer.orkhon", "operator", "administrator"])
def test_others_have_no_board(who):
    assert desk(who).get(PAGE).status_code == 403


def test_officers_are_shown_to_their_heads_only():
    officer = person("officer.orkhon")
    stories.answered(orkhon(), actor=officer)

    ours = desk("head.orkhon").get(f"{PAGE}?by=officer")
    others = desk("head.uvs").get(f"{PAGE}?by=officer")

    assert officer.short_name in html(ours)
    assert officer.short_name not in html(others)
    assert desk("agency.head").get(f"{PAGE}?by=officer").status_code == 200
    assert desk("auditor").get(f"{PAGE}?by=officer").status_code == 403
    assert "by=officer" not in html(desk("auditor").get(PAGE))


@pytest.mark.parametrize("by", ["service", "office", "kind", "channel", "nonsense"])
def test_every_split_draws_bars_with_the_numbers_as_text(by):
    factories.case()

    page = html(desk("agency.head").get(f"{PAGE}?by={by}"))

    assert page.count('class="chart-bar"') >= 1
    assert '<span class="chart-number">1</span>' in page
    assert 'role="img"' in page


@pytest.mark.parametrize(
    "address", ["from=x", "from=2030-01-01", "office=%00", "service=')--", "kind=x&channel=y"]
)
def test_a_strange_address_breaks_nothing(address):
    assert desk("agency.head").get(f"{PAGE}?{address}").status_code == 200


def test_the_board_asks_a_fixed_number_of_questions(django_assert_max_num_queries):
    browser = desk("agency.head")
    browser.get(PAGE)
    for _case in range(3):
        stories.answered(orkhon())

    with django_assert_max_num_queries(14):
        browser.get(f"{PAGE}?by=officer")
