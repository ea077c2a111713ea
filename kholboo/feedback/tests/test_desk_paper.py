"""Letters on paper and visits: the day counts, the number is found again, the form stays short."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from kholboo.core import clock
from kholboo.documents.tests import files as samples
from kholboo.feedback.models import Arrival, Case, ClockInterval
from kholboo.feedback.paper import OnPaper, number_key
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.rules import Channel
from kholboo.feedback.services.intake import receive_case
from kholboo.feedback.tests import desk, factories
from kholboo.feedback.tests.test_desk_new import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return desk.desk("operator")


def today():
    return clock.local_date(clock.now())


def on(day, **more):
    boxes = {
        "received_on_year": day.year,
        "received_on_month": day.month,
        "received_on_day": day.day,
    }
    return told(**{"channel": Channel.LETTER, **boxes, **more})


def test_the_term_of_a_letter_counts_from_the_day_on_its_stamp(browser):
    day = today() - timedelta(days=9)

    receipt = browser.get(browser.post("/en/desk/new/", on(day))["Location"])

    case = Case.objects.get()
    zone = case.office.zone
    assert clock.local_date(case.received_at, zone) == day
    assert case.due_on == day + timedelta(days=30)
    assert ClockInterval.objects.get().started_at == case.clock_started_at == case.received_at
    assert counting_of(case, now=clock.now()).start == day
    assert receipt.status_code == 200
    page = desk.html(desk.desk("head.orkhon").get(f"/en/desk/{case.number}/"))
    assert "Received: letter. It came on" in page


@pytest.mark.parametrize("aimag", ["khovd", "bayan-olgii", "orkhon", "dornod"])
def test_the_day_is_the_same_in_every_aimag(browser, aimag):
    day = today() - timedelta(days=1)

    browser.post("/desk/new/", on(day, aimag=aimag))

    case = Case.objects.get()
    assert clock.local_date(case.received_at, case.office.zone) == day


def test_a_letter_may_be_late_on_the_day_it_is_written_down(browser):
    day = today() - timedelta(days=40)

    browser.post("/desk/new/", on(day))

    assert Case.objects.get().due_at < clock.now()


@pytest.mark.parametrize("days", [1, 30, -367])
def test_a_day_that_cannot_be_is_refused_at_its_field(browser, days):
    answer = browser.post("/desk/new/", on(today() + timedelta(days=days)))

    assert answer.status_code == 422
    assert "received_on" in answer.context["form"].errors


@pytest.mark.parametrize("boxes", [{}, {"received_on_year": "", "received_on_day": ""}])
def test_without_a_day_it_came_now(browser, boxes):
    before = clock.now()

    browser.post("/desk/new/", told(channel="letter", **boxes))

    assert Case.objects.get().received_at >= before


def test_today_is_now_and_not_noon(browser):
    before = clock.now()

    browser.post("/desk/new/", on(today()))

    assert before <= Case.objects.get().received_at <= clock.now()


def test_a_call_has_no_day_and_no_paper(browser):
    day = today() - timedelta(days=9)

    browser.post("/desk/new/", on(day, channel="phone", sender_number="1/2", present="Б.Сараа"))

    assert clock.local_date(Case.objects.get().received_at) == today()
    assert not Arrival.objects.exists()


def test_the_letters_own_number_is_shown_and_found_however_it_is_typed(browser):
    browser.post("/desk/new/", on(today(), sender_number="№ А-12/567"))
    case = Case.objects.get()
    factories.case()

    assert "№ А-12/567" in desk.html(browser.get(f"/desk/{case.number}/"))
    for typed in ("№ А-12/567", "а-12/567", "А 12 567"):
        page = desk.html(browser.get("/desk/", {"queue": "all", "q": typed}))
        assert page.count("data-row") == 1
        assert case.number in page
    assert "data-row" not in desk.html(browser.get("/desk/", {"queue": "all", "q": "А-12/568"}))


def test_a_visit_says_who_received_it_and_several_scans_come_along(browser):
    scans = [SimpleUploadedFile(f"{number}.png", samples.png(), "image/png") for number in range(3)]

    browser.post("/desk/new/", told(channel="visit", present=" Б.Сараа ", files=scans))

    case = Case.objects.get()
    assert case.arrival.present == "Б.Сараа"
    assert case.files.count() == 3
    assert "Б.Сараа" in desk.html(browser.get(f"/desk/{case.number}/"))


@pytest.mark.parametrize("number", ["№ /", "x" * 61])
def test_a_number_that_says_nothing_is_refused(browser, number):
    answer = browser.post("/desk/new/", on(today(), sender_number=number))

    assert "sender_number" in answer.context["form"].errors


@pytest.mark.parametrize("channel", ["email", "centre", "letter"])
def test_the_inbox_is_filtered_by_every_channel(browser, channel):
    for one in ("email", "centre", "letter", "web"):
        factories.case(channel=Channel(one))

    page = browser.get("/desk/", {"queue": "all", "channel": channel})

    assert desk.html(page).count("data-row") == 1
    assert Case.objects.get(channel=channel).number in desk.html(page)


def test_a_case_cannot_have_come_later_than_now():
    later = clock.now() + timedelta(days=2)

    case = factories.case(came_at=later)

    assert case.received_at < later


def test_the_paper_of_a_case_does_not_make_it_another_on_a_repeat():
    new = factories.new_case(paper=OnPaper(sender_number="1/2"))

    assert receive_case(new).case == receive_case(new).case
    assert Arrival.objects.count() == 1


@given(st.text("АБабAb059-/ №._", max_size=80))
def test_a_number_has_one_key_and_the_key_is_its_own(text):
    key = number_key(text)

    assert number_key(key) == key or len(key) == 60
    assert len(key) <= 60
    assert number_key(f" {text} ") == key
