"""The cookie that says whose account is open: without a name, and never longer than it is true."""

import pytest

from kholboo.accounts.mark import COOKIE, mark_of
from kholboo.accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_a_stranger_gets_no_mark_and_a_page_that_may_be_kept(client):
    page = client.get("/more/")

    assert COOKIE not in page.cookies
    assert "private" not in page.get("Cache-Control", "")


def test_an_account_has_one_mark_that_says_nothing_of_the_person(client):
    user = UserFactory.create()
    client.force_login(user, backend=BACKEND)

    page = client.get("/more/")

    assert page.cookies[COOKIE].value == mark_of(user) != mark_of(UserFactory.create())
    assert "private" in page["Cache-Control"]
    assert COOKIE not in client.get("/more/").cookies


def test_signing_out_takes_the_mark_and_keeps_letters_that_wait(client):
    client.force_login(UserFactory.create(), backend=BACKEND)
    client.get("/more/")

    left = client.post("/account/logout/")

    assert left.cookies[COOKIE].value == ""
    assert left["Clear-Site-Data"] == '"cookies"'


def test_a_session_that_ended_takes_the_mark_along(client):
    client.force_login(UserFactory.create(), backend=BACKEND)
    client.get("/more/")
    client.session.flush()

    assert client.get("/more/").cookies[COOKIE].value == ""
