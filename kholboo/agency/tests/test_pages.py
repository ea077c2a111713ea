from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import capfirst

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.accounts.tests.factories import UserFactory
from kholboo.agency import queries
from kholboo.agency.models import CalendarDay, Post
from kholboo.agency.services import calendar, staff
from kholboo.agency.tests.factories import OfficeFactory, UnitFactory, staff_user
from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHIFT = {
    "day_year": "2037",
    "day_month": "7",
    "day_day": "18",
    "is_working": "yes",
    "name_mn": "Шилжүүлсэн өдөр",
    "name_en": "Moved day",
}


@pytest.fixture
def administrator(client):
    user = staff_user(Role.ADMINISTRATOR)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return user


def test_an_administrator_changes_a_day_and_takes_it_back(client, administrator):
    answer = client.post("/agency/calendar/", SHIFT)

    assert answer["Location"] == "/agency/calendar/?year=2037"
    page = client.get(answer["Location"]).content.decode()
    assert "Шилжүүлсэн өдөр" in page
    assert Entry.objects.filter(action="agency.calendar_day_set", actor=administrator).exists()

    client.post("/agency/calendar/2037-07-18/drop/")

    assert not CalendarDay.objects.filter(date="2037-07-18").exists()


def test_what_was_typed_is_kept_when_something_is_missing(client, administrator):
    answer = client.post("/agency/calendar/", SHIFT | {"day_day": "45", "name_en": ""})

    assert answer.status_code == 422
    assert "Шилжүүлсэн өдөр" in answer.content.decode()
    assert not CalendarDay.objects.filter(name_en="Moved day").exists()


@pytest.mark.parametrize("year", ["x", "99999", "-1", "٢٠٢٦"])
def test_a_year_that_is_none_shows_this_year(client, administrator, year):
    assert client.get("/agency/calendar/", {"year": year}).status_code == 200


def test_a_day_that_is_none_is_not_found(client, administrator):
    assert client.post("/agency/calendar/2037-02-31/drop/").status_code == 404
    assert client.post("/agency/calendar/2037-02-28/drop/").status_code == 404


def test_the_calendar_asks_the_same_number_of_questions_however_full(client, administrator):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/agency/calendar/?year=2038")
        return len(asked)

    empty = count()
    calendar.load_holidays([2038])

    assert count() == empty


def test_only_the_administrator_opens_the_calendar(client):
    assert client.get("/agency/calendar/")["Location"].startswith("/account/login/")
    client.force_login(staff_user(Role.OFFICER), backend=BACKEND)
    assert client.get("/agency/calendar/").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.AUDITOR, 200),
        (Role.AGENCY_HEAD, 200),
        (Role.OFFICER, 403),
        (Role.OFFICE_HEAD, 403),
        (Role.ADMINISTRATOR, 403),
        (Role.OPERATOR, 403),
    ],
)
def test_history_is_for_the_auditor_and_the_head(client, role, status):
    client.force_login(staff_user(role), backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()

    assert client.get("/audit/").status_code == status


class TestDemoDoors:
    @pytest.fixture(autouse=True)
    def _doors(self, settings):
        settings.DEMO_DOORS = True

    def test_one_press_makes_an_officer_with_both_proofs(self, client):
        officer = User.objects.get(email="officer.orkhon@demo.invalid")

        client.post("/account/demo/", {"person": officer.pk})

        assert client.session["_auth_user_id"] == str(officer.pk)
        assert client.session[SECOND_FACTOR]
        assert Entry.objects.filter(action="accounts.demo_door_opened", actor=officer).exists()

    def test_a_citizen_comes_in_without_a_second_factor(self, client):
        citizen = User.objects.get(email="citizen@demo.invalid")

        client.post("/account/demo/", {"person": citizen.pk})

        assert SECOND_FACTOR not in client.session

    def test_the_page_lists_every_role_with_a_constant_number_of_queries(self, client):
        def count() -> int:
            with CaptureQueriesContext(connection) as asked:
                client.get("/account/demo/")
            return len(asked)

        page = client.get("/account/demo/").content.decode()
        few = count()
        for _ in range(3):
            staff_user(Role.OFFICER, is_demo=True)

        assert all(capfirst(str(role.label)) in page for role in Role)
        assert count() == few

    @pytest.mark.parametrize("person", ["", "x", "0", "999999999"])
    def test_nobody_else_has_a_door(self, client, person):
        assert client.post("/account/demo/", {"person": person}).status_code == 404

    def test_a_real_person_has_no_door(self, client):
        real = UserFactory.create(ours=True)

        assert client.post("/account/demo/", {"person": real.pk}).status_code == 404
        assert "_auth_user_id" not in client.session

    def test_the_doors_are_shut_unless_the_setting_opens_them(self, client, settings):
        settings.DEMO_DOORS = False
        citizen = User.objects.get(email="citizen@demo.invalid")

        assert client.get("/account/demo/").status_code == 404
        assert client.post("/account/demo/", {"person": citizen.pk}).status_code == 404


class TestPosts:
    def test_a_post_gives_rights_and_its_end_takes_them(self):
        user, office = UserFactory.create(ours=True), OfficeFactory.create()
        post = staff.give_post(user, Role.ADMINISTRATOR, office=office, actor=None)
        assert User.objects.get(pk=user.pk).has_perm("agency.change_calendar")

        staff.end_post(post, actor=None)

        assert not User.objects.get(pk=user.pk).has_perm("agency.change_calendar")

    def test_giving_the_same_post_again_changes_nothing(self):
        user, office = UserFactory.create(ours=True), OfficeFactory.create()

        first = staff.give_post(user, Role.OFFICER, office=office, actor=None)

        assert staff.give_post(user, Role.OFFICER, office=office, actor=None) == first
        assert Post.objects.filter(user=user).count() == 1

    def test_a_unit_of_another_office_and_a_citizen_are_refused(self):
        unit, office = UnitFactory.create(), OfficeFactory.create()

        with pytest.raises(RuleBroken):
            staff.give_post(
                UserFactory.create(ours=True), Role.OFFICER, office=office, unit=unit, actor=None
            )
        with pytest.raises(RuleBroken):
            staff.give_post(UserFactory.create(), Role.OFFICER, office=office, actor=None)

    def test_an_ended_post_of_long_ago_stays_in_the_table(self):
        user = staff_user(Role.OFFICER)
        post = user.posts.get()

        staff.end_post(post, actor=None)

        post.refresh_from_db()
        assert post.until is not None


def test_the_first_administrator_sets_a_password_by_a_link_that_works_once(client):
    out = StringIO()
    call_command("make_administrator", email="first@example.mn", stdout=out)
    link = out.getvalue().strip()
    path = link[link.index("/account/password/") :]

    assert client.get(path).status_code == 200
    assert client.post(path, {"password": "123"}).status_code == 422
    assert client.post(path, {"password": "гурван сайхан үг 12"}).status_code == 302
    assert client.get(path).status_code == 404

    user = User.objects.get(email="first@example.mn")
    assert user.check_password("гурван сайхан үг 12")
    assert user.has_perm("agency.change_calendar")
    assert queries.head_office() == user.posts.get().office
