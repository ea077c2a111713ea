"""Coming to a case: number and secret, the link of a message, one's own when signed in."""

import re

import pytest
from django.urls import reverse

from kholboo.accounts.tests.factories import UserFactory
from kholboo.core.checkdigit import check_digit
from kholboo.core.models import RateWindow
from kholboo.feedback.models import Case
from kholboo.feedback.secret import grouped, link_token
from kholboo.feedback.tests import factories
from kholboo.feedback.tests.intake import fill, send

pytestmark = pytest.mark.django_db
WRONG = "000000000000"


def try_door(client, number, secret, **more):
    return client.post("/track/", {"number": number, "secret": secret, **more})


@pytest.fixture
def receipt():
    return factories.receipt()


def page_of(case):
    return f"/track/{case.number}/"


def without_token(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)


def test_number_and_secret_open_the_case(client, receipt):
    response = try_door(client, f"№ {receipt.case.number}", grouped(receipt.secret))

    assert response.status_code == 302
    assert response.url == page_of(receipt.case)
    assert receipt.case.text in client.get(response.url).content.decode()


def test_the_number_of_the_first_page_stands_in_the_form(client):
    response = client.get("/track/?number=26-000001-9")

    assert 'value="26-000001-9"' in response.content.decode()


def test_an_unknown_number_and_a_wrong_secret_look_the_same(client, receipt):
    unknown = f"99-000001-{check_digit('99000001')}"
    known = try_door(client, receipt.case.number, WRONG)
    nobody = try_door(client, unknown, WRONG)

    assert known.status_code == nobody.status_code == 422
    assert without_token(known).replace(receipt.case.number.encode(), b"N") == without_token(
        nobody
    ).replace(unknown.encode(), b"N")


@pytest.mark.parametrize(
    ("number", "secret", "words"),
    [
        ("26-000001-0", WRONG, "Манай дугаар ийм хэлбэртэй биш"),
        ("26-000001-9", "123", "12 оронтой"),
    ],
)
def test_slips_of_typing_are_told_before_anything_is_counted(client, number, secret, words):
    response = try_door(client, number, secret)

    assert response.status_code == 422
    assert not RateWindow.objects.exists()
    assert number in response.content.decode()
    assert words in response.content.decode()


def test_the_eleventh_try_at_one_number_waits_even_with_the_right_secret(client, receipt):
    for _try in range(10):
        assert try_door(client, receipt.case.number, WRONG).status_code == 422

    response = try_door(client, receipt.case.number, receipt.secret, kept_text="Миний үг")

    assert response.status_code == 429
    assert "Миний үг" in response.content.decode()
    assert client.get(page_of(receipt.case)).status_code == 302


def test_the_thirty_first_try_from_one_address_waits(client):
    numbers = [f"99-{place:06d}-{check_digit(f'99{place:06d}')}" for place in range(1, 32)]

    answers = [try_door(client, number, WRONG).status_code for number in numbers]

    assert answers == [422] * 30 + [429]


def test_links_are_counted_too_but_a_guesser_cannot_lock_them(client, receipt):
    for _try in range(11):
        try_door(client, receipt.case.number, WRONG)
    address = f"/track/{receipt.case.number}/open/{link_token(receipt.case)}/"

    assert client.get(address).status_code == 302
    for _try in range(60):
        client.get(f"/track/{receipt.case.number}/open/{link_token(receipt.case)[:-1]}x/")
    assert client.get(address).status_code == 429


def test_a_stranger_is_asked_for_the_secret_and_learns_nothing(client, receipt):
    known, unknown = client.get(page_of(receipt.case)), client.get("/track/26-999999-9/")

    assert known.status_code == unknown.status_code == 302
    assert known.url == f"/track/?number={receipt.case.number}"
    assert unknown.url == "/track/?number=26-999999-9"


def test_the_link_of_a_message_opens_the_case_and_leaves_the_address(client, receipt):
    token = link_token(receipt.case)
    address = reverse("feedback:open_link", args=[receipt.case.number, token])

    response = client.get(address)

    assert response.status_code == 302
    assert response.url == page_of(receipt.case)
    assert token not in response.url
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert client.get(response.url).status_code == 200


def test_a_link_of_another_case_opens_nothing(client, receipt):
    other = factories.case()

    response = client.get(f"/track/{receipt.case.number}/open/{link_token(other)}/")

    assert response.status_code == 404
    assert client.get(page_of(receipt.case)).status_code == 302


def test_opening_a_case_gives_the_session_a_new_key(client, receipt):
    try_door(client, receipt.case.number, receipt.secret)
    first = client.session.session_key
    other = factories.receipt()

    try_door(client, other.case.number, other.secret)

    assert client.session.session_key != first
    assert client.get(page_of(receipt.case)).status_code == 200
    assert client.get(page_of(other.case)).status_code == 200


def test_a_browser_remembers_twenty_cases(client):
    receipts = [factories.receipt() for _case in range(21)]

    for receipt in receipts:
        try_door(client, receipt.case.number, receipt.secret)

    assert client.get(page_of(receipts[0].case)).status_code == 302
    assert client.get(page_of(receipts[1].case)).status_code == 200


def test_a_shared_phone_can_forget_the_case(client, receipt):
    try_door(client, receipt.case.number, receipt.secret)

    response = client.post(f"{page_of(receipt.case)}leave/")

    assert response.status_code == 302
    assert client.get(page_of(receipt.case)).status_code == 302


def test_the_page_of_a_case_is_kept_nowhere(client, receipt):
    try_door(client, receipt.case.number, receipt.secret)

    assert "no-store" in client.get(page_of(receipt.case))["Cache-Control"]


def test_a_signed_in_citizen_sees_their_own_cases_without_a_secret(client):
    person, stranger = UserFactory.create(), UserFactory.create()
    case = factories.case(user=person)
    client.force_login(person)

    mine = client.get("/track/mine/").content.decode()

    assert case.number in mine
    assert client.get(page_of(case)).status_code == 200
    client.force_login(stranger)
    assert case.number not in client.get("/track/mine/").content.decode()
    assert client.get(page_of(case)).status_code == 302


def test_my_pages_lead_to_my_cases(client):
    client.force_login(UserFactory.create())

    assert "/track/mine/" in client.get("/account/").content.decode()


def test_the_list_of_my_cases_takes_the_same_queries_for_one_and_for_many(
    client, django_assert_max_num_queries
):
    person = UserFactory.create()
    client.force_login(person)
    for _case in range(6):
        factories.case(user=person)

    with django_assert_max_num_queries(5):
        client.get("/track/mine/")


def test_leaving_a_case_takes_the_receipt_with_its_secret_along(client):
    assert send(fill(client, text="Нэг")).status_code == 200
    case = Case.objects.get()
    client.get(reverse("feedback:open_link", args=[case.number, link_token(case)]))

    client.post(f"/track/{case.number}/leave/")

    assert client.get("/feedback/sent/").status_code == 302
    assert client.get(page_of(case)).status_code == 302


def test_leaving_one_case_keeps_the_draft_of_another(client, receipt):
    fill(client, text="Хоёр")
    client.get(reverse("feedback:open_link", args=[receipt.case.number, link_token(receipt.case)]))

    client.post(f"/track/{receipt.case.number}/leave/")

    assert client.get("/feedback/check/").status_code == 200
