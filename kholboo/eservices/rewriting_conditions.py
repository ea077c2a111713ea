"""When a question is asked, as it is chosen on a page: another answer, or one of up to three. Pure.

A condition that says more than that stands as it is written in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.engine.forms.conditions import Condition

MOST = 3
KEPT = "kept"


@dataclass(frozen=True)
class Offer:
    """One answer a condition may ask for. `token` is what a page sends for it."""

    token: str
    words: str


def token(field: str, *value: object) -> str:
    """Of a question and its answer; without an answer: that it is answered at all."""
    return json.dumps([field, *value], ensure_ascii=False)


def tokens_of(condition: Condition | None) -> list[str] | None:
    """What stands in the boxes of the page; None where the condition says more than they can."""
    if condition is None:
        return []
    found: list[str] = []
    for part in condition.get("any", [condition]):
        tokens = _simple(part)
        if tokens is None:
            return None
        found += tokens
    return found if len(found) <= MOST else None


def condition_of(tokens: Sequence[str]) -> Condition | None:
    """The condition that any of these holds; several answers of one question stand together."""
    values: dict[str, list[Any]] = {}
    parts: list[Mapping[str, Any]] = []
    for each in dict.fromkeys(tokens):
        field, *value = json.loads(each)
        if not value:
            parts.append({"field": field, "filled": True})
        elif field in values:
            values[field] += value
        else:
            values[field] = value
            parts.append({"field": field, "in": value})
    plain = [
        {"field": part["field"], "is": part["in"][0]} if len(part.get("in", ())) == 1 else part
        for part in parts
    ]
    return {"any": plain} if len(plain) > 1 else plain[0] if plain else None


def _simple(part: Condition) -> list[str] | None:
    if part.get("filled") is True:
        return [token(part["field"])]
    if "is" in part:
        return [token(part["field"], part["is"])]
    if "in" in part:
        return [token(part["field"], one) for one in part["in"]]
    return None
