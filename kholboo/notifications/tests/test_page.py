import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.queries import Wanted, entries
from kholboo.notifications.models import Delivery
from kholboo.notifications.rules import Failure, State
from kholboo.notifications.services.deliveries import retry_delivery
from kholboo.notifications.tests.factories import ADDRESS, letter, short_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mongolian():
    """Addresses are made in the active language, and a request leaves its own active."""
    with translation.override("mn"):
        yield


def dead(delivery):
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.DEAD,
        attempts=8,
        next_try_at=None,
        closed_at=timezone.now(),
        last_error=Failure.TROUBLE,
        last_detail="451 4.3.0",
    )
    return delivery


def sign_in(client, role):
    user = staff_user(role)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return user


def test_dead_letters_are_shown_with_their_reason_and_a_masked_recipient(client):
    sign_in(client, Role.AUDITOR)
    dead(letter())
    short_text(key="other")

    page = client.get("/en" + reverse("notifications:deliveries").removeprefix("/en"))

    text = page.content.decode()
    assert "b•••@e…" in text
    assert "451 4.3.0" not in text  # a provider's code is for the administrator
    assert ADDRESS not in text
    assert "99••••11" not in text
    assert "Try again" not in text


def test_the_administrator_sends_a_dead_letter_again(client):
    sign_in(client, Role.ADMINISTRATOR)
    delivery = dead(letter())

    answer = client.post(
        reverse("notifications:retry", args=[delivery.pk]), {"state": "dead"}, follow=True
    )

    delivery.refresh_from_db()
    assert delivery.state == State.WAITING
    assert answer.status_code == 200


def test_a_letter_on_its_way_is_refused_on_the_page(client):
    sign_in(client, Role.ADMINISTRATOR)
    delivery = letter()

    answer = client.post(reverse("notifications:retry", args=[delivery.pk]), follow=True)

    assert "илгээж байна" in answer.content.decode()


def test_the_auditor_may_look_but_not_send(client):
    sign_in(client, Role.AUDITOR)
    delivery = dead(letter())

    answer = client.post(reverse("notifications:retry", args=[delivery.pk]))

    assert answer.status_code == 403
    delivery.refresh_from_db()
    assert delivery.state == State.DEAD


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR, Role.OFFICE_HEAD])
def test_others_of_the_staff_do_not_see_the_page(client, role):
    sign_in(client, role)

    assert client.get(reverse("notifications:deliveries")).status_code == 403


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(reverse("notifications:deliveries")).status_code == 302


def test_the_number_of_questions_to_the_database_does_not_grow(client):
    sign_in(client, Role.ADMINISTRATOR)
    address = reverse("notifications:deliveries")
    counts = []
    for size in (1, 20):
        for number in range(size):
            dead(letter(key=f"{size}-{number}"))

        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_messages_say_what_they_are_for_and_codes_stand_for_the_administrator_only(client):
    sign_in(client, Role.AUDITOR)
    dead(letter(key="feedback:31:citizen"))
    dead(short_text(key="proof-code-abd1f27c"))
    address = "/en" + reverse("notifications:deliveries").removeprefix("/en")

    said = client.get(address).content.decode()
    sign_in(client, Role.ADMINISTRATOR)
    to_administrator = client.get(address).content.decode()

    assert "News of a case, to the citizen" in said
    assert "A code that proves a phone or an e-mail" in said
    assert "feedback:31:citizen" not in said
    assert "proof-code-abd1f27c" not in said
    assert "feedback:31:citizen" in to_administrator


def test_history_says_what_the_message_was_for(client):
    administrator = sign_in(client, Role.ADMINISTRATOR)
    retry_delivery(dead(letter(key="feedback:31:citizen")).pk, actor=administrator)

    with translation.override("en"):
        [entry] = entries(Wanted(action="notifications.delivery_retried")).entries
        words = dict(entry.words)

    assert words["what it was about"] == "news of a case, to the citizen"
