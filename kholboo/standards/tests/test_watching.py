"""Following on the page: who may, what, by which ways; the list, its end, and the link of a letter."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from kholboo.core import seal
from kholboo.core.errors import RuleBroken
from kholboo.notifications.models import Device, Wish
from kholboo.notifications.tests.factories import device_address
from kholboo.standards.models import Edition, IcsClass, Watch, Watcher
from kholboo.standards.services import watching
from kholboo.standards.tests.desk import BACKEND, html
from kholboo.standards.tests.watching import (
    at,
    day,
    follow,
    letters,
    publish,
    reader,
    search,
    tell,
)

pytestmark = pytest.mark.django_db
NEW, LIST = "/standards/watches/new/", "/standards/watches/"


def browser_of(user):
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


@pytest.fixture
def who():
    return reader(phone="99112299", phone_verified=True)


def test_somebody_who_is_not_signed_in_is_led_to_it_and_back():
    page = html(Client().get("/standards/mns-6858-2020/"))
    assert f"{NEW}?work=mns-6858" in page

    answer = Client().get(f"{NEW}?work=mns-6858")

    assert answer.status_code == 302
    assert "mns-6858" in answer["Location"]


def test_one_press_follows_and_another_stops(who):
    browser = browser_of(who)
    browser.post(NEW, {"work": "mns-6858", "ways": ["email"]})
    browser.post(NEW, {"work": "mns-6858", "ways": ["email"]})

    page = html(browser.get(LIST))
    assert page.count("MNS 6858") >= 1
    assert "Хатаамал сүү" in page
    (watch,) = Watch.objects.filter(watcher__person=who)
    assert watch.watcher.ways == ["email"]

    browser.post(f"{LIST}{watch.pk}/stop/")
    assert not Watch.objects.exists()
    assert "юу ч сонгоогүй" in html(browser.get(LIST))


@pytest.mark.parametrize(
    ("page", "thing"),
    [
        ("mns-6858-2020/", {"work": "mns-6858"}),
        ("?ics=67", {"ics": "67"}),
        (f"?q={quote('сүү')}", {"q": "сүү"}),
    ],
    ids=["standard", "field", "search"],
)
def test_who_follows_sees_it_on_the_page_and_stops_there(who, page, thing):
    page, browser = f"/standards/{page}", browser_of(who)
    assert f'href="{NEW}' in html(browser.get(page))
    browser.post(NEW, {**thing, "ways": ["email"]})

    (watch,) = Watch.objects.filter(watcher__person=who)
    shown = browser.get(page)
    assert f'action="{LIST}{watch.pk}/stop/"' in html(shown)
    assert f'href="{NEW}' not in html(shown)
    assert f'href="{NEW}' in html(Client().get(page))
    (back,) = re.findall(r'name="back" value="([^"]*)"', html(shown))
    answer = browser.post(f"{LIST}{watch.pk}/stop/", {"back": unescape(back)})
    assert answer["Location"] == page
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"]
)
def test_stopping_leads_to_no_other_site(who, elsewhere):
    watch = follow(who, search("сүү"))

    answer = browser_of(who).post(f"{LIST}{watch.pk}/stop/", {"back": elsewhere})

    assert answer["Location"] == LIST


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ics": "67"}, "Food technology"),
        ({"q": "хүнсний", "status": "in_force"}, "«хүнсний»"),
        ({"year": "2020", "kind": "mns"}, "2020"),
    ],
)
def test_a_field_and_a_search_are_followed_from_their_page(who, asked, said):
    browser = browser_of(who)
    page = html(browser.get("/standards/", asked))
    assert NEW in page

    assert said in html(browser.get(NEW, asked))
    browser.post(NEW, asked | {"ways": ["sms"]})

    assert said in html(browser.get(LIST))
    assert Watch.objects.get(watcher__person=who).watcher.ways == ["sms"]


@pytest.mark.parametrize("asked", [{}, {"work": "mns-1"}, {"ics": "99.999"}, {"q": "\0"}])
def test_what_is_not_there_cannot_be_followed(who, asked):
    assert browser_of(who).get(NEW, asked).status_code == 404
    assert browser_of(who).post(NEW, asked).status_code == 404


def test_words_that_are_a_number_lead_to_the_standard(who):
    assert NEW not in html(browser_of(who).get("/standards/?q=6858&year=2020"))
    assert browser_of(who).post(NEW, {"q": "6858", "year": "2020"}).status_code == 422


def test_only_ways_the_account_has_confirmed_can_be_chosen():
    unproved = reader(phone="99112244")
    assert "SMS" not in html(browser_of(unproved).get(f"{NEW}?work=mns-6858")).split("<footer")[0]

    answer = browser_of(unproved).post(NEW, {"work": "mns-6858", "ways": ["sms"]})

    assert answer.status_code == 422
    assert not Watch.objects.exists()


def test_without_any_way_nothing_is_followed_and_the_page_says_why(who):
    answer = browser_of(who).post(NEW, {"work": "mns-6858", "ways": []})

    assert answer.status_code == 422
    assert "Дор хаяж нэг арга" in html(answer)
    assert not Watch.objects.exists()


def test_a_person_follows_at_most_so_much(who, monkeypatch):
    monkeypatch.setattr(watching, "MOST_WATCHES", 2)
    follow(who, search("нэг"))
    follow(who, search("хоёр"))
    follow(who, search("хоёр"))

    answer = browser_of(who).post(NEW, {"work": "mns-6858", "ways": ["email"]})

    assert answer.status_code == 422
    assert "2 зүйлийн" in html(answer)
    with pytest.raises(RuleBroken):
        follow(who, search("гурав"))


def test_what_others_follow_is_not_there(who):
    watch = follow(who, search("нууц үг"))
    other = browser_of(reader("other"))

    assert other.post(f"{LIST}{watch.pk}/stop/").status_code == 404
    assert "нууц үг" not in html(other.get(LIST))
    assert Watch.objects.filter(pk=watch.pk).exists()


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    who, django_assert_max_num_queries
):
    for work in {row.work for row in Edition.objects.select_related("work")[:12]}:
        follow(who, work)
    for code in IcsClass.objects.filter(parent=None)[:12]:
        follow(who, code)
    for year in range(1990, 2002):
        follow(who, search("сүү", year=year, ics="67"))

    browser = browser_of(who)
    with django_assert_max_num_queries(16):
        page = html(browser.get(LIST))

    assert page.count("/stop/") >= 30


def test_words_of_a_search_are_sealed_and_go_with_the_account(who):
    watch = follow(who, search("өвчний нууц"))
    watching.tell_phone(who, device_address(), is_told=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT w::text, o::text FROM standards_watch w, standards_watcher o")
        kept = "".join(cursor.fetchone())
    assert "нууц" not in kept
    assert "нууц".encode().hex() not in kept
    assert watching.asked_in(watch).words == "өвчний нууц"

    # Without the key, as after it was emptied, nobody reads them.
    Watcher.objects.update(wrapped_key=seal.wrap(seal.new_data_key(), row="another"))
    with pytest.raises(seal.Unsealable):
        watching.asked_in(Watch.objects.get())

    who.delete()
    assert not Watch.objects.exists()
    assert not Watcher.objects.exists()
    assert not Device.objects.exists()
    assert not Wish.objects.exists()


def test_a_phone_is_told_in_its_language_without_a_word_of_what_is_followed(who):
    browser = browser_of(who)
    address = device_address()
    browser.post(NEW, {"work": "mns-6858", "ways": ["email"]})
    sent = {"endpoint": address.endpoint, "p256dh": address.p256dh, "auth": address.auth}
    browser.post(f"{LIST}phone/", sent)
    assert "энэ утсанд" in html(browser.get(f"{LIST}phone/")).lower()
    with at(day(0)):
        tell()
    with at(day(0, 3)):
        publish(Edition.objects.get(slug="mns-6858-2020"), title_mn="Шинэ нэр")
    with at(day(1)):
        tell()

    (said,) = letters(channel="push")
    assert "Таны сонгосон стандартын мэдээ" in said["text"]
    assert "6858" not in said["text"]
    browser.post(f"{LIST}phone/", {"stop": "1"})
    assert not Wish.objects.exists()
