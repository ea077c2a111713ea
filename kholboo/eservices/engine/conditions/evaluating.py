"""Trees of conditions asked of data. Only what a tree can say is done: no text is ever run.

As in FEEL there are three answers: what cannot be said (an order of what is missing, a comparison
of unlike kinds) is neither true nor false (None), and a way is gone only when its condition is True.
What is missing equals nothing but null, and passes no cell of a table but `-`.
"""

import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from kholboo.eservices.engine.graph import Tree
from kholboo.eservices.engine.naming import Data, value_of

Truth = bool | None
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def is_true(tree: Tree, data: Data) -> bool:
    return truth(tree, data) is True


def truth(tree: Tree, data: Data) -> Truth:
    head = tree[0]
    if head == "and":
        return _both([truth(part, data) for part in tree[1:]])
    if head == "or":
        return _negated(_both([_negated(truth(part, data)) for part in tree[1:]]))
    if head == "not":
        return _negated(truth(tree[1], data))
    if head == "in":
        return passes(tree[2], value(tree[1], data))
    if head == "contains":
        return _contains(value(tree[1], data), value(tree[2], data))
    if head in ("value", "name"):
        said = value(tree, data)
        return said if isinstance(said, bool) else None
    return compare(head, value(tree[1], data), value(tree[2], data))


def value(tree: Tree, data: Data) -> Any:
    return tree[1] if tree[0] in ("value", "date") else value_of(tree[1:], data)


def compare(sign: str, left: Any, right: Any) -> Truth:
    if sign in ("=", "!="):
        same = _same(left, right)
        return same if sign == "=" else _negated(same)
    if left is None or right is None:
        return None
    mine, other = _plain(left), _plain(right)
    if type(mine) is not type(other) or isinstance(mine, bool | list):
        return None
    return _ORDER[sign](mine, other)


def passes(test: Tree, said: Any) -> Truth:
    """Whether a value passes a cell of a table (`dmn/cells.py` says what cells there are)."""
    head = test[0]
    if head == "any":
        return True
    if said is None:
        return None
    if head == "or":
        return _negated(_both([_negated(passes(part, said)) for part in test[1:]]))
    if head == "not":
        return _negated(passes(test[1], said))
    if head == "range":
        low = compare(">" if test[3] else ">=", said, test[1])
        return _both([low, compare("<" if test[4] else "<=", said, test[2])])
    return compare(head, said, test[1])


def _same(left: Any, right: Any) -> Truth:
    if left is None or right is None:
        return left is right
    mine, other = _plain(left), _plain(right)
    return mine == other if type(mine) is type(other) else None


def _plain(said: Any) -> Any:
    """Numbers exactly, days as they are written: what comes out of JSON and what does not."""
    if isinstance(said, bool):
        return said
    if isinstance(said, int | float):
        return Decimal(str(said))
    return said.isoformat() if isinstance(said, date) else said


def _contains(items: Any, said: Any) -> Truth:
    if not isinstance(items, list):
        return None
    return any(_same(item, said) is True for item in items)


def _both(parts: list[Truth]) -> Truth:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def _negated(part: Truth) -> Truth:
    return None if part is None else not part
