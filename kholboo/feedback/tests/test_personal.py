"""What tells who somebody is, found in text: names in every form, numbers, addresses."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.feedback import personal
from kholboo.feedback.contacts import Person
from kholboo.feedback.personal import PersonalKind as Kind
from kholboo.feedback.rules import PersonKind
from kholboo.feedback.tests.factories import BOLD, NOBODY

FIRM = Person(
    kind=PersonKind.ORGANISATION,
    organisation="Хур тариа ХХК",
    register="5123456",
    given_name="Цэцэг",
    family_name="Эрдэнэ",
    phone="88001122",
)


def marked(text, person=BOLD):
    return [(text[f.start : f.end], f.kind) for f in personal.find(text, person=person)]


@pytest.mark.parametrize(
    "form",
    ["Болд", "Болдын", "Болдоос", "Болдтой", "Болдод", "Болдыг", "Болдынх", "болдоор", "БОЛД", "Bold", "Boldiin", "Доржийн", "Доржоос", "Доржтой"],
)  # fmt: skip
def test_names_of_the_sender_are_found_in_every_form(form):
    assert marked(f"Тэгээд {form} дээр очлоо.") == [(form, Kind.NAME)]


@pytest.mark.parametrize(
    "form", ["Цэцэг", "Цэцгийн", "Цэцэгтэй", "Эрдэнийн", "Эрдэнээс", "Тариагийн"]
)
def test_vowels_that_fall_out_hide_no_name(form):
    assert marked(f"Манай {form} хэлсэн.", FIRM) == [(form, Kind.NAME)]


@pytest.mark.parametrize("word", ["болсон", "Болор", "дорж2", "хамгаалах"])
def test_other_words_are_no_names(word):
    assert marked(f"Энэ {word} юм.") == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("99112233", Kind.PHONE),
        ("9911-2233", Kind.PHONE),
        ("+976 99 11 22 33", Kind.PHONE),
        # As telephones copy and people draw them: a sign nobody sees, a dash, a dot, a stroke.
        ("9911\u200b2233", Kind.PHONE),
        ("99\u00ad11\u206022\ufeff33", Kind.PHONE),
        ("9911 - 2233", Kind.PHONE),
        ("9911—2233", Kind.PHONE),
        ("99·11·22·33", Kind.PHONE),
        ("99/11/22/33", Kind.PHONE),
        ("9911_2233", Kind.PHONE),
        ("УБ90010112", Kind.PERSON_REGISTER),
        ("УБ\u200b90010112", Kind.PERSON_REGISTER),
        ("уб 90010112", Kind.PERSON_REGISTER),
        ("5123456", Kind.REGISTER),
        ("bold@example.mn", Kind.EMAIL),
        ("jargal @ example.mn", Kind.EMAIL),
        ("jargal(at)example.mn", Kind.EMAIL),
        ("jargal＠example.mn", Kind.EMAIL),
        ("12 дугаар байр", Kind.ADDRESS),
        ("45 тоот", Kind.ADDRESS),
        ("3-р хороо", Kind.ADDRESS),
        ("26-000123-5", Kind.CASE_NUMBER),
        ("482199301745", Kind.LONG_NUMBER),
        ("1234 УБА", Kind.PLATE),
        ("Д.Ганбат", Kind.NAME),
        ("Бат-Эрдэнийн Ганбат", Kind.NAME),
    ],
)
def test_what_anybody_may_be_known_by_is_found(words, kind):
    found = marked(f"Энд {words} гэж бичжээ.", NOBODY)

    assert [one for _text, one in found] == [kind]
    assert words.endswith(found[0][0])


@pytest.mark.parametrize(
    "words",
    ["2026.09.03", "1800-2525", "1500000 төгрөг", "12 500 000₮", "MNS 5217:2012", "400 грамм", "10000 ам.метр"],
)  # fmt: skip
def test_dates_sums_and_standards_are_nobodys(words):
    assert marked(f"Энд {words} байна.") == []


@pytest.mark.parametrize("money", ["500 төгрөг", "12 500₮", "1 200 000 ₮"])
def test_a_phone_before_a_sum_is_found(money):
    assert marked(f"Энд 99112233 {money} авсан.", NOBODY) == [("99112233", Kind.PHONE)]


def test_the_senders_place_is_found():
    assert (("Жаргалантад", Kind.ADDRESS)) in marked("Бид Жаргалантад амьдардаг.")


def test_what_is_found_is_taken_out_unless_it_was_ticked():
    text = "Болд 99112233 руу залгасан."
    found = personal.find(text, person=BOLD)

    assert personal.taken_out(text, found) == "[…] руу залгасан."
    assert personal.taken_out(text, found, kept={1}) == "[…] 99112233 руу залгасан."
    assert personal.taken_out(text, found, kept={0, 1}) == text


def test_traces_are_the_senders_own_and_not_the_offices():
    assert personal.traces("Манай утас 70112233, info@masm.gov.mn", person=BOLD) == []
    assert personal.traces("Утас +976 9911 2233", person=BOLD)
    assert personal.traces("Болдын жин", person=BOLD)
    assert personal.traces("26-000123-5", person=NOBODY)


@given(st.text(alphabet="Болд оЖ.,@-+[…]0123456789УБх\n", max_size=200))
def test_the_pieces_are_the_text_and_nothing_is_left_after_taking_out(text):
    found = personal.find(text, person=BOLD)
    pieces = personal.pieces_of(text, found)

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.found for piece in pieces if piece.found] == found
    for one in found:
        assert one.start < one.end
    # Taking out may join what stood around, never lengthen the list of the sender's own names.
    clean = personal.taken_out(text, found)
    assert not any(f.kind == Kind.NAME for f in personal.find(clean, person=BOLD))


def test_a_long_text_is_searched_quickly():
    began = time.process_time()
    personal.find("Болдын жин 99112233 " * 500, person=BOLD)
    personal.find("болд" + "ин" * 5000, person=BOLD)

    assert time.process_time() - began < 2


def test_a_run_of_the_citizens_own_words_is_met():
    source = "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна."

    assert personal.shared_run("Нэг жин 5 килограмм мах дээр 400 граммаар буруу", source, words=6)
    assert not personal.shared_run("Жин яагаад буруу хэмждэг вэ?", source, words=6)


@pytest.mark.parametrize(
    "text",
    [
        # Long enough to fail by seconds, short enough not to hang for hours.
        f"1{' ' * 1_500}а",
        "1" + "\u00a0" * 1_500 + "а",
        f"байр{' ' * 9_000}а",
        "а" * 10_000,
        f"{'1' * 9_000}а",
        f"Аийн{' ' * 9_000}а",
        "1 " * 5_000 + "₮",
        "1 - " * 2_500 + "₮",
        "1" + " \u200b" * 5_000 + "а",
        "111 " * 2_500 + "11₮",
        "a" * 10_000 + " (at",
        "a @ " * 2_500,
        "[…]" + " " * 9_000,
        "a." * 5_000,
    ],
)
def test_a_text_made_to_be_slow_is_read_at_once(text):
    started = time.process_time()

    personal.taken_out(text, personal.find(text, person=BOLD))

    assert time.process_time() - started < 1
