import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kholboo.accounts import links
from kholboo.accounts.models import Membership, Organisation
from kholboo.accounts.services import people
from kholboo.accounts.tests.factories import MembershipFactory, UserFactory
from kholboo.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def bat(client):
    user = UserFactory.create(email="bat@example.mn")
    client.force_login(user, backend=BACKEND)
    return user


def test_a_person_says_for_whom_they_speak(client, bat):
    answer = client.post(
        reverse("accounts:add_organisation"),
        {"register": " 5012345 ", "name": "Хур ХХК", "position": "захирал"},
    )

    membership = Membership.objects.get()
    assert answer.status_code == 302
    assert (membership.user, membership.organisation.register) == (bat, "5012345")
    assert "Хур ХХК" in client.get("/account/").content.decode()


@pytest.mark.parametrize("register", ["", "123", "12345678", "абвгдеё"])
def test_a_register_number_has_seven_digits(client, bat, register):
    answer = client.post(
        reverse("accounts:add_organisation"), {"register": register, "name": "Хур ХХК"}
    )

    assert answer.status_code == 422
    assert "Хур ХХК" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_the_first_name_of_an_organisation_stays(bat):
    people.declare_organisation(bat, register="5012345", name="Хур ХХК")
    people.declare_organisation(UserFactory.create(), register="5012345", name="Өөр нэр")

    assert Organisation.objects.get().name == "Хур ХХК"


def test_speaking_twice_for_the_same_is_refused_but_coming_back_is_not(bat):
    membership = people.declare_organisation(bat, register="5012345", name="Хур ХХК")
    with pytest.raises(RuleBroken):
        people.declare_organisation(bat, register="5012345", name="Хур ХХК")

    people.leave_organisation(membership)

    assert people.declare_organisation(bat, register="5012345", name="Хур ХХК") == membership
    assert Membership.objects.get().until is None


def test_nobody_ends_the_membership_of_another(client, bat):
    other = MembershipFactory.create()

    answer = client.post(reverse("accounts:leave_organisation", args=[other.pk]))

    other.refresh_from_db()
    assert (answer.status_code, other.until) == (404, None)


def test_details_are_changed_and_shown(client, bat):
    client.post(
        reverse("accounts:profile"),
        {"family_name": "Дорж", "given_name": "Бат", "language": "en"},
    )

    bat.refresh_from_db()
    assert (bat.short_name, bat.language) == ("Д.Бат", "en")


def test_my_pages_ask_as_much_for_eleven_organisations_as_for_one(client, bat):
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/account/")
        return len(asked)

    MembershipFactory.create(user=bat)
    few = count()
    MembershipFactory.create_batch(10, user=bat)

    assert count() == few


def test_other_houses_put_links_for_those_who_may_follow_them(bat, monkeypatch):
    monkeypatch.setattr(links, "_links", [])
    links.add(links.Link(label="mine", view="accounts:profile", is_start=True))
    links.add(links.Link(label="theirs", view="accounts:home", is_for=lambda user: user.is_staff))

    assert [link.label for link in links.links_for(bat)] == ["mine"]
    assert links.start_of(bat) == "accounts:profile"
