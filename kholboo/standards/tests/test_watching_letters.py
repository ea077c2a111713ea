"""What a letter of news leads to: what it told, and its end by a link or by one POST."""

import pytest
from django.test import Client

from kholboo.notifications.models import Wish
from kholboo.notifications.tests.factories import device_address
from kholboo.standards.models import Edition, Watcher
from kholboo.standards.services import digests, watching
from kholboo.standards.tests.desk import edition, html
from kholboo.standards.tests.watching import (
    at,
    day,
    follow,
    letters,
    publish,
    reader,
    search,
    tell,
    token,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return reader(phone="99112299", phone_verified=True)


@pytest.fixture
def told(who):
    """What a letter of one morning said, and its watcher."""
    with at(day(0)):
        tell()
        found = edition()
        follow(who, found.work)
        follow(who, search("нууц үг", status="draft"))
    with at(day(0, 3)):
        publish(found, title_mn="Морины шинэ эмээл")
    with at(day(1)):
        tell()
    return Watcher.objects.get(person=who)


def test_an_sms_is_short_and_leads_to_all_that_was_told(told, who):
    (said,) = letters(who, "sms")
    address = said["text"].rpartition(" ")[2]

    page = html(Client().get("/" + address.split("/", 3)[3]))

    assert "MNS 9001:2024" in said["text"]
    assert digests.sms_parts(said["text"]) <= 2
    assert "Морины шинэ эмээл" in page
    for word in ("нууц", who.email, who.phone):
        assert word not in page


def test_the_link_that_ends_letters_asks_first_and_needs_no_account(told, who):
    address = letters(who)[0]["text"].rstrip().rpartition(" ")[2].rpartition("\n")[2]
    path = "/" + address.split("/", 3)[3]
    browser = Client(enforce_csrf_checks=True)

    page = browser.get(path)
    assert Watcher.objects.get(pk=told.pk).ways == ["email", "sms"]
    for _twice in range(2):
        answer = browser.post(path)

    assert answer.status_code == 200
    assert Watcher.objects.get(pk=told.pk).ways == ["sms"]
    assert page["Referrer-Policy"] == "strict-origin"
    with at(day(1, 3)):
        publish(Edition.objects.get(slug="mns-9001-2024"), title_mn="Дахин")
    with at(day(2)):
        tell()
    assert (len(letters(who)), len(letters(who, "sms"))) == (1, 2)


def test_the_button_of_a_mail_program_ends_letters_with_one_post(told, who):
    (letter,) = letters(who)
    path = "/" + letter["unsubscribe"].split("/", 3)[3]
    program = Client(enforce_csrf_checks=True)

    assert program.get(path).status_code == 200
    assert Watcher.objects.get(pk=told.pk).ways == ["email", "sms"]
    # It follows no redirect and sends no cookie (RFC 8058, 3.1).
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Watcher.objects.get(pk=told.pk).ways == ["sms"]


def test_the_link_of_a_notice_ends_notices(told, who):
    watching.tell_phone(who, device_address(), is_told=True)

    Client().post(f"/standards/told/{token(told, way='push')}/stop/")

    assert not Wish.objects.exists()
    assert Watcher.objects.get(pk=told.pk).ways == ["email", "sms"]


def test_a_link_that_was_touched_opens_nothing(told):
    good = token(told)
    for bad in (
        good[:-1] + ("a" if good[-1] != "a" else "b"),
        "e1",
        "x",
        f"s{good[1:]}",
        "-",
        "é-1-2",
    ):
        assert Client().get(f"/standards/told/{bad}/").status_code == 404
        assert Client().post(f"/standards/told/{bad}/stop/").status_code == 404
    assert Client().get(f"/standards/told/{good}/").status_code == 200


def test_what_a_letter_told_is_forgotten_and_its_link_still_ends_letters(told):
    with at(day(40)):
        assert watching.forget_old() == 1

    page = html(Client().get(f"/standards/told/{token(told)}/"))
    Client().post(f"/standards/told/{token(told)}/stop/")

    assert "Морины" not in page
    assert Watcher.objects.get(pk=told.pk).ways == ["sms"]
