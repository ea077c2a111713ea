"""Forms of words lead to the word of the dictionary, typed in any way."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.core.keyboards import mended, other_layouts
from kholboo.core.language import search_key
from kholboo.core.lemmas import bases, lemmas, loose_lemmas

ROWS = [
    line.split("|")
    for line in (Path(__file__).parent / "data" / "forms.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_forms_share_a_lemma_with_their_word():
    asked = missed = 0
    for _english, word, forms in ROWS:
        own = set(lemmas(word) or bases(word))
        for form in forms.split():
            asked += 1
            missed += not own & set(lemmas(form) or bases(form))

    assert asked > 850
    assert missed / asked < 0.02


def test_forms_typed_without_our_letters_share_it_too():
    known = [(word, form) for _, word, forms in ROWS if lemmas(word) for form in forms.split()]
    missed = [form for word, form in known
              if not set(lemmas(word)) & set(loose_lemmas(search_key(form)))]  # fmt: skip

    assert len(missed) / len(known) < 0.02


@pytest.mark.parametrize(
    ("one", "other"),
    [("ус", "үсний"), ("тос", "тосгоны"), ("хүн", "хүнсний"), ("нүүр", "нүүрсний"),
     ("гэр", "гэрээний"), ("сав", "савлах"), ("эм", "эмээлийн"), ("тоос", "тоосгыг"),
     ("цай", "цайрын"), ("аюул", "аюулгүй"), ("сүү", "суудлын"), ("хан", "ханд")],
)  # fmt: skip
def test_words_that_look_alike_stay_apart(one, other):
    assert not set(lemmas(one)) & set(lemmas(other))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("á¿òýýãäýõ¿¿í", "бүтээгдэхүүн"),
        ("ЭРХ ЗYЙН", "эрх зүйн"),
        ("хїнс єндєг", "хүнс өндөг"),
        ("хvнсний", "хүнсний"),
        ("MNS 6858", "mns 6858"),
    ],
)
def test_old_letters_are_mended(typed, meant):
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("hoyvyna ikiuk", ["хүнсний шошго"]),
        ("тиы 6858", ["mns 6858"]),
        ("сүү milk", []),
        ("12", []),
    ],
)
def test_keys_of_the_other_layout(typed, other):
    assert other_layouts(typed) == other


@given(st.text(max_size=40))
def test_nothing_typed_breaks_them(text):
    for word in (text, mended(text), *other_layouts(text)):
        lemmas(word)
        loose_lemmas(search_key(word))
        bases(word)
