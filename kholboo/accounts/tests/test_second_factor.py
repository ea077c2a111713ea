import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.accounts.models import User
from kholboo.accounts.services import people, second_factor
from kholboo.accounts.tests.factories import UserFactory
from kholboo.core.errors import RuleBroken, TooMany

pytestmark = pytest.mark.django_db
PASSWORD = "гурван сайхан үг 12"


@pytest.fixture(autouse=True)
def _forget_used_codes():
    cache.clear()


@pytest.fixture
def officer(client) -> User:
    user = UserFactory.create(email="officer@example.mn", ours=True)
    people.set_password(user, PASSWORD)
    client.post("/account/staff/", {"email": user.email, "password": PASSWORD})
    return user


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def connect_app(client):
    """Through the pages, as a person would; returns the secret the app now knows."""
    secret = client.get("/account/second-factor/app/").context["secret"]
    client.post("/account/second-factor/app/", {"code": code_of(secret)})
    return secret


def sign_in_again(client) -> None:
    client.logout()
    client.post("/account/staff/", {"email": "officer@example.mn", "password": PASSWORD})


def test_the_first_app_is_connected_and_counts_as_shown(client, officer):
    connect_app(client)

    assert client.session[SECOND_FACTOR]
    assert [row.type for row in Authenticator.objects.all()] == ["totp"]


def test_the_secret_is_sealed_in_the_table(client, officer):
    secret = connect_app(client)

    assert secret not in str(Authenticator.objects.get().data)


def test_a_wrong_code_connects_nothing_and_keeps_the_offered_secret(client, officer):
    before = client.get("/account/second-factor/app/").context["secret"]
    answer = client.post("/account/second-factor/app/", {"code": "000000"})

    assert answer.status_code == 422
    assert answer.context["secret"] == before
    assert not Authenticator.objects.exists()


def test_after_the_password_the_code_of_the_app_opens(client, officer):
    secret = connect_app(client)
    sign_in_again(client)
    assert SECOND_FACTOR not in client.session

    client.post("/account/second-factor/", {"code": code_of(secret)})

    assert client.session[SECOND_FACTOR]


def test_with_the_password_alone_nobody_touches_the_keys(client, officer):
    connect_app(client)
    key = Authenticator.objects.get()
    sign_in_again(client)

    for name in ("keys", "add_app", "add_passkey", "recovery_codes"):
        assert client.get(reverse(f"accounts:{name}")).status_code == 403
    assert client.post(reverse("accounts:remove_key", args=[key.pk])).status_code == 403
    assert client.post(reverse("accounts:recovery_codes")).status_code == 403


def an_hour_later(client):
    """The proof of the second factor grows old; the session stands."""
    session = client.session
    session[SECOND_FACTOR_AT] -= 3600
    session.save()


@pytest.mark.parametrize("name", ["add_app", "add_passkey", "recovery_codes"])
def test_who_finds_an_open_session_makes_no_key_of_their_own(client, officer, name):
    """A new key counts as shown: it would open what asks for the key anew (the export)."""
    connect_app(client)
    before = client.get(reverse("accounts:add_app")).context["secret"]
    an_hour_later(client)

    for answer in (
        client.get(reverse(f"accounts:{name}")),
        client.post(reverse(f"accounts:{name}"), {"code": code_of(before)}),
    ):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("accounts:prove_again") + "?next=")
    assert [row.type for row in Authenticator.objects.all()] == ["totp"]


def test_a_key_is_removed_only_after_the_key_was_shown_anew(client, officer):
    connect_app(client)
    other = Authenticator.objects.create(user=officer, type="webauthn", data={})
    an_hour_later(client)

    answer = client.post(reverse("accounts:remove_key", args=[other.pk]))

    assert answer.status_code == 302
    assert answer.url.endswith("?next=" + quote(reverse("accounts:keys"), safe=""))
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_the_same_code_does_not_open_twice_even_from_another_process(client, officer):
    secret = connect_app(client)
    code = code_of(secret)
    second_factor.check_code(officer, code)
    cache.clear()  # another process has an empty memory

    with pytest.raises(TooMany):
        second_factor.check_code(officer, code)


def test_a_recovery_code_opens_once(client, officer):
    connect_app(client)
    codes = client.post("/account/second-factor/codes/").context["codes"]

    assert second_factor.check_code(officer, codes[3]) == "recovery_codes"
    with pytest.raises(RuleBroken):
        second_factor.check_code(officer, codes[3])


def test_recovery_codes_are_shown_only_when_they_are_made(client, officer):
    connect_app(client)
    codes = client.post("/account/second-factor/codes/").context["codes"]

    page = client.get("/account/second-factor/codes/").content.decode()

    assert len(codes) == 10
    assert not any(code in page for code in codes)


def test_new_recovery_codes_make_the_old_ones_worthless(client, officer):
    old = second_factor.new_recovery_codes(officer)
    second_factor.new_recovery_codes(officer)

    with pytest.raises(RuleBroken):
        second_factor.check_code(officer, old[0])


def test_codes_cannot_be_guessed_without_end(client, officer):
    connect_app(client)
    with pytest.raises(TooMany):  # noqa: PT012
        for number in range(20):
            with pytest.raises(RuleBroken):
                second_factor.check_code(officer, f"{number:06d}")


def test_the_last_key_stays(client, officer):
    connect_app(client)

    with pytest.raises(RuleBroken):
        second_factor.remove(officer, Authenticator.objects.get().pk)
    assert Authenticator.objects.count() == 1


def test_nobody_removes_the_key_of_another(client, officer):
    connect_app(client)

    with pytest.raises(RuleBroken):
        second_factor.remove(UserFactory.create(ours=True), Authenticator.objects.get().pk)


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"response": 3}', '{"response": {}}'])
def test_a_made_up_passkey_is_refused_with_a_sentence(client, officer, credential):
    client.get("/account/staff/")
    answer = client.post("/account/staff/passkey/", {"credential": credential})

    assert answer.status_code == 422
    client.logout()
    client.get("/account/staff/")
    assert client.post("/account/staff/passkey/", {"credential": credential}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_citizen_has_no_page_of_keys(client):
    client.force_login(
        UserFactory.create(), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    assert client.get("/account/second-factor/").status_code == 404
