"""When a question is asked: conditions as data, never text that is evaluated.

    {"field": "kind", "is": "meat"}        {"field": "kind", "in": ["meat", "milk"]}
    {"field": "previous", "filled": true}  {"all": […]}  {"any": […]}  {"not": {…}}

`list.name` means that field of any item; inside the same item, of this item.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Condition = Mapping[str, Any]
DEEPEST = 5
MOST_PARTS = 50


def holds(
    condition: Condition | None, answers: Mapping[str, Any], item: tuple[str, Any] | None = None
) -> bool:
    """Whether the condition is true of the answers; None always is.

    `item`: the list's name and the item for which a question inside a list is asked.
    """
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, answers, item) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers, item) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], answers, item)
    values = list(_values(condition["field"], answers, item))
    if "filled" in condition:
        return any(_is_filled(value) for value in values) is condition["filled"]
    wanted = condition["in"] if "in" in condition else [condition["is"]]
    return any(_is_same(value, one) for value in values for one in wanted)


def fields_of(condition: Condition) -> Iterator[str]:
    """Every field that the condition looks at."""
    if "field" in condition:
        yield condition["field"]
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from fields_of(part)
    if "not" in condition:
        yield from fields_of(condition["not"])


def _values(
    path: str, answers: Mapping[str, Any], item: tuple[str, Any] | None
) -> Iterator[object]:
    name, _dot, inner = path.partition(".")
    if not inner:
        value = answers.get(name)
        yield from value if isinstance(value, list) and value else [value]
    elif item and item[0] == name:
        yield item[1].get(inner)
    else:
        rows = answers.get(name)
        yield from (row.get(inner) for row in rows) if isinstance(rows, list) else ()


def _is_filled(value: object) -> bool:
    return value not in (None, "", False, [])


def _is_same(value: object, wanted: object) -> bool:
    """1 is not True here, as in JSON."""
    return value == wanted and isinstance(value, bool) == isinstance(wanted, bool)
