"""Trees back into the words they were read from, for people: a difference, a rule of a table."""

from typing import Any

from kholboo.eservices.engine.conditions.kinds import is_day
from kholboo.eservices.engine.graph import Tree


def condition_text(tree: Tree) -> str:
    """Reads as the same tree again (texts that look like a day are written as a day)."""
    head = tree[0]
    if head in ("and", "or"):
        return f" {head} ".join(_inner(part) for part in tree[1:])
    if head == "not":
        return f"not({condition_text(tree[1])})"
    if head == "in":
        test = cell_text(tree[2])
        return f"{_side(tree[1])} in {test if tree[2][0] == 'range' else f'({test})'}"
    if head == "contains":
        return f"list contains({_side(tree[1])}, {_side(tree[2])})"
    if head in ("value", "date", "name"):
        return _side(tree)
    return f"{_side(tree[1])} {head} {_side(tree[2])}"


def cell_text(test: Tree) -> str:
    """A cell of a table."""
    head = test[0]
    if head == "any":
        return "-"
    if head == "or":
        return ", ".join(cell_text(part) for part in test[1:])
    if head == "not":
        return f"not({cell_text(test[1])})"
    if head == "range":
        opened, closed = "(" if test[3] else "[", ")" if test[4] else "]"
        return f"{opened}{literal_text(test[1])}..{literal_text(test[2])}{closed}"
    return literal_text(test[1]) if head == "=" else f"{head} {literal_text(test[1])}"


def literal_text(said: Any) -> str:
    if said is None:
        return "null"
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, int | float):
        return f"{said:.9f}".rstrip("0").rstrip(".") if isinstance(said, float) else str(said)
    if is_day(said):
        return f'date("{said}")'
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _inner(tree: Tree) -> str:
    text = condition_text(tree)
    return f"({text})" if tree[0] in ("and", "or") else text


def _side(tree: Tree) -> str:
    return ".".join(tree[1:]) if tree[0] == "name" else literal_text(tree[1])
