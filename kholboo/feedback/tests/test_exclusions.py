"""Matters left to other laws: explained while people write, never a lock on the door."""

import pytest
from django.test import Client

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
