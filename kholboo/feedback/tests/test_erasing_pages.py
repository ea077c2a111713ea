"""Asking to be erased and deciding on it, on the pages of both sides."""

import pytest

from kholboo.accounts.tests.factories import UserFactory
from kholboo.feedback.models import Contact, ErasureRequest
from kholboo.feedback.services import erasing
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.services.citizen import withdraw_case
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import BACKEND, desk, html, verification
from kholboo.feedback.tests.test_erasing import ended, head

pytestmark = pytest.mark.django_db


def test_the_citizen_asks_on_the_page_of_their_case(client, follow):
    case = ended()
    page = follow(case)

    assert "cannot be brought back" in html(client.get(f"{page}erasure/"))
    assert client.post(f"{page}erasure/", {}).status_code == 422
    assert client.post(f"{page}erasure/", {"is_sure": "on"}).status_code == 302

    assert ErasureRequest.objects.get(case=case).entered_by is None
    assert "You asked on" in html(client.get(f"{page}erasure/"))
    assert "You asked us to erase" in html(client.get(page))


def test_a_head_grants_it_at_the_desk_and_both_pages_say_so(client, follow):
    case = ended()
    erasing.ask_erasure(case, actor=None)
    stale, browser = desk("head.orkhon"), desk("head.orkhon", is_fresh=True)
    assert case.number in html(browser.get("/en/desk/erasures/"))
    page = f"/en/desk/{case.number}/erasure/"
    asked = stale.post(page, {"act": "grant", "is_sure": "on"})
    assert asked.url.startswith("/en/account/second-factor/again/")
    assert stories.fresh(case).erased_at is None

    answer = browser.post(f"/en/desk/{case.number}/erasure/", {"act": "grant", "is_sure": "on"})

    assert answer.status_code == 302
    assert stories.fresh(case).erased_at
    said = html(browser.get(f"/en/desk/{case.number}/"))
    assert "The personal data is erased" in said
    assert "дутуу" not in said
    page = follow(case)
    said = html(client.get(page))
    assert "The personal data is erased" in said
    assert "дутуу" not in said
    assert case.number not in html(browser.get("/en/desk/erasures/"))
    assert "(personal data erased)" in html(browser.get("/en/desk/?queue=all"))


def test_who_may_erase_and_where():
    case = ended()

    assert desk("officer.orkhon").get(f"/desk/{case.number}/erasure/").status_code == 403
    elsewhere = stories.answered(verification())[0]
    assert desk("head.orkhon").get(f"/desk/{elsewhere.number}/erasure/").status_code == 404


def test_staff_write_down_what_was_asked_by_letter():
    case = ended()
    browser = desk("head.orkhon")

    browser.post(f"/desk/{case.number}/erasure/", {"act": "ask", "is_sure": "on"})

    assert ErasureRequest.objects.get(case=case).entered_by == head()


def test_the_page_names_the_appeal_and_asks_for_it_too_once_it_is_ended(client, follow):
    case = ended()
    appeal = appeal_case(case, text="Дахин шийдвэрлэнэ үү.").case
    page = follow(case)
    said = html(client.get(f"{page}erasure/"))
    withdraw_case(appeal, reason="")
    client.post(f"{page}erasure/", {"is_sure": "on", "and_others": "on"})

    assert appeal.number in said
    assert set(ErasureRequest.objects.values_list("case", flat=True)) == {case.pk, appeal.pk}


def test_the_secret_of_one_case_names_no_other_of_the_account(client, follow):
    owner = UserFactory.create()
    case, other = ended(), ended()
    Contact.objects.filter(case__in=[case, other]).update(user=owner)

    stranger = html(client.get(f"{follow(case)}erasure/"))
    client.force_login(owner, backend=BACKEND)
    theirs = html(client.get(f"{follow(case)}erasure/"))

    assert other.number not in stranger
    assert other.number in theirs
