"""The console: what it shows, what its four ways out do, and that nothing typed is lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Call, Case, CaseEvent
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.rules import CaseStatus, Channel, EventKind, PersonKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.tests import desk, publishing, stories
from kholboo.feedback.tests.hotline import (
    PHONE,
    address_of,
    begun,
    call_at,
    ended,
    some_body,
    typed,
)

pytestmark = pytest.mark.django_db
START = "/en/desk/hotline/"


@pytest.fixture
def browser():
    return desk.desk("operator")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("operator", 200), ("head.orkhon", 200), ("agency.head", 200),
        ("officer.orkhon", 403), ("auditor", 403), ("administrator", 403),
    ],
)  # fmt: skip
def test_who_may_take_calls(name, status):
    assert desk.desk(name).get(START).status_code == status


def test_a_number_and_enter_open_the_console_with_the_caller(browser):
    case = desk.orkhon()

    answer = browser.post(START, {"phone": "+976 9911 2233"})

    page = desk.html(browser.get(answer["Location"]))
    assert answer["Location"] == address_of(Call.objects.get())
    assert all(words in page for words in ("Дорж Болд", "9911 2233", case.number))
    assert 'value="Дорж"' in page


def test_a_hidden_number_opens_an_empty_console(browser):
    page = desk.html(browser.get(browser.post(START, {"phone": ""})["Location"]))

    assert "number hidden" in page


def test_a_slip_in_the_number_is_said_and_it_stays(browser):
    answer = browser.post(START, {"phone": "9911 22"})

    assert answer.status_code == 422
    assert "9911 22" in desk.html(answer)
    assert not Call.objects.exists()


def test_the_phone_stands_in_no_address_of_the_pages(browser):
    desk.orkhon()
    page = desk.html(browser.get(browser.post(START, {"phone": PHONE})["Location"]))

    addresses = re.findall(r'(?:href|action|hx-post|hx-get|src)="([^"]*)"', page)
    assert addresses
    assert not [address for address in addresses if "2233" in address]


def test_the_keys_come_to_the_words_first_and_to_the_ways_out_in_order(browser):
    """Words, what was explained, kind and sender, keep, pass on, end; then the caller's cases."""
    desk.orkhon()
    page = desk.html(browser.get(address_of(begun())))

    order = ["text", "answer", "kind", "service", "family_name", "phone", "body", "caller"]
    places = [re.search(rf'name="{name}"', page).start() for name in order]
    ways = re.findall(r'name="become" value="(\w+)"', page)
    assert places == sorted(places)
    assert ways == ["case", "consultation", "case", "transfer", "dropped"]
    assert re.search(r'<textarea[^>]*name="text"[^>]*autofocus', page)
    assert 'tabindex="1"' not in page


def test_enter_in_a_line_keeps_the_case_and_not_a_note(browser):
    """A browser presses the first submit button of the form: it must be the harmless usual one."""
    desk.orkhon()
    page = desk.html(browser.get(address_of(begun())))

    first = re.search(r'<form id="call".*?(<button[^>]*type="submit"[^>]*>)', page, re.DOTALL)[1]
    assert 'value="case"' in first
    assert page.index('name="note_on"') > page.index('value="dropped"')


def test_a_call_becomes_a_case_that_is_read_back(browser):
    page = ended(browser, begun())

    case = Case.objects.get()
    assert (case.channel, case.office.slug) == (Channel.PHONE, "orkhon")
    assert person_of(case.contact).phone == PHONE
    year, number, check = case.number.split("-")
    spoken = f"{year}, {number[:3]}, {number[3:]}, {check}"
    assert f"Бүртгэлийн дугаар: {spoken}." in page
    secret = secret_of(case)
    assert ", ".join(secret[at : at + 4] for at in range(0, 12, 4)) in page
    assert case.text in page
    assert "Send the SMS again" in page


