import pytest
from hypothesis import given
from hypothesis import strategies as st

from kholboo.core import seal

KEY = seal.new_data_key()


@given(st.dictionaries(st.text(), st.text(), max_size=4))
def test_what_was_sealed_opens_again(values):
    sealed = seal.seal(values, data_key=KEY, row="case:1")

    assert seal.unseal(sealed, data_key=KEY, row="case:1") == values


def test_the_same_text_never_looks_the_same_twice():
    first, second = (seal.seal({"a": "b"}, data_key=KEY, row="case:1") for _ in range(2))

    assert first != second


@pytest.mark.parametrize("change", ["row", "key", "byte", "cut", "version"])
def test_a_value_that_was_moved_or_changed_does_not_open(change):
    sealed = seal.seal({"phone": "99112233"}, data_key=KEY, row="case:1")
    row, key = "case:1", KEY
    if change == "row":
        row = "case:2"
    elif change == "key":
        key = seal.new_data_key()
    elif change == "byte":
        sealed = sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:]
    elif change == "cut":
        sealed = sealed[:-1]
    else:
        sealed = b"\x02" + sealed[1:]

    with pytest.raises(seal.Unsealable):
        seal.unseal(sealed, data_key=key, row=row)


def test_the_plain_text_stands_nowhere_in_the_sealed_one():
    assert b"99112233" not in seal.seal({"phone": "99112233"}, data_key=KEY, row="case:1")


def test_a_wrapped_key_opens_only_for_its_row():
    wrapped = seal.wrap(KEY, row="person:1")

    assert seal.unwrap(wrapped, row="person:1") == KEY
    with pytest.raises(seal.Unsealable):
        seal.unwrap(wrapped, row="person:2")


def test_a_blind_index_is_equal_for_equal_values_and_says_nothing_without_the_key(settings):
    first = seal.blind("phone", "99112233")

    assert first == seal.blind("phone", "99112233")
    assert first not in (seal.blind("phone", "99112234"), seal.blind("email", "99112233"))
    settings.SEAL_KEY = "another key of this installation, long enough"
    assert first != seal.blind("phone", "99112233")


def test_tokens_have_128_bits_and_are_easy_to_type():
    token = seal.derive_token("track", "26-000123-5")

    assert len(token) == 26
    assert token.isalnum()
    assert token == token.lower()
