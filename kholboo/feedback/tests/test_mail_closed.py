"""A letter that became a case: who still finds it, and what it says to whom."""

from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.documents.tests import files as samples
from kholboo.feedback.envelopes import words_of
from kholboo.feedback.mail_states import AsideReason
from kholboo.feedback.models import Case, CaseSubject, IncomingLetter
from kholboo.feedback.queries.mail import about
from kholboo.feedback.rules import SubjectWhy
from kholboo.feedback.services import mail
from kholboo.feedback.tests import desk, post, stories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


@pytest.fixture
def browser():
    return desk.desk("operator")


def page_of(letter):
    return f"/en/desk/mail/{letter.pk}/"


def made_case(browser):
    letter = post.letter()
    browser.post(page_of(letter), post.confirmed())
    return letter, Case.objects.get()


def test_the_case_leads_to_its_letter_as_it_came(browser):
    letter, case = made_case(browser)

    page = desk.desk("head.orkhon").get(f"/en/desk/{case.number}/")

    assert [row.pk for row in page.context["letters"]] == [letter.pk]
    assert f'href="{page_of(letter)}"' in desk.html(page)
    handler = desk.desk_of(stories.officer(case)).get(f"/en/desk/{case.number}/")
    assert handler.context["letters"] == []


def test_a_letter_that_became_a_case_is_as_closed_as_the_case(browser):
    letter, case = made_case(browser)
    done = "/en/desk/mail/?state=done"
    head = desk.desk("agency.head")
    assert "Дорж Болд" in desk.html(head.get(done))

    complained_of = desk.person("agency.head")
    CaseSubject.objects.create(
        case=case,
        user=complained_of,
        why=SubjectWhy.COMPLAINED,
        named_by=desk.person("head.orkhon"),
        at=clock.now(),
    )

    assert head.get(page_of(letter)).status_code == 404
    assert head.get(done).context["page"].rows == []
    assert str(letter.pk) in about(complained_of)
    assert browser.get(page_of(letter)).status_code == 200


def test_the_letter_of_a_sensitive_case_asks_why_and_says_nothing_in_lists(browser):
    letter, case = made_case(browser)
    Case.objects.filter(pk=case.pk).update(is_sensitive=True)

    answer = browser.get(page_of(letter))
    listed = desk.html(browser.get("/en/desk/mail/?state=done"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/en/desk/{case.number}/reason/")
    assert "Дорж" not in listed
    assert "its words are not shown in lists" in listed


def test_what_was_put_aside_long_ago_loses_its_words_and_files():
    old = put_aside(files=[("жин.png", samples.png())])
    case_letter = post.letter(Message_ID="<2@x>")
    later = clock.now() + mail.KEPT_ASIDE + timedelta(hours=1)
    young = put_aside(Message_ID="<3@x>", decided_at=later)

    assert mail.forget_aside(clock.now()) == 0
    assert mail.forget_aside(later) == 1
    assert mail.forget_aside(later) == 0

    old.refresh_from_db()
    assert (bytes(old.sealed), bytes(old.wrapped_key), old.email_hash) == (b"", b"", "")
    assert not Document.objects.exists()
    assert words_of(case_letter).sender == words_of(young).sender == post.BOLD


def test_a_letter_that_was_forgotten_is_shown_and_not_taken_back(browser):
    letter = put_aside()
    mail.forget_aside(clock.now() + mail.KEPT_ASIDE + timedelta(hours=1))

    assert browser.get(page_of(letter)).status_code == 200
    assert browser.get("/en/desk/mail/?state=aside").status_code == 200
    assert browser.post(f"{page_of(letter)}back/").status_code == 422


def put_aside(*, decided_at=None, **more):
    letter = post.letter(**more)
    mail.put_aside(letter, reason=AsideReason.SPAM, actor=desk.person("operator"))
    if decided_at:
        IncomingLetter.objects.filter(pk=letter.pk).update(decided_at=decided_at)
    return letter
