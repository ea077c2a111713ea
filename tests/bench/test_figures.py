import json

import pytest

from bench.figures import Figure, p95, say


@pytest.mark.parametrize(
    ("value", "bar", "ok"),
    [(0.25, ">= 0.25", True), (0.24, ">= 0.25", False), (60, "< 60", False), (7, "", True)],
)
def test_a_figure_knows_whether_it_meets_its_bar(value, bar, ok):
    assert Figure("ratio", value, "", bar).ok is ok


def test_figures_are_said_as_json_lines_and_one_miss_is_a_miss(capsys):
    met = say([Figure("a", 1, "ms", "< 2"), Figure("b", 3, "ms", "< 2")])

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert not met
    assert lines[1] == {"name": "b", "value": 3, "unit": "ms", "bar": "< 2", "ok": False}


def test_ninety_five_of_a_hundred_do_not_exceed_the_p95():
    assert p95(range(1, 101)) == 95
    assert p95([7]) == 7
