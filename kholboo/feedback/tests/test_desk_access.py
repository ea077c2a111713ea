"""Who reaches which case: every role against cases of an aimag and of a unit."""

import pytest
from django.urls import reverse

from kholboo.accounts.roles import Role
from kholboo.agency.models import Office, Unit
from kholboo.agency.tests.factories import PostFactory, staff_user
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.services.cases import assign_case
from kholboo.feedback.tests import desk
from kholboo.feedback.views.desk_words import DOORS

pytestmark = pytest.mark.django_db

# person → (sees the case of Orkhon, sees the case of the verification unit)
REACH = {
    "operator": (True, True),
    "officer.orkhon": (True, False),
    "officer2.orkhon": (True, False),
    "head.orkhon": (True, False),
    "officer.uvs": (False, False),
    "head.uvs": (False, False),
    "officer.verification": (False, True),
    "head.verification": (False, True),
    "officer.administration": (False, False),
    "agency.head": (True, True),
    "auditor": (True, True),
}
ACTIONS = ["register", "take", "assign", "ask", "answer", "note", "close"]


@pytest.mark.parametrize(("name", "reach"), REACH.items())
def test_a_case_outside_ones_posts_does_not_exist(name, reach):
    browser = desk.desk(name)
    cases = [desk.orkhon(), desk.verification()]

    answers = [browser.get(f"/desk/{case.number}/").status_code for case in cases]
    listed = desk.html(browser.get("/desk/?queue=all"))

    assert answers == [200 if seen else 404 for seen in reach]
    assert [case.number in listed for case in cases] == list(reach)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("name", ["officer.uvs", "head.uvs", "officer.verification"])
def test_nobody_acts_on_a_case_of_elsewhere(name, action):
    case = desk.orkhon()

    answer = desk.desk(name).post(f"/desk/{case.number}/{action}/", {"text": "x"})

    assert answer.status_code in (403, 404)
    assert CaseEvent.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("action", ACTIONS)
def test_an_auditor_reads_and_may_do_nothing(action):
    case = desk.orkhon()
    browser = desk.desk("auditor")

    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    answer = browser.post(f"/desk/{case.number}/{action}/", {"text": "x"})

    assert answer.status_code == 403
    assert "What you can do now" not in page
    assert not any(f"/{case.number}/{name}/" in page for name in ACTIONS)
    assert CaseEvent.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("path", ["assign/", "assign/undo/"])
def test_officers_do_not_assign_in_bulk(path):
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").post(f"/desk/{path}", {"case": case.number})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["", "?queue=all", "new/", "26-000001-5/"])
def test_an_administrator_has_no_desk(path):
    assert desk.desk("administrator").get(f"/desk/{path}").status_code == 403


@pytest.mark.parametrize("path", ["", "new/", "26-000001-5/", "26-000001-5/note/"])
def test_strangers_are_led_to_the_entrance(client, path):
    answer = client.get(f"/desk/{path}")

    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_an_administrator_who_is_also_an_officer_sees_only_what_officers_see():
    orkhon = Office.objects.get(slug="orkhon")
    user = staff_user(Role.ADMINISTRATOR)
    PostFactory.create(user=user, role=Role.OFFICER, office=orkhon)
    browser = desk.desk_of(user)
    near, far = desk.orkhon(), desk.verification()

    assert browser.get(f"/desk/{near.number}/").status_code == 200
    assert browser.get(f"/desk/{far.number}/").status_code == 404


def test_an_operator_who_is_also_an_officer_elsewhere_reads_all_but_acts_at_home():
    uvs = Office.objects.get(slug="uvs")
    user = staff_user(Role.OPERATOR)
    PostFactory.create(user=user, role=Role.OFFICER, office=uvs)
    browser = desk.desk_of(user)
    case = desk.orkhon()

    assert browser.get(f"/desk/{case.number}/").status_code == 200
    assert browser.post(f"/desk/{case.number}/take/").status_code == 404
    assert Case.objects.get(pk=case.pk).handler is None


def test_a_unit_officer_does_not_see_the_unit_next_door():
    neighbour = staff_user(
        Role.OFFICER, Office.objects.get(is_head=True), Unit.objects.get(slug="administration")
    )
    case = desk.verification()

    assert desk.desk_of(neighbour).get(f"/desk/{case.number}/").status_code == 404


def test_what_is_in_ones_hands_stays_in_reach_when_its_unit_is_another():
    case = desk.verification()
    officer = desk.person("officer.administration")
    assign_case(case, handler=officer, unit=case.unit, actor=desk.person("agency.head"))

    assert desk.desk_of(officer).get(f"/desk/{case.number}/").status_code == 200


def test_every_door_of_the_page_is_an_address():
    case = desk.orkhon()
    browser = desk.desk("head.orkhon")

    for door in DOORS.values():
        assert browser.get(reverse(door.view, args=[case.number])).status_code == 200
