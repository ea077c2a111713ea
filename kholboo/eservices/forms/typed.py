"""Between the names of inputs and what was typed: a draft keeps the text, right or wrong.

A page's inputs are flat (`products-0-name`, a day as three boxes); a draft's answers are a tree.
Nothing is judged here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from kholboo.eservices.engine.forms.form import Field, Kind, Page
from kholboo.eservices.engine.forms.shapes import DAY_PARTS

# Far more than any question takes; what was pasted too long comes back to be shortened.
KEPT_LETTERS = 12_000


def typed_on(page: Page, post: QueryDict) -> dict[str, Any]:
    """What was typed on this page; of a list as many items as the page said it had."""
    return {field.key: _typed(field, field.key, post) for field in page.fields}


def flat(page: Page, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the inputs of a form, by their names."""
    found: dict[str, Any] = {}
    for field in page.fields:
        if field.kind is Kind.LIST:
            for place, row in enumerate(rows_of(field, typed)):
                for inner in field.items:
                    _flatten(inner, f"{field.key}-{place}-{inner.key}", row.get(inner.key), found)
        else:
            _flatten(field, field.key, typed.get(field.key), found)
    return found


def rows_of(field: Field, typed: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The items to show: those begun, and one empty where there is none."""
    rows = typed.get(field.key)
    known = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return known[: field.spec["maxItems"]] or [{}]


def rows_name(field: Field) -> str:
    """The hidden input that says how many items a page shows."""
    return f"{field.key}-rows"


def _typed(field: Field, name: str, post: QueryDict) -> Any:
    match field.kind:
        case Kind.LIST:
            count = post.get(rows_name(field), "")
            shown = int(count) if count.isascii() and count.isdecimal() and len(count) < 4 else 0
            return [
                {
                    inner.key: _typed(inner, f"{name}-{place}-{inner.key}", post)
                    for inner in field.items
                }
                for place in range(min(shown, field.spec["maxItems"]))
            ]
        case Kind.BOOLEAN:
            return name in post
        case Kind.CHOICES:
            return [_plain(one) for one in post.getlist(name)[:300]]
        case Kind.DATE:
            parts = [_plain(post.get(name + part, ""))[:10].strip() for part in DAY_PARTS]
            return "-".join(parts) if any(parts) else ""
        case _:
            return _plain(post.get(name, ""))


def _flatten(field: Field, name: str, value: Any, into: dict[str, Any]) -> None:
    if field.kind is Kind.DATE:
        parts = [*str(value or "").split("-", 2), "", ""][:3]
        into |= dict(zip((name + part for part in DAY_PARTS), parts, strict=True))
    elif field.kind is Kind.BOOLEAN:
        if value is True or value == "on":
            into[name] = "on"
    elif value is not None:
        into[name] = value


def _plain(text: str) -> str:
    return text[:KEPT_LETTERS].replace("\x00", "")
