from hypothesis import given
from hypothesis import strategies as st

from kholboo.core.checkdigit import check_digit, is_valid

DIGITS = st.text("0123456789", min_size=1, max_size=20)


def test_the_standard_s_own_example():
    """ISO/IEC 7064, MOD 11,10: 0794 has the check digit 5."""
    assert check_digit("0794") == "5"


@given(DIGITS)
def test_every_string_with_its_digit_is_valid(digits):
    assert is_valid(digits + check_digit(digits))


@given(DIGITS, st.data())
def test_every_single_wrong_digit_is_seen(digits, data):
    whole = digits + check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != whole[place]))

    assert not is_valid(whole[:place] + wrong + whole[place + 1 :])


def test_nearly_every_swap_of_neighbours_is_seen():
    missed = total = 0
    for number in range(10_000):
        whole = f"{number:04d}" + check_digit(f"{number:04d}")
        for place in range(4):
            first, second = whole[place], whole[place + 1]
            if first != second:
                total += 1
                missed += is_valid(whole[:place] + second + first + whole[place + 2 :])

    assert missed / total < 0.025


def test_what_is_no_number_is_not_valid():
    assert not any(is_valid(text) for text in ["", "5", "07a45", "０７９４５x", "-0794"])
