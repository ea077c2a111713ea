"""The inbox: queues, filters, search, parts for htmx, and a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.queries.inbox import PAGE
from kholboo.feedback.rules import CaseKind, Channel
from kholboo.feedback.services.cases import assign_case, take_case
from kholboo.feedback.tests import desk, factories, stories

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def numbers_in(response):
    found = [line.number for line in response.context["lines"]]
    assert all(number in desk.html(response) for number in found)
    return found


def due_in(case, days):
    moment = clock.now() + timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(
        due_at=moment,
        due_on=clock.local_date(moment),
        clock_started_at=moment - timedelta(days=30),
    )
    return case


def test_each_queue_holds_its_cases():
    officer = desk.person("officer.orkhon")
    mine, nobodys, late, soon = (desk.orkhon() for _case in range(4))
    done, _answer = stories.answered(desk.orkhon(), actor=None)
    take_case(mine, actor=officer)
    due_in(late, -2)
    due_in(soon, 3)
    browser = desk.desk_of(officer)

    queues = {
        name: set(numbers_in(browser.get(f"/desk/?queue={name}")))
        for name in ("mine", "unit", "unassigned", "soon", "overdue", "open", "all")
    }

    open_ones = {mine.number, nobodys.number, late.number, soon.number}
    assert queues == {
        "mine": {mine.number},
        "unit": open_ones,
        "unassigned": {nobodys.number, late.number, soon.number},
        "soon": {soon.number},
        "overdue": {late.number},
        "open": open_ones,
        "all": open_ones | {done.number},
    }


def test_the_counts_beside_the_queues_are_right():
    officer = desk.person("officer.orkhon")
    take_case(desk.orkhon(), actor=officer)
    due_in(desk.orkhon(), -1)

    places = desk.desk_of(officer).get("/en/desk/").context["places"]

    assert [(str(place.label), place.count) for place in places] == [
        ("In my hands", 1),
        ("My office", 2),
        ("Without an officer", 1),
        ("Due soon", 0),
        ("Overdue", 1),
        ("Reported higher", 0),
        ("Not satisfied", 0),
        ("Letters to citizens", 0),
        ("All open", 2),
        ("All cases", None),
    ]


def test_a_count_stops_at_a_thousand(monkeypatch):
    monkeypatch.setattr("kholboo.feedback.queries.queue_counts.COUNTED_TO", 2)
    monkeypatch.setattr("kholboo.feedback.views.desk_inbox.COUNTED_TO", 2)
    for _case in range(3):
        desk.orkhon()

    page = desk.html(desk.desk("officer.orkhon").get("/desk/?queue=open"))

    assert '<span class="queue-count">2+</span>' in page


def test_what_is_due_first_stands_first_and_what_has_no_term_last():
    no_term = desk.orkhon(person=factories.NOBODY)
    later, sooner = due_in(desk.orkhon(), 20), due_in(desk.orkhon(), 2)

    found = numbers_in(desk.desk("officer.orkhon").get("/desk/?queue=open"))

    assert found == [sooner.number, later.number, no_term.number]


def test_every_filter_stands_in_the_address():
    complaint = desk.verification()
    desk.verification(kind=CaseKind.REQUEST)
    letter = desk.orkhon(channel=Channel.LETTER, actor=desk.person("operator"))
    browser = desk.desk("agency.head")

    def found(query):
        return set(numbers_in(browser.get(f"/desk/?queue=all&{query}")))

    assert found("kind=complaint") == {complaint.number, letter.number}
    assert complaint.number in found("service=verification")
    assert letter.number not in found("service=verification")
    assert found("office=orkhon") == {letter.number}
    assert found("channel=letter") == {letter.number}
    assert found("status=registered") == {letter.number}
    assert found("status=closed") == set()
    assert found("service=nonsense") == set()


@pytest.mark.parametrize(
    "query",
    [
        "queue=open%00",
        "page=0",
        "page=-3",
        "page=99999999999",
        "kind=x&status=y",
        "page=²",
        "q=%00",
    ],
)
def test_an_address_that_makes_no_sense_shows_a_list_all_the_same(query):
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").get(f"/desk/?queue=open&{query}")

    assert answer.status_code == 200
    assert case.number in desk.html(answer) or "queue=" in query


def test_a_service_or_office_nobody_has_finds_nothing():
    desk.orkhon()
    browser = desk.desk("operator")

    for query in ("service=no%00such", "office=' OR 1=1", "service=no-such"):
        assert numbers_in(browser.get(f"/desk/?queue=all&{query}")) == []


@pytest.mark.parametrize(
    "words",
    ["99112233", "9911 2233", "Болд", "dorj bold", "килограмм", "хэмжиж", "bold@example.mn"],
)
def test_a_case_is_found_by_phone_name_mail_and_words(words):
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").get("/desk/", {"queue": "open", "q": words})

    assert numbers_in(answer) == [case.number]


def test_a_whole_number_is_found_in_whatever_queue_one_looks():
    case, _answer = stories.answered(desk.orkhon())

    answer = desk.desk("officer.orkhon").get("/desk/", {"queue": "mine", "q": case.number})

    assert numbers_in(answer) == [case.number]


def test_search_does_not_reach_further_than_posts():
    case = desk.orkhon()

    for words in (case.number, "99112233", "Болд", "килограмм"):
        answer = desk.desk("officer.uvs").get("/desk/", {"queue": "all", "q": words})
        assert numbers_in(answer) == []


def test_the_list_never_shows_who_wrote():
    desk.orkhon()

    page = desk.html(desk.desk("officer.orkhon").get("/desk/?queue=open"))

    assert "Дорж Болд" not in page
    assert "99112233" not in page


def test_long_lists_have_pages_and_no_case_is_shown_twice():
    cases = [desk.orkhon() for _case in range(PAGE + 2)]
    browser = desk.desk("officer.orkhon")

    first, second = (numbers_in(browser.get(f"/desk/?queue=open&page={n}")) for n in (1, 2))

    assert len(first) == PAGE
    assert sorted(first + second) == sorted(case.number for case in cases)
    assert 'rel="next"' in desk.html(browser.get("/desk/?queue=open"))
    assert 'rel="next"' not in desk.html(browser.get("/desk/?queue=open&page=2"))


def test_the_page_and_its_part_share_one_address():
    case = desk.orkhon()
    browser = desk.desk("officer.orkhon")

    whole = browser.get("/en/desk/?queue=open")
    part = browser.get("/en/desk/?queue=open", headers=HTMX)
    back = browser.get(
        "/en/desk/?queue=open", headers={**HTMX, "HX-History-Restore-Request": "true"}
    )

    assert "<html" in desk.html(whole)
    assert "<html" in desk.html(back)
    assert "<html" not in desk.html(part)
    assert case.number in desk.html(part)
    assert 'data-say="All open: 1 case on this page"' in desk.html(part)
    assert 'id="queues"' in desk.html(part)
    assert 'hx-swap-oob="true"' in desk.html(part)
    assert "HX-Request" in part["Vary"]
    assert part["HX-Push-Url"] == "/en/desk/?queue=open"
    assert "no-store" in whole["Cache-Control"]


def test_an_empty_queue_says_so_and_an_empty_search_leads_on():
    browser = desk.desk("officer.orkhon")

    empty = desk.html(browser.get("/en/desk/?queue=overdue"))
    nothing = desk.html(browser.get("/en/desk/?queue=mine&q=nothing"))

    assert "No answer is late." in empty
    assert "No case fits" in nothing
    assert "/en/desk/?queue=all&amp;q=nothing" in nothing


@pytest.mark.parametrize(
    ("name", "queue"),
    [
        ("operator", "open"),
        ("officer.orkhon", "mine"),
        ("head.orkhon", "unit"),
        ("auditor", "open"),
    ],
)
def test_each_role_begins_where_its_work_lies(name, queue):
    assert desk.desk(name).get("/desk/").context["filters"].queue == queue


def test_a_hostile_text_stays_text():
    desk.orkhon(text='<script>alert(1)</script>"><img src=x onerror=alert(1)>')

    page = desk.html(desk.desk("officer.orkhon").get('/desk/?queue=open&q="><script>'))
    listed = desk.html(desk.desk("officer.orkhon").get("/desk/?queue=open"))

    assert "<script>alert" not in listed
    assert '"><script>' not in page


def asked(browser, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["officer.orkhon", "head.orkhon"])
def test_the_number_of_queries_is_the_same_for_no_case_one_and_a_full_page(name):
    browser, head = desk.desk(name), desk.person("head.orkhon")
    officer = desk.person("officer.orkhon")
    address = "/desk/?queue=open"
    browser.get(address)

    none = asked(browser, address)
    assign_case(desk.orkhon(), handler=officer, unit=None, actor=head)
    one = asked(browser, address)
    for _case in range(PAGE):
        assign_case(desk.orkhon(), handler=officer, unit=None, actor=head)
    full = asked(browser, address)

    assert none == one == full
    assert full <= 9
