"""Departments are opened and closed by the administrator; contacts are kept by whoever is there."""

import pytest

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.accounts.roles import Role
from kholboo.agency.models import Aimag, Office
from kholboo.agency.tests.factories import UnitFactory, staff_user
from kholboo.audit.models import Entry
from kholboo.core import clock

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEEPERS = {Role.EDITOR, Role.OFFICE_HEAD, Role.ADMINISTRATOR}
ADDRESS = "/agency/departments/"


def sign_in(client, role, office="orkhon", *, is_fresh=True):
    unit = UnitFactory.create() if role == Role.UNIT_HEAD else None
    place = unit.office if unit else Office.objects.get(slug=office)
    client.force_login(staff_user(role, place, unit=unit), backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session[SECOND_FACTOR_AT] = clock.now().timestamp() if is_fresh else 0
    session.save()
    return client


def typed(**changes):
    known = {"phone": "7035-2222", "email": "orkhon@example.mn"}
    return {**known, "address_mn": "Эрдэнэт", "address_en": "Erdenet", **changes}


@pytest.mark.parametrize("role", sorted(set(Role) - KEEPERS))
def test_others_keep_no_contacts(client, role):
    sign_in(client, role)

    assert client.get(ADDRESS).status_code == 403
    assert client.post(f"{ADDRESS}orkhon/", typed()).status_code == 403


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICE_HEAD])
def test_an_office_keeps_its_own_contacts_and_no_others(client, role):
    sign_in(client, role)

    assert client.post(f"{ADDRESS}orkhon/", typed()).status_code == 302
    assert client.post(f"{ADDRESS}uvs/", typed()).status_code == 404
    assert client.get(f"{ADDRESS}orkhon/switch/").status_code == 403

    office = Office.objects.get(slug="orkhon")
    assert (office.phone, office.address_en) == ("7035-2222", "Erdenet")
    assert Office.objects.get(slug="uvs").phone == ""
    entry = Entry.objects.get(action="agency.contacts_set")
    assert entry.facts["fields"] == ["phone", "email", "address_mn", "address_en"]
    page = client.get(ADDRESS).content.decode()
    assert "7035-2222" in page
    assert "uvs" not in page


def test_what_did_not_change_is_not_written_down(client):
    sign_in(client, Role.ADMINISTRATOR)

    for _time in range(2):
        client.post(f"{ADDRESS}orkhon/", typed())

    assert Entry.objects.filter(action="agency.contacts_set").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": "дуудаарай"}, "phone"),
        ({"email": "orkhon"}, "email"),
        ({"address_en": ""}, "address_en"),
        ({"address_mn": ""}, "address_mn"),
    ],
)
def test_what_cannot_be_is_sent_back_with_what_was_typed(client, changes, field):
    sign_in(client, Role.EDITOR)

    answer = client.post(f"{ADDRESS}orkhon/", typed(**changes))

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode() or f"#id_{field}" in (
        answer.content.decode()
    )
    assert Office.objects.get(slug="orkhon").phone == ""


def test_the_administrator_reads_what_will_happen_before_a_department_closes(client):
    sign_in(client, Role.ADMINISTRATOR)

    asked = client.get(f"{ADDRESS}orkhon/switch/").content.decode()
    assert Aimag.objects.get(slug="orkhon").has_department
    for _time in range(2):
        client.post(f"{ADDRESS}orkhon/switch/", {"to": "closed"})

    assert "Хэлтсийг хаах уу?" in asked
    assert not Aimag.objects.get(slug="orkhon").has_department
    assert Entry.objects.filter(action="agency.department_set").count() == 1
    client.post(f"{ADDRESS}orkhon/switch/", {"to": "open"})
    assert Aimag.objects.get(slug="orkhon").has_department


def test_the_capital_and_strange_names_have_no_switch(client):
    sign_in(client, Role.ADMINISTRATOR)
    capital = Aimag.objects.get(is_capital=True)

    for slug in (capital.slug, "nowhere"):
        assert client.post(f"{ADDRESS}{slug}/switch/", {"to": "open"}).status_code == 404


def test_a_department_is_not_switched_without_a_fresh_second_factor(client):
    sign_in(client, Role.ADMINISTRATOR, is_fresh=False)

    answer = client.post(f"{ADDRESS}orkhon/switch/", {"to": "closed"})

    assert answer.status_code == 302
    assert Aimag.objects.get(slug="orkhon").has_department
