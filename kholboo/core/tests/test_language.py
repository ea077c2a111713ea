import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.core.language import (
    ALPHABET,
    forms_of,
    search_key,
    slug,
    sort_key,
    stems,
    transliterate,
)


def test_names_come_in_the_order_of_the_alphabet():
    names = ["Өвөрхангай", "Ховд", "Увс", "Өмнөговь", "Орхон", "Ёл", "Үүр", "Архангай"]

    assert sorted(names, key=sort_key) == [
        "Архангай", "Ёл", "Орхон", "Өвөрхангай", "Өмнөговь", "Увс", "Үүр", "Ховд",
    ]  # fmt: skip


@given(st.text(ALPHABET + ALPHABET.upper()))
def test_the_order_does_not_look_at_capitals(text):
    assert sort_key(text.upper()) == sort_key(text.lower())


@pytest.mark.parametrize(
    ("mongolian", "latin"),
    [
        ("Өвөрхангай", "Övörkhangai"),
        ("Хөвсгөл", "Khövsgöl"),
        ("Баян-Өлгий", "Bayan-Ölgii"),
        ("Сүхбаатар", "Sükhbaatar"),
        ("Жишээ", "Jishee"),
    ],
)
def test_latin_letters_follow_the_standard(mongolian, latin):
    assert transliterate(mongolian) == latin


def test_an_address_has_plain_letters_only():
    assert slug("Өвөрхангай аймаг — 5!") == "ovorkhangai-aimag-5"
    assert slug("!!!") == ""


@pytest.mark.parametrize(
    "typed", ["өргөдөл", "Өргөдөл", "urgudul", "orgodol", "öргөдөл", "єргєдєл", "ӨРГӨДӨЛ"]
)
def test_one_word_is_found_however_it_is_typed(typed):
    assert search_key(typed) == search_key("өргөдөл")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("shalgalt", "шалгалт"), ("hemjil", "хэмжил"), ("tsahim", "цахим")],
)
def test_latin_typing_of_other_words(typed, meant):
    assert search_key(typed) == search_key(meant)


def test_figures_keep_every_digit():
    assert search_key("MNS 1100") == search_key("mns  1100")
    assert search_key("1100") != search_key("100")


@given(st.text())
def test_any_text_gives_keys_without_an_error(text):
    assert search_key(text) == search_key(text)
    assert isinstance(sort_key(text), str)
    assert slug(text).isascii()


@pytest.mark.parametrize(
    "forms",
    [
        ["зах", "захын", "захаас", "захад", "zah"],
        ["жин", "жинг", "жингийн", "жингээр"],
        ["тоолуур", "тоолуурын", "тоолуураас"],
        ["аймаг", "аймгийн", "аймагт"],
        ["шатахуун", "шатахууны", "шатахуунаас"],
        ["мөнгө", "мөнгөний"],
        ["үйлчилгээ", "үйлчилгээний", "үйлчилгээг"],
    ],
)
def test_forms_of_a_word_share_their_stem(forms):
    assert len({stems(form)[0] for form in forms}) == 1


def test_figures_keep_every_digit_and_other_words_their_own_stem():
    assert stems("5217 дугаар") == ["5217", stems("дугаар")[0]]
    assert len(set(stems("жин тоолуур шатахуун алт стандарт гэрчилгээ"))) == 6


@pytest.mark.parametrize("word", ["Болдын", "Болдоос", "boldoos", "Цэцгийнх", "Эрдэнийн", "Болд"])
def test_forms_of_a_name_are_known(word):
    assert forms_of(["Болд", "Цэцэг", "Эрдэнэ"]).fullmatch(search_key(word))


def test_nobodys_forms_match_nothing():
    assert forms_of([]).fullmatch("") is None
    assert forms_of(["Болд"]).fullmatch(search_key("болсон")) is None
