"""A complaint and the application it is about know each other, for one and the same person only."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kholboo.accounts.tests.factories import UserFactory
from kholboo.agency.mentions import numbers_in
from kholboo.agency.models import Service
from kholboo.eservices.services.deciding import Verdict, decide_step
from kholboo.eservices.tests import stories as applications
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.views.mine.application import appeal_address
from kholboo.feedback.services.erasing import ask_erasure, grant_erasure
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import desk_of, html

pytestmark = pytest.mark.django_db


def refused():
    made = applications.brought_to("decide")
    applications.declared(made, "head.orkhon")
    decide_step(
        applications.step(made, "decide"),
        Verdict("refused", "Шошго стандартад нийцээгүй.", remedy="Гомдол гаргаж болно."),
        actor=applications.person("head.orkhon"),
    )
    return applications.fresh(made)


def complaint(made, **more):
    """As the link of the application's page begins it, with the person's own words after it."""
    asked = parse_qs(urlsplit(appeal_address(made)).query)
    service = Service.objects.get(code=asked["service"][0])
    usual = {"text": f"{asked['text'][0]} шошго нь зөв.", "service": service, "user": made.user}
    return factories.case(kind=asked["kind"][0], **{**usual, **more})


def test_after_a_refusal_the_remedy_stands_beside_the_way_to_complain():
    made = refused()

    page = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))

    assert "Гомдол гаргаж болно." in page
    assert "Complain about this decision" in page
    assert made.number in appeal_address(made).replace("%20", " ")


def test_both_pages_lead_to_each_other():
    made = refused()
    case = complaint(made)

    officer = html(desk_of(stories.officer(case)).get(f"/en/desk/{case.number}/"))
    citizen = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))

    assert f"/desk/services/{made.number}/" in officer
    assert f"/track/{case.number}/" in citizen


def test_a_number_that_somebody_else_wrote_leads_nowhere():
    made = refused()
    case = complaint(made, user=UserFactory.create())

    officer = html(desk_of(stories.officer(case)).get(f"/en/desk/{case.number}/"))
    citizen = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))

    assert f"/desk/services/{made.number}/" not in officer
    assert f"/track/{case.number}/" not in citizen


def test_who_is_erased_from_the_complaint_is_gone_from_both_pages():
    made = refused()
    case, _answer = stories.answered(complaint(made))
    ask_erasure(case, actor=None)
    grant_erasure(case, actor=applications.person("head.orkhon"))

    citizen = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))

    assert f"/track/{case.number}/" not in citizen


def test_numbers_are_read_out_of_words_and_a_wrong_digit_is_none():
    made = applications.application()
    wrong = f"{made.number[:-1]}{(int(made.number[-1]) + 1) % 10}"

    assert numbers_in(f"({made.number}), {wrong} ба {made.number}.") == [made.number]
