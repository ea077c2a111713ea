"""Numbers as people write them come to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.standards.numbers import parse

SAME = {
    ("mns 6858", 2020): [
        "MNS 6858:2020", "MNS 6858 : 2020", "mns6858-2020", "МНС 6858:2020", "МNS 6858 2020",
        "мнс 6858-2020", "MNS-6858:2020", "  mns  6858  2020 ", "MNS.6858.2020",
    ],
    ("mns cac gl 19", 2007): ["MNS CAC GL 19:2007", "mns cac gl 19 - 2007", "MNS CAC/GL 19-2007"],
    ("mns iso iec guide 67", 2004): ["MNS ISO/IEC Guide 67:2004", "mns iso iec guide 67 2004"],
    ("mns iso 5667 11", 2000): ["MNS ISO 5667-11:2000", "МНС ИСО 5667-11-2000", "mnsiso5667-11:2000"],
    ("mns 900", 2018): ["MNS 0900:2018", "MNS 900 : 2018"],
    ("mns 6858", None): ["MNS 6858", "mns6858", "МНС-6858"],
    ("mns gb t 212", 2015): ["MNS GB/T 212 : 2015"],
    ("6929 2", 2021): ["6929-2:2021", "6929-2-2021"],
    ("2003", None): ["2003"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "key", "year"),
    [(typed, key, year) for (key, year), ways in SAME.items() for typed in ways],
)
def test_every_way_of_writing_names_the_same(typed, key, year):
    found = parse(typed)

    assert (found.key, found.year) == (key, year)


@pytest.mark.parametrize(
    "typed",
    ["", "хатаамал сүү", "хүнсний 5 шошго", "MNS", "1800-2525 руу залгах", "5 кг", "MNS 6858 сүү",
     "9" * 100],
)  # fmt: skip
def test_words_are_no_number(typed):
    assert parse(typed) is None


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(typed):
    found = parse(typed)

    assert found is None or (found.parts and found.key)
