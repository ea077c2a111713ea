import pytest
from django.urls import reverse

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.hooks import code_requested
from kholboo.accounts.models import User
from kholboo.accounts.services import people
from kholboo.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "гурван сайхан үг 12"


@pytest.fixture
def sent(monkeypatch):
    facts = []
    monkeypatch.setattr(code_requested, "_listeners", [facts.append])
    return facts


@pytest.fixture
def officer():
    user = UserFactory.create(email="officer@example.mn", ours=True)
    people.set_password(user, PASSWORD)
    return user


def test_a_citizen_signs_in_by_phone_and_goes_on_to_where_they_wanted(client, sent):
    client.post("/account/login/", {"address": "99112233", "next": "/account/profile/"})
    answer = client.post("/account/login/code/", {"code": f" {sent[0].code} "})

    assert (answer.status_code, answer["Location"]) == (302, "/account/profile/")
    assert client.get("/account/").status_code == 200
    assert User.objects.get(phone="99112233").phone_verified


def test_the_way_on_never_leads_to_another_site(client, sent):
    client.post("/account/login/", {"address": "99112233", "next": "https://evil.example/"})

    assert client.post("/account/login/code/", {"code": sent[0].code})["Location"] == "/account/"


def test_the_screens_say_nothing_about_who_has_an_account(client, sent):
    UserFactory.create(email="known@example.mn")
    UserFactory.create(email="knows@example.mn", ours=True)
    bodies = set()
    for address in ("known@example.mn", "knows@example.mn", "kneww@example.mn"):
        answer = client.post("/account/login/", {"address": address}, follow=True)
        page = answer.content.decode()
        bodies.add((answer.status_code, page[page.index("<h1>") : page.index("<form")]))

    assert len(bodies) == 1


def test_a_wrong_address_is_explained_beside_the_field_and_kept(client):
    answer = client.post("/account/login/", {"address": "1234"})

    assert answer.status_code == 422
    assert 'value="1234"' in answer.content.decode()


def test_the_code_page_without_a_request_leads_back(client):
    assert client.get("/account/login/code/")["Location"] == reverse("account_login")


def test_a_password_alone_opens_no_staff_page(client, officer):
    answer = client.post("/account/staff/", {"email": "Officer@example.mn", "password": PASSWORD})

    assert answer["Location"] == reverse("accounts:second_factor")
    assert SECOND_FACTOR not in client.session


def test_wrong_password_unknown_address_and_a_citizen_hear_the_same(client, officer):
    citizen = UserFactory.create(email="citizen@example.mn")
    citizen.set_password(PASSWORD)
    citizen.save()
    heard = set()
    for email, password in [
        ("officer@example.mn", "wrong"),
        ("nobody@example.mn", "wrong"),
        ("citizen@example.mn", PASSWORD),
    ]:
        answer = client.post("/account/staff/", {"email": email, "password": password})
        heard.add((answer.status_code, str(answer.context["form"].errors)))

    assert len(heard) == 1
    assert "_auth_user_id" not in client.session


def test_passwords_cannot_be_tried_without_end(client, officer):
    for _ in range(10):
        client.post("/account/staff/", {"email": officer.email, "password": "wrong"})

    answer = client.post("/account/staff/", {"email": officer.email, "password": PASSWORD})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_a_person_switched_off_loses_the_session_at_once(client, officer):
    client.post("/account/staff/", {"email": officer.email, "password": PASSWORD})
    assert client.get("/account/").status_code == 200

    people.switch_off(officer, actor=None)

    assert client.get("/account/")["Location"].startswith(reverse("account_login"))


def test_a_new_password_ends_the_other_sessions(client, officer):
    client.post("/account/staff/", {"email": officer.email, "password": PASSWORD})

    people.set_password(officer, "өөр нууц үг 2026")

    assert client.get("/account/").status_code == 302


def test_signing_out_needs_a_post_and_ends_the_session(client):
    client.force_login(
        UserFactory.create(), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    assert client.get("/account/logout/").status_code == 405
    client.post("/account/logout/")

    assert client.get("/account/").status_code == 302


def test_a_stranger_is_led_to_the_entrance_from_every_page_of_a_member(client):
    for name in ("home", "profile", "add_organisation", "second_factor", "keys", "add_app"):
        address = reverse(f"accounts:{name}")
        assert client.get(address)["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("wanted", ["home", "feedback:inbox", "account/", "a.b"])
def test_a_way_on_that_is_no_address_of_the_site_is_passed_over(client, sent, wanted):
    client.post("/account/login/", {"address": "99112233", "next": wanted})

    assert client.post("/account/login/code/", {"code": sent[0].code})["Location"] == "/account/"
    assert client.get("/account/login/", {"next": wanted})["Location"] == "/account/"
