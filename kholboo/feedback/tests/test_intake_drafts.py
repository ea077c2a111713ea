from datetime import timedelta
from http.cookies import SimpleCookie
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection
from django.test import Client

from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.feedback.models import Case, Draft
from kholboo.feedback.queries.drafts import answers_of
from kholboo.feedback.services import drafts
from kholboo.feedback.tests.intake import TEXT, fill, page, send, sent_case
from kholboo.feedback.views.intake import visit

pytestmark = pytest.mark.django_db


def answers():
    return answers_of(Draft.objects.get())


def test_what_was_typed_stays_though_the_page_is_not_accepted(client):
    fill(client)
    wrong = {
        "family_name": "Дорж7",
        "given_name": "",
        "address": "Увс",
        "phone": "99",
        "email": "б",
    }
    response = client.post(page("you"), wrong)

    html = response.content.decode()
    assert response.status_code == 422
    assert all(f'value="{typed}"' in html for typed in ("Дорж7", "99", "б"))
    later = client.get(page("you")).content.decode()
    assert all(f'value="{typed}"' in later for typed in ("Дорж7", "99", "б"))
    assert "Увс" in later


def test_words_too_long_are_kept_to_be_shortened(client):
    fill(client)
    response = client.post(page("story", "en"), {"text": "а" * 10_001, "wish": ""})

    assert response.status_code == 422
    assert "10001 letters, at most 10000 fit" in response.content.decode()
    assert len(answers()["text"]) == 10_001


def test_lines_count_as_people_count_them(client):
    fill(client)
    text = "\r\n".join(["а" * 99] * 100)

    assert client.post(page("story"), {"text": text, "wish": ""}).status_code == 302


def test_words_of_a_form_whose_cookie_was_lost_begin_a_new_draft(client):
    response = client.post(page("story"), {"text": TEXT, "wish": ""})

    assert response.status_code == 302
    assert answers()["text"] == TEXT
    assert client.get(page("check"))["Location"] == page("kind") + "?then=check"


def test_coming_back_offers_to_go_on_or_to_start_anew(client):
    client.post(page("kind"), {"kind": "complaint"})
    client.post(page("service"), {"service": "assay"})
    html = client.get(page("start", "en")).content.decode()
    assert "Continue where I stopped" in html
    assert page("place", "en") in html

    first = Draft.objects.get().pk
    client.post(page("anew", "en"))
    assert Draft.objects.count() == 0
    client.post(page("kind"), {"kind": "request"})
    assert Draft.objects.get().pk != first


def test_a_draft_with_nothing_but_a_kind_is_not_asked_about(client):
    client.post(page("kind"), {"kind": "complaint"})

    assert "What would you like to send?" in client.get(page("start", "en")).content.decode()


def test_another_browser_sees_nothing_of_the_draft(client):
    fill(client)
    stranger = Client()

    for name in ("place", "story", "files", "who", "you", "check", "sent"):
        assert stranger.get(page(name))["Location"] == page("start")


@pytest.mark.parametrize("forged", ["plain", "signed elsewhere"])
def test_a_cookie_made_by_somebody_else_opens_nothing(client, forged):
    fill(client)
    key = str(Draft.objects.get().pk)
    stranger = Client()
    value = key if forged == "plain" else signing.get_cookie_signer(salt="other").sign(key)
    stranger.cookies = SimpleCookie({visit.COOKIE: value})

    assert stranger.get(page("story"))["Location"] == page("start")


def test_the_cookie_is_closed_to_scripts_and_lives_a_week(client):
    cookie = client.post(page("kind"), {"kind": "complaint"}).cookies[visit.COOKIE]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 7 * 24 * 3600


def test_pages_with_words_are_stored_by_no_cache(client):
    fill(client)

    for name in ("story", "check"):
        assert "no-store" in client.get(page(name))["Cache-Control"]
    send(client)
    assert "no-store" in client.get(page("sent"))["Cache-Control"]


def test_sending_again_and_going_back_lead_to_the_same_receipt(client):
    send(fill(client))
    number = Case.objects.get().number

    for name in ("check", "story", "you"):
        response = client.post(page(name), {"text": "Өөр үг"}, follow=True)
        assert number in response.content.decode()
    assert Case.objects.get().text == TEXT


def test_after_one_message_a_second_can_be_written(client):
    send(fill(client))
    send(fill(client, text="Өөр гомдол"))

    assert Case.objects.count() == 2
    assert page("sent") in client.get(page("start")).content.decode()


def test_putting_the_receipt_away_leaves_nothing_in_the_browser(client):
    client = sent_case()
    client.post(page("anew"))

    assert client.get(page("sent"))["Location"] == page("start")
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_case():
    client = fill(Client())
    draft = Draft.objects.get()
    Document.objects.create(
        original_name="photo.jpg",
        media_type="image/jpeg",
        view_type="image/jpeg",
        kind="image",
        state="clean",
        size=9,
        view_size=9,
        sha256="0" * 64,
        created_at=clock.now(),
    )
    drafts.add_files(draft, list(Document.objects.all()))
    cookie = client.cookies[visit.COOKIE].value
    gate, statuses = Barrier(4), []

    def click():
        browser = Client()
        browser.cookies = SimpleCookie({visit.COOKIE: cookie})
        gate.wait()
        statuses.append(browser.post(page("check"))["Location"])
        connection.close()

    threads = [Thread(target=click) for _click in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [page("sent")] * 4
    assert Case.objects.count() == 1
    assert Case.objects.get().files.count() == 1


def test_a_draft_put_away_meanwhile_is_not_sent(client):
    fill(client)
    draft = Draft.objects.get()
    drafts.forget(draft)

    assert client.post(page("check"))["Location"] == page("start")
    assert Case.objects.count() == 0


def test_drafts_of_more_than_a_week_are_forgotten(client):
    fill(client)
    Draft.objects.update(changed_at=clock.now() - timedelta(days=8))

    assert drafts.sweep()
    assert client.get(page("story"))["Location"] == page("start")


def test_too_many_new_drafts_from_one_address_must_wait(client, monkeypatch):
    monkeypatch.setattr(visit, "DRAFTS_IN_AN_HOUR", 2)
    statuses = [Client().post(page("kind"), {"kind": "request"}).status_code for _ in range(3)]

    assert statuses == [302, 302, 429]


def test_too_many_messages_from_one_address_must_wait_and_lose_nothing(client, monkeypatch):
    monkeypatch.setattr("kholboo.feedback.views.intake.sending.SENT_IN_AN_HOUR", 1)
    sent_case()
    response = fill(client).post(page("check"))

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert TEXT in client.get(page("check")).content.decode()


def test_an_unknown_file_key_is_not_found(client):
    fill(client)

    assert client.get(f"{page('files')}{uuid4()}/").status_code == 404
