"""At the counter: who brings a letter of an organisation is confirmed to speak for it."""

import pytest

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.queries import memberships_of
from kholboo.accounts.roles import Role
from kholboo.accounts.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/agency/representatives/"
MAY = {Role.OFFICER, Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.ADMINISTRATOR}
LETTER = "№ 14, 2026.11.20"


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return user


@pytest.fixture
def officer(client):
    return sign_in(client, staff_user(Role.OFFICER))


@pytest.fixture
def word():
    """Дулмаа says that she speaks for a bakery."""
    user = UserFactory.create(given_name="Дулмаа", phone="99112233")
    bakery = OrganisationFactory.create(register="5123456", name="Атар талх ХХК")
    return MembershipFactory.create(user=user, organisation=bakery, position="захирал")


def is_confirmed(word):
    return memberships_of(word.user).get().confirmed_at is not None


@pytest.mark.parametrize("role", [role for role in Role if role not in MAY])
def test_only_who_stands_at_a_counter_confirms(client, role, word):
    sign_in(client, staff_user(role))

    answers = [client.get(PAGE), client.post(f"{PAGE}{word.pk}/", {"paper": LETTER})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not is_confirmed(word)


def test_a_letter_confirms_and_history_keeps_which(client, officer, word):
    found = client.get(PAGE, {"register": " 5123456 "}).content.decode()
    assert "Дулмаа" in found
    assert "99112233" in found

    page = client.get(f"{PAGE}{word.pk}/").content.decode()
    assert "Атар талх ХХК" in page
    answer = client.post(f"{PAGE}{word.pk}/", {"paper": LETTER}, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Атар талх ХХК" in answer.content.decode()
    assert is_confirmed(word)
    entry = Entry.objects.get(action="agency.representative_confirmed")
    assert (entry.actor_id, entry.facts["paper"]) == (officer.pk, LETTER)
    assert client.get(f"{PAGE}{word.pk}/").status_code == 404


def test_nobody_is_listed_before_a_whole_number_is_typed(client, officer, word):
    assert "Дулмаа" not in client.get(PAGE).content.decode()

    answer = client.get(PAGE, {"register": "51234"})

    assert answer.status_code == 422
    assert "Дулмаа" not in answer.content.decode()
    assert 'value="51234"' in answer.content.decode()


def test_a_letter_must_be_named(client, officer, word):
    answer = client.post(f"{PAGE}{word.pk}/", {"paper": " "})

    assert answer.status_code == 422
    assert not is_confirmed(word)


def test_nobody_confirms_themselves(client, officer):
    own = MembershipFactory.create(user=officer)

    answer = client.post(f"{PAGE}{own.pk}/", {"paper": LETTER})

    assert answer.status_code == 422
    assert LETTER in answer.content.decode()
    assert not is_confirmed(own)


def test_my_pages_say_what_is_still_to_be_done(client, word):
    client.force_login(word.user, backend=BACKEND)
    before = client.get("/en/account/").content.decode()
    word.confirmed_at = "2026-11-20T00:00:00Z"
    word.save()
    after = client.get("/en/account/").content.decode()

    assert "not confirmed yet" in before
    assert "come once to our office" in before
    assert "not confirmed yet" not in after
    assert "come once to our office" not in after


def test_who_typed_a_number_first_does_not_name_the_organisation_for_ever(client, officer, word):
    """Certificates bear the name: it is that of the letter, and stays once somebody was confirmed."""
    sent = {"paper": LETTER, "name": "Жинхэнэ  талх ХХК"}
    client.post(f"{PAGE}{word.pk}/", sent)
    word.organisation.refresh_from_db()
    assert word.organisation.name == "Жинхэнэ талх ХХК"

    other = MembershipFactory.create(organisation=word.organisation)
    client.post(f"{PAGE}{other.pk}/", {**sent, "name": "Хуурамч ХХК"})

    word.organisation.refresh_from_db()
    assert is_confirmed(other)
    assert word.organisation.name == "Жинхэнэ талх ХХК"
