from datetime import timedelta

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.notifications import rules


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ө" * 70, 1),
        ("ө" * 71, 2),
        ("ө" * 134, 2),
        ("ө" * 135, 3),
        ("a" * 70 + "ү", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_parts_are_counted_as_the_provider_bills_them(text, parts):
    assert rules.sms_parts(text) == parts


@pytest.mark.parametrize("text", ["99112211", "+976 9911-2211", "00976 99112211", "9911 2211"])
def test_a_phone_number_is_understood_however_it_is_written(text):
    assert rules.phone_of(text) == "99112211"


@pytest.mark.parametrize(
    "text", ["", "9911221", "+7 99112211", "9911221a", "٩٩١١٢٢١١", "1800-25255"]
)
def test_what_is_no_phone_number_inside_mongolia_is_refused(text):
    with pytest.raises(RuleBroken):
        rules.phone_of(text)


def test_pauses_grow_and_spread_but_never_below_nine_tenths():
    shortest = [rules.pause_after(n, 0.0) for n in range(1, rules.MAX_ATTEMPTS)]

    assert shortest == sorted(shortest)
    assert shortest[0] == timedelta(seconds=54)
    assert rules.pause_after(1, 1.0) == timedelta(seconds=72)
    assert len(shortest) == len(rules.PAUSES)


def test_recipients_are_shown_in_part():
    assert rules.masked_phone("99112211") == "99••••11"
    assert rules.masked_email("bold@gmail.com") == "b•••@g…"
