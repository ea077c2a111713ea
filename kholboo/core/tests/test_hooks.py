import pytest

from kholboo.core.hooks import Hook


def test_listeners_hear_in_order_and_only_once_each():
    heard: list[str] = []
    hook: Hook[str] = Hook("test")
    first = hook.listen(lambda fact: heard.append(f"1 {fact}"))
    hook.listen(lambda fact: heard.append(f"2 {fact}"))
    hook.listen(first)

    hook.ring("fact")

    assert heard == ["1 fact", "2 fact"]


def test_a_failing_listener_stops_the_ringer():
    hook: Hook[str] = Hook("test")

    def refuse(fact):
        raise LookupError(fact)

    hook.listen(refuse)

    with pytest.raises(LookupError):
        hook.ring("fact")


def test_nobody_needs_to_listen():
    Hook("test").ring("fact")
