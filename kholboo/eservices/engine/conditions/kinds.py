"""Are the names of a condition known, and does it compare like with like: before anybody is asked.

Kinds: string, number, boolean, date; `list of string` and so on for steps that are repeated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kholboo.eservices.engine.graph import Tree

PLAIN = frozenset({"string", "number", "boolean", "date"})
_ORDERED = frozenset({"number", "date"})


@dataclass(frozen=True)
class Kind:
    """`values` are the only ones there are (an outcome, an enum); empty when any may come. Numbers
    lie between `low` and `high`, where these are known."""

    name: str
    values: tuple[Any, ...] = ()
    is_whole: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def item(self) -> str:
        return self.name.removeprefix("list of ")

    @property
    def is_list(self) -> bool:
        return self.name.startswith("list of ")


Kinds = Mapping[tuple[str, ...], Kind]
Fault = tuple[str, str]  # code of the sentence, and what it is about


def faults_of(tree: Tree, kinds: Kinds) -> Iterator[Fault]:
    """What is wrong with a parsed condition; nothing when it is right."""
    head = tree[0]
    if head in ("and", "or", "not"):
        for part in tree[1:]:
            yield from faults_of(part, kinds)
    elif head in ("value", "date"):
        if not isinstance(tree[1], bool):
            yield "condition_not_boolean", str(tree[1])
    elif head == "name":
        yield from _named_boolean(tree, kinds)
    elif head == "contains":
        yield from _contains(tree, kinds)
    elif head == "in":
        yield from _in(tree, kinds)
    else:
        yield from _compared(tree, kinds)


def faults_of_test(test: Tree, kind: Kind, label: str) -> Iterator[Fault]:
    """What is wrong with a cell for values of this kind."""
    head = test[0]
    if head in ("or", "not"):
        for part in test[1:]:
            yield from faults_of_test(part, kind, label)
    elif head == "range":
        yield from _range(test, kind, label)
    elif head != "any":
        if head not in ("=", "!=") and kind.name not in _ORDERED:
            yield "condition_order", label
        yield from _fits(test[1], kind, label)


def _range(test: Tree, kind: Kind, label: str) -> Iterator[Fault]:
    low, high = test[1], test[2]
    for said in (low, high):
        yield from _fits(said, kind, label)
    if kind.name not in _ORDERED:
        yield "condition_order", label
    elif type_of(low) == type_of(high) and low > high:
        yield "condition_range", f"{low}..{high}"


def names_in(tree: Tree) -> Iterator[tuple[str, ...]]:
    """Every name a condition asks for."""
    if tree[0] == "name":
        yield tuple(tree[1:])
    elif tree[0] == "in":
        yield from names_in(tree[1])
    elif tree[0] not in ("value", "date"):
        for part in tree[1:]:
            yield from names_in(part)


def type_of(said: Any) -> str:
    """The kind of a literal. Days are told from texts by their form: a text that looks like a day
    passes for both (`_fits`)."""
    if isinstance(said, bool):
        return "boolean"
    return "number" if isinstance(said, int | float) else "string"


def is_day(said: Any) -> bool:
    try:
        return isinstance(said, str) and date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def _fits(said: Any, kind: Kind, label: str) -> Iterator[Fault]:
    name = kind.item
    right = is_day(said) if name == "date" else type_of(said) == name
    if not right:
        yield "condition_kind", label
    elif kind.values and said not in kind.values:
        yield "condition_value", str(said)


def _side(tree: Tree, kinds: Kinds) -> tuple[Kind | None, list[Fault]]:
    """The kind of one side of a comparison; None for `null` and what is not known."""
    if tree[0] == "name":
        kind = kinds.get(tuple(tree[1:]))
        return kind, [] if kind else [("condition_name", ".".join(tree[1:]))]
    if tree[0] == "date":
        return Kind("date"), []
    return (None if tree[1] is None else Kind(type_of(tree[1]))), []


def _compared(tree: Tree, kinds: Kinds) -> Iterator[Fault]:
    sign, left, right = tree
    (mine, faults), (other, more) = _side(left, kinds), _side(right, kinds)
    yield from [*faults, *more]
    if faults or more:
        return
    label = ".".join((left if left[0] == "name" else right)[1:]) if _has_name(tree) else sign
    if not _has_name(tree):
        yield "condition_constant", f"{left[1]} {sign} {right[1]}"
    elif mine is None or other is None:
        if sign not in ("=", "!="):
            yield "condition_order", label
    elif mine.name != other.name or mine.is_list:
        yield "condition_kind", label
    elif sign not in ("=", "!=") and mine.name not in _ORDERED:
        yield "condition_order", label
    else:
        yield from _known_value(left, right, mine, label)
        yield from _known_value(right, left, other, label)


def _has_name(tree: Tree) -> bool:
    return "name" in (tree[1][0], tree[2][0])


def _known_value(name: Tree, literal: Tree, kind: Kind, label: str) -> Iterator[Fault]:
    if name[0] == "name" and literal[0] == "value":
        yield from _fits(literal[1], kind, label)


def _named_boolean(tree: Tree, kinds: Kinds) -> Iterator[Fault]:
    kind, faults = _side(tree, kinds)
    yield from faults
    if kind is not None and kind.name != "boolean":
        yield "condition_not_boolean", ".".join(tree[1:])


def _contains(tree: Tree, kinds: Kinds) -> Iterator[Fault]:
    kind, faults = _side(tree[1], kinds)
    yield from faults
    label = ".".join(tree[1][1:])
    if kind is not None and not kind.is_list:
        yield "condition_no_list", label
    elif kind is not None:
        yield from _fits(tree[2][1], kind, label)


def _in(tree: Tree, kinds: Kinds) -> Iterator[Fault]:
    if tree[1][0] != "name":
        yield "condition_constant", str(tree[1][1])
        return
    kind, faults = _side(tree[1], kinds)
    yield from faults
    if kind is not None and kind.is_list:
        yield "condition_kind", ".".join(tree[1][1:])
    elif kind is not None:
        yield from faults_of_test(tree[2], kind, ".".join(tree[1][1:]))
