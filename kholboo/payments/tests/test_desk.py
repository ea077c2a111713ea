"""The cashier's desk: whose invoices, what does not fit, cash, the totals of a day."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from kholboo.core import clock
from kholboo.payments.models import BankAccount, Settlement
from kholboo.payments.rules import InvoiceState
from kholboo.payments.services import accounts, attempts
from kholboo.payments.tests.desk import desk, html, person
from kholboo.payments.tests.factories import fresh, invoice, pay, shown

pytestmark = pytest.mark.django_db


def too_much():
    made, attempt = shown()
    pay(attempt)
    pay(attempt)
    attempts.look(attempt.pk)
    return fresh(made)


def test_each_list_shows_its_invoices_and_those_of_other_offices_do_not_exist():
    ours, other, clear = invoice(), invoice(office="uvs"), too_much()
    browser = desk()

    assert ours.number in html(browser.get("/payments/desk/"))
    assert other.number not in html(browser.get("/payments/desk/"))
    assert clear.number in html(browser.get("/payments/desk/?list=clear"))
    assert "150,000 ₮ илүү" in html(browser.get("/payments/desk/?list=clear"))
    assert clear.number in html(browser.get("/payments/desk/?list=paid"))
    assert browser.get(f"/payments/desk/{other.number}/").status_code == 404
    for act in ("cash", "void", "refund"):
        assert browser.post(f"/payments/desk/{other.number}/{act}/").status_code == 404


def test_a_number_typed_without_its_dashes_leads_to_its_invoice():
    made = invoice()
    browser = desk()

    found = browser.get("/payments/desk/", {"q": made.number.replace("-", " ")})

    assert found.url == f"/payments/desk/{made.number}/"
    assert "150,000" in html(browser.get(found.url))


@pytest.mark.parametrize("name", ["auditor", "agency.head", "head.orkhon"])
def test_who_leads_or_checks_reads_and_takes_nothing(name):
    made = invoice()
    browser = desk(name)

    page = browser.get(f"/payments/desk/{made.number}/")

    assert made.number in html(page)
    assert "/cash/" not in html(page)
    assert browser.post(f"/payments/desk/{made.number}/cash/", {"amount": 1}).status_code == 403


def test_cash_is_written_down_once_however_often_the_button_is_pressed(settled):
    made, browser = invoice(), desk()
    sent = {"key": uuid4(), "amount": 150_000, "note": ""}

    for _press in range(2):
        browser.post(f"/payments/desk/{made.number}/cash/", sent)

    assert (fresh(made).state, fresh(made).paid) == (InvoiceState.SETTLED, 150_000)
    assert Settlement.objects.get().taken_by == person()
    assert len(settled) == 1


@pytest.mark.parametrize("amount", ["150001", "0", "-5", "1.5", "", "999999999999999"])
def test_an_amount_that_is_none_is_said_beside_the_field(amount):
    made, browser = invoice(), desk()

    answer = browser.post(
        f"/payments/desk/{made.number}/cash/", {"key": uuid4(), "amount": amount, "note": "тэмдэг"}
    )

    assert answer.status_code == 422
    assert "тэмдэг" in html(answer)
    assert Settlement.objects.count() == 0


def test_an_invoice_is_taken_back_with_a_reason_the_payer_reads(client):
    made, browser = invoice(), desk()
    assert browser.post(f"/payments/desk/{made.number}/void/", {"reason": " "}).status_code == 422

    browser.post(f"/payments/desk/{made.number}/void/", {"reason": "Андуурч үүсгэсэн"})

    assert fresh(made).state == InvoiceState.VOID
    assert "Андуурч үүсгэсэн" in html(client.get(made.address))


def test_the_totals_of_a_day_are_by_office_and_source():
    too_much()
    made, browser = invoice(), desk()
    browser.post(
        f"/payments/desk/{made.number}/cash/", {"key": uuid4(), "amount": 50_000, "note": ""}
    )

    page = html(desk("auditor").get("/payments/desk/day/"))

    assert "300,000" in page
    assert "50,000" in page
    assert "350,000" in page
    empty = desk("auditor").get(
        "/payments/desk/day/", {"day_year": "2026", "day_month": "1", "day_day": "1"}
    )
    assert "350,000" not in html(empty)


@pytest.mark.parametrize("list_", ["clear", "open", "paid"])
def test_a_list_asks_a_constant_number_of_questions(list_, django_assert_max_num_queries):
    for _each in range(3):
        too_much()
        invoice()
    browser = desk()
    browser.get("/payments/desk/")

    with django_assert_max_num_queries(16):
        browser.get(f"/payments/desk/?list={list_}")


def test_an_account_is_seen_by_payers_when_a_second_person_has_confirmed_it(client):
    facts = {
        "bank_mn": "Төрийн банк",
        "bank_en": "State Bank",
        "number": "MN110000000000000001",
        "holder_mn": "СХЗГ",
        "holder_en": "ASM",
    }
    today = clock.local_date(clock.now())
    day = {"since_year": today.year, "since_month": today.month, "since_day": today.day}
    assert (
        desk("administrator", is_fresh=False).post("/payments/desk/accounts/", facts).status_code
        == 302
    )
    assert BankAccount.objects.count() == 1

    desk("administrator").post("/payments/desk/accounts/", facts | day)

    made, payers_page = BankAccount.objects.first(), invoice().address
    assert "MN110000000000000001" not in html(client.get(payers_page))
    assert desk().get("/payments/desk/accounts/").status_code == 403
    page, sent = "/payments/desk/accounts/confirm/", {"account": made.pk, "answer": "yes"}
    assert desk("administrator").post(page, sent).status_code == 422
    assert desk().post(page, sent).status_code == 403
    assert desk("agency.head", is_fresh=False).post(page, sent).status_code == 302
    assert "MN110000000000000001" not in html(client.get(payers_page))

    head = desk("agency.head")
    assert "MN110000000000000001" in html(head.get(page))
    head.post(page, sent)

    assert "MN110000000000000001" in html(client.get(payers_page))
    assert head.post(page, {**sent, "answer": "no"}).status_code == 422


def test_an_account_that_is_wrong_is_never_shown_and_the_database_wants_two_people(client):
    facts = dict.fromkeys(("bank_mn", "bank_en", "number", "holder_mn", "holder_en"), "Өөр банк")
    administrator = person("administrator")
    made = accounts.keep(since=clock.local_date(clock.now()), actor=administrator, **facts)

    accounts.decide(made, is_confirmed=False, actor=person("agency.head"))

    assert "Өөр банк" not in html(client.get(invoice().address))
    again = accounts.keep(since=made.since, actor=administrator, **facts)
    for wrong in ({"decided_by": administrator}, {"state": "confirmed", "decided_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BankAccount.objects.filter(pk=again.pk).update(**wrong)
