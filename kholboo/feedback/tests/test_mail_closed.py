"""A letter that became a case: who still finds it, and what it says to whom."""

import pytest

from kholboo.core import clock
from kholboo.feedback.models import Case, CaseSubject
from kholboo.feedback.queries.mail import about
from kholboo.feedback.rules import SubjectWhy
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
