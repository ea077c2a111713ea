"""An enquiry for those who comment: read clause by clause, said once, shown when looked at."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock
from kholboo.standards.commenting import HeldFor, Verdict, clause_key
from kholboo.standards.models import Comment, CommentContact, Enquiry
from kholboo.standards.queries import enquiry as queries
from kholboo.standards.services import enquiry as services
from kholboo.standards.services import enquiry_samples
from kholboo.standards.tests.desk import html, person
from kholboo.standards.tests.enquiries import (
    EMAIL,
    WORDS,
    closed_one,
    comment,
    open_one,
    released,
    typed,
)

pytestmark = [pytest.mark.usefixtures("drafts"), pytest.mark.django_db]


def address(held, rest=""):
    return f"/en/standards/drafts/{held.pk}/{rest}"


def test_the_list_tells_open_drafts_from_closed_ones():
    found = Client().get("/en/standards/drafts/").context

    assert [row.pk for row in found["open"]] == [open_one().pk]
    assert [row.pk for row in found["closed"]] == [closed_one().pk]
    assert f"/standards/drafts/{open_one().pk}/" in html(
        Client().get("/standards/jishee-0010-2027/")
    )


def test_each_clause_of_a_draft_leads_to_a_comment_that_knows_it():
    held, browser = open_one(), Client()

    page = html(browser.get(address(held, "read/")))
    for clause in ("c3.1", "c4", "c6"):
        assert f'comment/?clause={clause}"' in page
    form = browser.get(address(held, "comment/?clause=c3.1")).context["form"]

    assert form.initial["clause"] == "3.1"
    assert browser.get(address(held, "comment/?clause=nothing")).status_code == 200
    assert browser.get(address(closed_one(), "read/")).status_code == 302  # has no text


def test_a_comment_is_kept_shown_to_its_writer_and_to_nobody_else():
    held, browser = open_one(), Client()

    answer = browser.post(address(held, "comment/"), typed(email=EMAIL, name="Холбоо"))

    kept = Comment.objects.get(text=WORDS)
    assert answer["Location"] == address(held, f"sent/{kept.key}/")
    assert (kept.clause, kept.kind, kept.name, kept.number) == ("4", "te", "Холбоо", 3)
    own = browser.get(answer["Location"])
    assert WORDS in html(own)
    assert EMAIL not in html(own)
    assert WORDS not in html(Client().get(address(held)))
    assert Client().get(address(held, f"sent/{uuid4()}/")).status_code == 404
    assert EMAIL.encode() not in bytes(CommentContact.objects.get(comment=kept).sealed)


def test_sent_twice_it_is_one_and_other_words_are_another():
    held, browser, once = open_one(), Client(), typed()

    first = browser.post(address(held, "comment/"), once)
    again = browser.post(address(held, "comment/"), once)
    browser.post(address(held, "comment/"), once | {"text": "Өөр үг"})

    assert first["Location"] == again["Location"]
    assert Comment.objects.filter(enquiry=held, number__gt=2).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""},
        {"kind": "xx"},
        {"text": "  "},
        {"text": "ө" * 4001},
        {"change": "ү" * 4001},
        {"clause": "4" * 61},
        {"place": "т" * 61},
        {"line": "1" * 21},
        {"name": "н" * 201},
        {"email": "nobody"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(wrong):
    before = Comment.objects.count()

    answer = Client().post(
        address(open_one(), "comment/"), typed(change="Шинэ үг", name="Болд") | wrong
    )

    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == set(wrong)
    kept = {"text": WORDS, "change": "Шинэ үг", "name": "Болд"} | wrong
    assert all(words in html(answer) for words in kept.values())
    assert Comment.objects.count() == before


def test_odd_signs_and_line_ends_refuse_nobody():
    Client().post(
        address(open_one(), "comment/"), typed(text="а\x00\r\nб", name="Б\x00 \n олд", form="x")
    )
    Client().post(address(open_one(), "comment/"), typed(text="а\x00\r\nб", name="Б\x00 \n олд"))

    kept = Comment.objects.get(text="а\nб")
    assert kept.name == "Б олд"


@pytest.mark.parametrize("phase", ["closed", "coming"])
def test_outside_its_days_the_page_says_so_and_a_late_comment_keeps_its_words(phase):
    held = closed_one()
    if phase == "coming":
        today = clock.local_date(clock.now())
        days = {"opens_on": today + timedelta(days=1), "closes_on": today + timedelta(days=2)}
        Enquiry.objects.filter(pk=held.pk).update(**days)

    shown = html(Client().get(address(held, "comment/")))
    late = Client().post(address(held, "comment/"), typed())

    assert "<textarea" not in shown
    assert late.status_code == 422
    assert WORDS in html(late)
    assert not Comment.objects.filter(text=WORDS).exists()
    assert Client().get(address(held)).status_code == 200


def test_a_flood_is_told_to_wait_and_its_words_stay(monkeypatch):
    monkeypatch.setattr(services, "COMMENTS_IN_AN_HOUR", 2)
    held = open_one()

    said = [
        Client().post(address(held, "comment/"), typed(text=f"{WORDS} {number}"))
        for number in range(3)
    ]

    assert [answer.status_code for answer in said] == [302, 302, 429]
    assert int(said[2]["Retry-After"]) > 0
    assert f"{WORDS} 2" in html(said[2])


def test_the_public_list_shows_what_was_released_with_its_answer_and_never_an_address():
    kept = released(name="Талхны холбоо")
    services.answer(kept, verdict=Verdict.PARTLY, words="25 кПа болгов", actor=person())
    hidden = comment(text="Бусдын нууц")
    services.hold(hidden, held_for=HeldFor.PERSONAL, actor=person())
    comment(text="Хэн ч хараагүй")

    page = html(Client().get(address(open_one())))

    for words in (WORDS, "Талхны холбоо", "25 кПа болгов", "partly accepted"):
        assert words in page
    assert "It holds personal data of somebody." in page
    for words in ("Бусдын нууц", "Хэн ч хараагүй", EMAIL):
        assert words not in page


def test_words_of_people_are_words_and_no_markup():
    released(text="<script>alert(1)</script>", change="<b>x</b>", name="<i>y</i>")

    page = html(Client().get(address(open_one())))

    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<i>y" not in page


def test_a_full_page_costs_as_much_as_one_comment(monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 6)
    held = open_one()

    def asked():
        with CaptureQueriesContext(connection) as found:
            Client().get(address(held))
        return len(found)

    before = asked()
    for number in range(8):
        released(text=f"№ {number}")
    after = asked()

    assert after <= before
    assert "Page 2" in html(Client().get(address(held, "?page=2")))
    assert Client().get(address(held, "?page=²")).status_code == 200


def test_clauses_stand_in_the_order_of_the_text():
    typed_ones = ["4.10", "", "А.2", "4.2", "10", "4", "А.10"]

    assert sorted(typed_ones, key=clause_key) == ["", "4", "4.2", "4.10", "10", "А.2", "А.10"]


def test_the_samples_have_one_open_and_one_answered_and_loading_again_adds_nothing():
    before = Comment.objects.count(), Enquiry.objects.count()

    enquiry_samples.load()

    assert before == (Comment.objects.count(), Enquiry.objects.count())
    assert closed_one().comments.exclude(verdict="").count() == 4
    assert open_one().comments.filter(state="waiting").count() == 1
