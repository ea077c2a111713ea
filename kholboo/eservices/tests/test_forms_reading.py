import time

import pytest

from kholboo.eservices.engine.forms.comparing import Difference, changes, differences
from kholboo.eservices.engine.forms.named import NAMED
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.engine.forms.telling import told
from kholboo.eservices.tests.sample_form import answers, bread, form


def wrongs(typed, version=1):
    return {wrong.place: wrong.code for wrong in understand(form(version), typed).wrongs}


def test_a_bakery_that_answered_everything_is_understood():
    understood = understand(form(), answers())

    assert understood.is_good
    assert understood.answers == answers()


def test_what_people_type_is_kept_in_one_spelling():
    typed = answers(
        organisation_name="  Атар\u0000 талх ХХК ",
        contact_phone="+976 9911-2233",
        workers="1 200",
        had_certificate="yes",
        previous_number="ДБ149/25",
        previous_until="2026-7-1",
        products=[bread(standard="mns900:2011", gtin="4 006381 333931")],
        declaration="on",
    )

    kept = understand(form(), typed).answers

    assert kept["organisation_name"] == "Атар талх ХХК"
    assert kept["contact_phone"] == "99112233"
    assert kept["workers"] == 1200
    assert kept["previous_until"] == "2026-07-01"
    assert kept["products"][0]["standard"] == "MNS 900 : 2011"
    assert kept["products"][0]["gtin"] == "4006381333931"
    assert kept["declaration"] is True


def test_every_mistake_is_named_where_it_stands():
    typed = answers(
        organisation_name="",
        contact_phone="1234",
        workers="олон",
        products=[bread(), bread(kind="stone", gtin="4006381333930"), {"name": "x" * 900}],
        declaration=False,
    )

    assert wrongs(typed) == {
        "organisation_name": "required",
        "contact_phone": "named",
        "products/1/kind": "not_a_choice",
        "products/1/gtin": "named",
        "products/2/name": "too_long",
        "products/2/kind": "required",
        "products/2/standard": "required",
        "products/2/composition": "required",
        "workers": "not_a_number",
        "declaration": "must_agree",
    }


def test_an_item_of_which_nothing_was_typed_is_no_item():
    understood = understand(form(), answers(products=[{"name": " "}, bread(), {}]))

    assert understood.is_good
    assert understood.answers["products"] == [bread()]
    assert wrongs(answers(products=[{}])) == {"products": "required"}


def test_what_is_not_asked_is_neither_demanded_nor_kept():
    hidden = understand(form(), answers(previous_number="ДБ149/25"))
    shown = understand(form(), answers(had_certificate="yes"))

    assert hidden.is_good
    assert "previous_number" not in hidden.answers
    assert [wrong.place for wrong in shown.wrongs] == ["previous_number"]


def test_a_machine_that_answers_what_nobody_asked_is_told():
    typed = answers(previous_number="ДБ149/25", colour="red", products=[bread(taste="good")])

    strange = understand(form(), typed, is_strict=True).wrongs

    assert {wrong.place for wrong in strange} == {
        "previous_number",
        "colour",
        "products/0/taste",
    }
    assert {wrong.code for wrong in strange} == {"not_asked"}


def test_answers_are_told_in_the_words_of_the_form():
    sections = told(form(), answers(), "mn")

    assert [section.title for section in sections][:3] == [
        "Хэн хүсэлт гаргаж байна вэ?",
        "Бүтээгдэхүүн 1",
        "Бүтээгдэхүүн 2",
    ]
    assert ("Төрөл", "Талх") in sections[1].rows
    assert sections[-1].rows[0][1] == "Тийм"
    assert ("Зураасан кодын дугаар (GTIN)", "–") in sections[1].rows


def test_changes_of_answers_are_told_question_by_question():
    after = answers(contact_phone="88112233", products=[bread(name="Бор талх")])

    told_changes = changes(form(), answers(), after, "en")

    assert [(one.label, one.before, one.after) for one in told_changes][:2] == [
        ("Phone", "99112233", "88112233"),
        ("Product 1: Name", "Цагаан талх", "Бор талх"),
    ]
    assert ("Product 2: Name", "Хар талх", "–") in [
        (one.label, one.before, one.after) for one in told_changes
    ]


def test_differences_of_two_versions_are_told():
    found = {one.path: one.kind for one in differences(form(1), form(2), "mn")}

    assert found == {"products.shelf_life_days": Difference.NEW, "workers": Difference.GONE}
    assert differences(form(1), form(1), "mn") == []


@pytest.mark.parametrize(
    ("name", "good", "kept"),
    [
        ("mn-phone", "9911 2233", "99112233"),
        ("mn-organisation", "5 123 456", "5123456"),
        ("mn-person", "ук 90121234", "УК90121234"),
        ("gtin", "96385074", "96385074"),
        ("mns-number", "MNS ISO 9001 : 2016", "MNS ISO 9001 : 2016"),
        ("email", " dulmaa@example.mn", "dulmaa@example.mn"),
    ],
)
def test_named_patterns_read_what_people_write(name, good, kept):
    assert NAMED[name].read(good) == kept


@pytest.mark.parametrize("name", sorted(NAMED))
@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 50_000,
        "1" * 50_000,
        "((((" * 9_000,
        "MNS" + " /ISO" * 9_000,
        "\u0660" * 13,
        "-" * 9_999,
    ],
)
def test_no_text_holds_a_named_pattern(name, hostile):
    started = time.process_time()

    assert NAMED[name].read(hostile) is None
    assert time.process_time() - started < 0.5