def test_the_same_console_sent_twice_is_one_case(browser):
    call = begun()

    answers = [browser.post(address_of(call), typed()) for _press in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Case.objects.count() == 1


def test_the_words_become_a_note_on_a_case_of_the_caller(browser):
    case = desk.orkhon()
    wrong = {"phone": "1", "kind": "", "family_name": "7"}

    page = ended(browser, begun(), become="", note_on=case.number, **wrong)

    note = CaseEvent.objects.filter(case=case).last()
    assert (note.kind, note.text) == (EventKind.NOTE, typed()["text"])
    assert Call.objects.get().became == CallResult.NOTE
    assert case.number in page
    assert secret_of(case) not in page.replace(" ", "")


def test_a_note_on_a_case_that_is_none_is_not_found(browser):
    call = begun()

    answer = browser.post(address_of(call), typed(note_on="26-000001-4"))

    assert answer.status_code == 404
    assert Call.objects.get().is_open


def test_advice_needs_two_fields_only(browser):
    bare = dict.fromkeys(("kind", "family_name", "given_name", "phone", "aimag"), "")

    page = ended(
        browser, begun(""), become="consultation", answer="Гэрчилгээг хэлтсээс авна.", **bare
    )

    case = Case.objects.get()
    assert case.status == CaseStatus.CLOSED
    assert case.contact.kind == PersonKind.UNNAMED
    assert "бүртгэлийг хаалаа" in page


def test_a_call_is_passed_on_and_the_caller_hears_to_whom(browser):
    body = some_body()

    page = ended(browser, begun(), become="transfer", body=body.pk, reason="Үнэ", with_sender="on")

    assert stories.fresh(Case.objects.get()).status == CaseStatus.FORWARDED
    assert all(words in page for words in (body.name_mn, body.phone))


def test_a_call_can_end_without_words(browser):
    call = begun()

    answer = browser.post(address_of(call), {"become": "dropped"})

    assert answer["Location"] == START
    assert Call.objects.get().became == CallResult.DROPPED
    assert browser.get(address_of(call))["Location"] == START
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"kind": ""}, "kind"),
        ({"family_name": ""}, "family_name"),
        ({"phone": "12"}, "phone"),
        ({"become": "consultation", "answer": ""}, "answer"),
        ({"become": "transfer", "body": "", "reason": "Үнэ"}, "body"),
        ({"become": "transfer", "reason": ""}, "reason"),
        ({"become": "", "note_on": "26-000001-4", "text": ""}, "text"),
        ({"text": "а" * 10_001}, "text"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(browser, fields, field):
    call = begun()

    answer = browser.post(address_of(call), typed(wish="Шалгаж өгнө үү", **fields))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Шалгаж өгнө үү" in desk.html(answer)
    assert not Case.objects.exists()
    assert Call.objects.get().is_open


def test_the_way_that_was_pressed_stands_open_with_its_mistake(browser):
    page = desk.html(browser.post(address_of(begun()), typed(become="consultation")))

    assert re.search(r'<details[^>]*id="explained"[^>]* open', page)
    assert not re.search(r'<details[^>]*id="transfer"[^>]* open', page)


def test_a_call_belongs_to_its_operator(browser):
    call = begun(actor=desk.person("head.orkhon"))

    for rest in ("", "done/"):
        assert browser.get(address_of(call, rest)).status_code == 404
    for rest in ("", "caller/", "sms/"):
        assert browser.post(address_of(call, rest), typed()).status_code == 404


def test_looking_up_another_number_or_case_changes_the_panel_alone(browser):
    case = desk.orkhon()
    call = begun("")
    address = address_of(call, "caller/")

    part = desk.html(browser.post(address, {"caller": PHONE}, headers={"HX-Request": "true"}))
    whole = desk.html(browser.post(address, {"caller": case.number}))
    nobody = desk.html(browser.post(address, {"caller": "x"}, headers={"HX-Request": "true"}))

    assert case.number in part
    assert "<html" not in part
    assert case.number in whole
    assert "<html" in whole
    assert "Nobody wrote to us" in nobody


def test_published_answers_appear_while_typing(browser):
    row = publishing.out()

    given = {"text": "Захын жинг хэн, хэзээ шалгадаг юм бэ"}
    part = desk.html(browser.post("/en/desk/hotline/similar/", given))

    assert "Published answers you can read out" in part
    assert f"/en/answers/{row.pk}/" in part
    assert publishing.ANSWER in part


def test_similar_cases_appear_while_typing(browser):
    case = desk.orkhon(text="Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна.")
    given = {"text": "захын жин мах дутуу хэмжиж", "aimag": "orkhon", "service": "x"}

    part = desk.html(browser.post("/en/desk/hotline/similar/", given))
    nothing = desk.html(browser.post("/en/desk/hotline/similar/", {"text": "өөр"}))

    assert case.number in part
    assert case.number not in nothing


def test_one_s_last_calls_stand_on_the_first_page_and_an_open_one_goes_on(browser):
    call = begun()

    page = desk.html(browser.get(START))

    assert address_of(call) in page
    assert "No call yet" not in page
    assert "No call yet" in desk.html(desk.desk("agency.head").get(START))


def test_the_console_costs_the_same_for_one_case_and_ten(browser):
    call = begun()
    desk.orkhon()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address_of(call)).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _case in range(9):
        desk.orkhon()

    assert asked() == few
    assert few <= 14


def test_the_address_of_a_call_tells_nothing():
    call = begun()

    assert call_at(address_of(call)) == call
    assert PHONE not in address_of(call)
