"""The top bar of the staff's pages: the same rooms wherever one stands."""

import re

import pytest

from kholboo.feedback.tests import desk

BAR = re.compile(r'<nav class="top-nav".*?</nav>', re.S)
ROOM = re.compile(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>')


def bar(browser, address):
    page = desk.html(browser.get(f"/en{address}"))
    return ROOM.findall(BAR.search(page)[0])


def here(browser, address):
    return [words for _href, is_here, words in bar(browser, address) if is_here]


PAGES = {
    "/desk/": "Cases",
    "/desk/new/": "Write down",
    "/desk/dashboard/": "How we work",
    "/desk/reports/": "Reports",
    "/desk/review/": "Tools",
    "/desk/erasures/": "Tools",
    "/agency/absence/": "Tools",
    "/desk/health/": "Tools",
    "/account/": "Tools",
}


@pytest.mark.django_db
def test_a_heads_bar_is_the_same_everywhere_and_says_where_one_is():
    head = desk.desk("head.orkhon")
    rooms = [words for _href, _here, words in bar(head, "/desk/")]

    assert rooms == [
        "Cases",
        "Write down",
        "Mailbox",
        "How we work",
        "Reports",
        "Applications",
        "Tools",
    ]
    for address, room in PAGES.items():
        assert [words for _href, _here, words in bar(head, address)] == rooms, address
        assert here(head, address) == [room], address


@pytest.mark.django_db
def test_the_hotline_is_for_who_has_one_and_its_day_for_who_answers_it():
    operator, away = desk.desk("operator"), desk.desk("head.orkhon")
    theirs = desk.html(operator.get("/account/"))

    assert "/desk/hotline/" in desk.html(operator.get("/desk/"))
    assert "/desk/hotline/statistics/" in theirs
    assert operator.get("/desk/hotline/statistics/").status_code == 200
    assert "/desk/hotline/" not in desk.html(away.get("/account/"))


@pytest.mark.django_db
def test_tools_stand_in_groups_and_staff_keep_their_bar_on_their_own_page():
    page = desk.html(desk.desk("administrator").get("/en/account/"))

    groups = ["Every day", "Rules of the work", "People and the system"]
    places = [page.index(f"<h2>{group}</h2>") for group in groups if f"<h2>{group}</h2>" in page]
    assert len(places) >= 2
    assert places == sorted(places)
    assert "top-desk" in page
    assert "Organisations I speak for" not in page
