"""Letters to bodies without an e-mail: they wait, are printed, posted and marked; told as it was."""

from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import CaseEvent, Forwarding
from kholboo.feedback.rules import EventKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.forwarding import mark_posted
from kholboo.feedback.services.messages import tell
from kholboo.feedback.services.onward_letter import _words
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.test_forwarding import REASON, body, forwarded, sent, told
from kholboo.notifications.models import Delivery
from kholboo.notifications.services.carrying import deliver

pytestmark = pytest.mark.django_db
__all__ = ["body", "sent"]


def by_post(body):
    body.email = ""
    body.save()
    return forwarded(body)


def test_a_body_without_an_email_gets_a_letter_by_post_and_the_citizen_reads_only_that(
    body, sent, follow, client
):
    case = by_post(body).case
    type(case).objects.filter(pk=case.pk).update(language="en")

    told(case)
    page = client.get(follow(case)).content.decode()

    (sms,) = sent[0]
    assert sent[1] == []
    assert "We pass it on by letter to: Prices body" in sms.text
    assert "It has not left yet" in page
    assert "left by post" not in page
    assert body.phone in page


def test_the_letter_waits_in_a_list_is_printed_and_marked_once_with_day_and_number(
    body, sent, follow, client
):
    case = by_post(body).case
    told(case)
    browser = desk.desk("officer.orkhon")
    waiting = desk.html(browser.get("/en/desk/posting/"))
    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    letter = browser.get(f"/en/desk/{case.number}/forward/letter.pdf")
    today = clock.local_date(clock.now(), case.office.zone)
    form = {"on_year": today.year, "on_month": today.month, "on_day": today.day, "number": "04/117"}
    answer = browser.post(f"/en/desk/{case.number}/posted/", form)
    again = browser.post(f"/en/desk/{case.number}/posted/", form)

    assert case.number in waiting
    assert "The letter has not gone yet" in page
    assert letter.content.startswith(b"%PDF-")
    assert answer["Location"] == f"/en/desk/{case.number}/"
    assert again.status_code == 422
    row = Forwarding.objects.get()
    assert (row.posted_on, row.posted_number, row.posted_by) == (
        today, "04/117", desk.person("officer.orkhon"),
    )  # fmt: skip
    assert Entry.objects.filter(action="feedback.letter_posted").count() == 1
    assert case.number not in desk.html(browser.get("/en/desk/posting/"))
    posted = CaseEvent.objects.get(case=case, kind=EventKind.POSTED)
    tell(posted.pk)
    deliver(Delivery.objects.latest("pk").pk)
    assert "04/117" in sent[0][-1].text
    assert "number 04/117" in client.get(follow(case)).content.decode()


@pytest.mark.parametrize("days", [1, -30])
def test_a_letter_is_posted_neither_tomorrow_nor_before_the_case_was_passed_on(body, days):
    case = by_post(body).case
    on = clock.local_date(clock.now(), case.office.zone) + timedelta(days=days)

    with pytest.raises(RuleBroken) as refused:
        mark_posted(case, on=on, number="1", actor=desk.person("officer.orkhon"))

    assert refused.value.field == "on"


def test_the_printed_letter_says_what_the_email_says(body):
    forwarding = by_post(body)

    words = str(_words(forwarding.case, forwarding))

    case = forwarding.case
    wanted = (body.name_mn, case.number, case.text, case.wish, "Хүргүүлэв.", REASON, "9911 2233")
    assert [part for part in wanted if part not in words] == []
    assert secret_of(case) not in words
    forwarding.with_sender = False
    assert "9911 2233" not in str(_words(forwarding.case, forwarding))


def test_no_letter_waits_of_a_case_that_went_by_email(body):
    case = forwarded(body).case
    browser = desk.desk("officer.orkhon")

    assert case.number not in desk.html(browser.get("/en/desk/posting/"))
    assert "Mark as posted" not in desk.html(browser.get(f"/en/desk/{case.number}/"))
    assert browser.get(f"/en/desk/{desk.orkhon().number}/forward/letter.pdf").status_code == 404
