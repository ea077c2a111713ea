"""Blocking time from a browser's trace: what counts, and from when on."""

import pytest

from bench import blocking


def task(start, length, *, spent=None, thread=7):
    """A task of the trace, in milliseconds."""
    return {
        "name": blocking.TASK, "pid": 1, "tid": thread, "ts": start * 1000, "dur": length * 1000,
        "tdur": (length if spent is None else spent) * 1000,
    }  # fmt: skip


def mark(name, at, thread=7):
    return {"name": name, "pid": 1, "tid": thread, "ts": at * 1000}


def test_before_the_first_paint_nothing_blocks_and_a_task_under_way_counts_with_its_rest():
    trace = [
        mark(blocking.PAGE, 1), mark(blocking.PAINT, 100),
        task(0, 90), task(90, 40), task(200, 20, spent=15), task(300, 80, thread=8),
    ]  # fmt: skip
    found = blocking.of_page(trace)
    assert found.all == [90, 40, 15]
    assert found.painted == [30, 15]
    assert blocking.beyond(found.painted, 6) == (180 - 50) + (90 - 50)
    assert blocking.beyond(found.painted, 1) == 0


@pytest.mark.parametrize("missing", [blocking.PAGE, blocking.PAINT, blocking.TASK])
def test_a_trace_that_cannot_tell_is_no_zero(missing):
    trace = [mark(blocking.PAGE, 1), mark(blocking.PAINT, 2), task(0, 9)]
    with pytest.raises(ValueError, match="trace"):
        blocking.of_page([one for one in trace if one["name"] != missing])
