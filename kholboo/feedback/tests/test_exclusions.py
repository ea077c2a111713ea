"""Matters left to other laws: explained while people write, never a lock on the door."""

import pytest
from django.test import Client

from kholboo.audit.models import Entry
from kholboo.feedback.models import Case, Exclusion
from kholboo.feedback.queries.exclusions import recognised_in
from kholboo.feedback.services import exclusions
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.intake import fill, page, send

pytestmark = pytest.mark.django_db
COURT = "Дүүргийн шүүхийн шийдвэрийг зөвшөөрөхгүй байна."


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (COURT, ["civil"]),
        ("ШҮҮХ ба прокурорын байгууллага", ["criminal", "civil"]),
        ("Арбитрын гэрээ", ["arbitration"]),
        ("Захын жин дутуу хэмжиж байна.", []),
        ("Хашүүх", []),  # only beginnings of words
        ("", []),
    ],
)
def test_matters_are_recognised_by_the_beginnings_of_words(text, codes):
    assert [row.code for row in recognised_in(text)] == codes


def test_the_page_explains_each_and_says_what_is_not_confirmed(client):
    shown = desk.html(client.get("/feedback/excluded/"))

    for row in Exclusion.objects.all():
        assert row.explanation_mn in shown
        assert row.where_mn in shown
    assert "/feedback/excluded/" in desk.html(client.get("/feedback/"))


def test_loading_again_changes_nothing_that_was_put_right():
    Exclusion.objects.filter(code="civil").update(where_mn="Шүүх рүү", is_confirmed=True)
    exclusions.load()

    assert Exclusion.objects.get(code="civil").where_mn == "Шүүх рүү"
    assert Exclusion.objects.count() == len(exclusions.ROWS)


def test_it_is_explained_on_the_way_and_still_sent():
    client = fill(Client(), language="en", text=COURT)
    story = desk.html(client.get(page("story", "en")))
    check = desk.html(client.get(page("check", "en")))
    send(client, "en")

    assert 'data-words="шүүх|нэхэмжлэл|court|lawsuit">' in story
    assert 'data-words="арбитр|arbitrat" hidden>' in story
    assert "Is it about this: Civil cases" in check
    assert "You may still send it" in check
    assert Case.objects.get().text == COURT


def test_the_desk_answers_with_the_explanation_filled_in():
    case = desk.orkhon(text=COURT)
    browser = desk.desk("officer.orkhon")
    assert "?template=matter-civil" in desk.html(browser.get(f"/desk/{case.number}/"))

    sheet = browser.get(f"/desk/{case.number}/answer/?template=matter-civil")

    form = sheet.context["form"]
    row = Exclusion.objects.get(code="civil")
    assert form["outcome"].value() == "explained"
    assert row.explanation_mn in form["text"].value()
    assert form["ground"].value() == row.basis_mn
    assert form["remedy"].value().startswith(row.where_mn)


def test_the_administrator_finds_the_matters_puts_one_right_and_confirms_it(client):
    browser = desk.desk("administrator")
    row = Exclusion.objects.get(code="criminal")
    page = f"/en/desk/excluded/{row.pk}/"

    assert "/desk/excluded/" in desk.html(browser.get("/en/account/"))
    assert page in desk.html(browser.get("/en/desk/excluded/"))
    typed = browser.get(page).context["form"].initial
    wrong = browser.post(page, {**typed, "where_en": ""})
    typed |= {"where_en": "Call 102.", "words": "Эрүүгийн, гэмт хэрэг", "is_confirmed": "on"}
    done = browser.post(page, typed)
    shown = desk.html(client.get("/en/feedback/excluded/"))

    assert (wrong.status_code, done.status_code) == (422, 302)
    row.refresh_from_db()
    assert (row.words, row.is_confirmed) == (["эрүүгийн", "гэмт хэрэг"], True)
    assert "Call 102." in shown
    assert shown.count("has not confirmed it yet") == Exclusion.objects.count() - 1
    assert Entry.objects.filter(action="feedback.exclusion_changed").count() == 1


@pytest.mark.parametrize("name", ["officer.orkhon", "head.orkhon", "auditor"])
def test_the_matters_are_the_administrators(name):
    assert desk.desk(name).get("/desk/excluded/").status_code == 403


def test_where_to_turn_ends_at_a_phone_and_not_in_a_circle(client):
    shown = desk.html(client.get("/en/feedback/excluded/"))

    assert shown.count("Call 1800-2525") == Exclusion.objects.count()
