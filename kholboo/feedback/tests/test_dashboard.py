"""The board: what it counts, who sees whom, and addresses that mean nothing."""

import re
from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.rules import Solved
from kholboo.feedback.services import citizen
from kholboo.feedback.services.citizen import WayScores
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, verification
from kholboo.feedback.views import dashboard

pytestmark = pytest.mark.django_db

PAGE = "/en/desk/dashboard/"
CASES = f"{PAGE}cases/"


def facts(page):
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(?:<a [^>]*>)?(.*?)(?:</a>)?</dd>", page))


def opened(browser, page, name):
    """The numbers of the cases behind a fact's link, or None where it has none."""
    link = re.search(rf'<dt>{name}</dt><dd><a href="([^"]*)"', page)
    return link and numbers(browser, link[1])


def numbers(browser, href):
    found = html(browser.get(href.replace("&amp;", "&")))
    return set(re.findall(r'class="row-number">([\d-]+)<', found))


def test_it_counts_what_came_was_answered_reopened_and_rated():
    case = stories.answered(orkhon())[0]
    way = WayScores(ease=5, speed=2, politeness=None)
    citizen.rate_case(case, solved=Solved.YES, score=4, words="", way=way)
    citizen.reopen_case(stories.answered(orkhon())[0], reason="Хэвээрээ")
    orkhon()

    said = facts(html(desk("agency.head").get(PAGE)))

    assert said["Received"] == "3"
    assert said["Answered"] == "1"
    assert said["Answered in time"] == "100 %"
    assert said["Reopened"] == "33.3 %"
    assert said["Rating, 1 to 5"] == "4 (1)"
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


def test_a_number_opens_the_very_cases_it_counts():
    browser = desk("head.orkhon")
    answered = stories.answered(orkhon())[0]
    waiting = orkhon(kind="request")
    verification()

    page = html(browser.get(PAGE))
    by_kind = html(browser.get(f"{PAGE}?by=kind"))
    line = re.search(r'data-label="Received"><a href="([^"]*line=request[^"]*)">1</a>', by_kind)
    queue = re.search(r'href="(/en/desk/\?queue=open[^"]*)"', page)

    assert opened(browser, page, "Received") == {answered.number, waiting.number}
    assert opened(browser, page, "Answered") == {answered.number}
    assert numbers(browser, line[1]) == {waiting.number}
    assert numbers(browser, queue[1]) == {waiting.number}


def test_every_split_and_filter_opens_the_cases_of_its_lines():
    officer = person("officer.orkhon")
    answered = stories.answered(orkhon(channel="phone", actor=officer), actor=officer)[0]
    other = verification()
    browser = desk("agency.head")
    lines = {
        "service": (f"line={other.service.code}", other),
        "office": ("line=orkhon", answered),
        "channel": ("line=phone", answered),
        "officer": (f"line={officer.pk}", answered),
    }

    for split, (line, case) in lines.items():
        page = html(browser.get(f"{PAGE}?by={split}"))
        links = re.findall(r'data-label="Received"><a href="([^"]*)">1<', page)

        [link] = [link for link in links if line in link.split("&amp;")]
        assert numbers(browser, link) == {case.number}

    narrowed = html(browser.get(f"{PAGE}?channel=web"))
    assert opened(browser, narrowed, "Received") == {other.number}
    of_a_unit = desk("head.verification")
    assert opened(of_a_unit, html(of_a_unit.get(PAGE)), "Received") == {other.number}


def test_what_is_overdue_reopened_or_in_nobodys_hands_opens_too():
    reopened = stories.answered(orkhon())[0]
    citizen.reopen_case(reopened, reason="Хэвээрээ")
    late = orkhon()
    moment = clock.now() - timedelta(days=1)
    Case.objects.filter(pk=late.pk).update(
        due_at=moment, clock_started_at=moment - timedelta(days=30)
    )
    browser = desk("head.orkhon")

    page = html(browser.get(PAGE))
    [nobody] = re.findall(
        r'data-label="Term passed, not answered"><a href="([^"]*line=-[^"]*)">1<',
        html(browser.get(f"{PAGE}?by=service")),
    )

    assert opened(browser, page, "Term passed, not answered") == {late.number}
    assert opened(browser, page, "Reopened") == {reopened.number}
    assert opened(browser, page, "Answered") is None
    assert numbers(browser, nobody) == {late.number}


def test_the_list_leads_back_and_shows_nobody_more_than_their_desk():
    stories.answered(orkhon(), actor=person("officer.orkhon"))
    narrowed = f"{CASES}?by=officer&line={person('officer.orkhon').pk}&kind=complaint"

    ours, others = html(desk("head.orkhon").get(narrowed)), html(desk("head.uvs").get(narrowed))

    assert re.search(r'class="back" href="/en/desk/dashboard/?[^"]*kind=complaint', ours)
    assert person("officer.orkhon").short_name in ours
    assert person("officer.orkhon").short_name not in others
    assert "No case fits" in others
    assert desk("auditor").get(narrowed).status_code == 403
    assert desk("officer.orkhon").get(CASES).status_code == 403


@pytest.mark.parametrize(
    "address", ["counted=x&line=%00", "by=officer&line=99999999999", "line=')--&page=-1"]
)
def test_a_strange_address_of_a_list_breaks_nothing(address):
    assert desk("agency.head").get(f"{CASES}?{address}").status_code == 200


def test_the_span_that_is_shown_is_marked():
    browser = desk("agency.head")
    usual = html(browser.get(PAGE))
    other = html(browser.get(f"{PAGE}?from=2026-01-01&until=2026-02-01"))

    assert re.findall(r'aria-current="page"><span>(\d+ days)<', usual) == ["90 days"]
    assert re.findall(r'aria-current="page"><span>(\d+ days)<', other) == []


def test_the_split_ends_after_so_many_lines_and_says_so(monkeypatch):
    monkeypatch.setattr(dashboard, "LINES", 1)
    orkhon(kind="request")
    orkhon(), orkhon()

    page = html(desk("agency.head").get(f"{PAGE}?by=kind"))

    assert page.count('<th scope="row">complaint</th>') == 2  # the bars and the table
    assert '<th scope="row">request</th>' not in page
    assert "These are the 1 with the most cases, of 2." in page
