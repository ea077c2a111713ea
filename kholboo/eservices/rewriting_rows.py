"""Lists of a procedure as rows that are typed: read out of the manifest, written back. Pure.

What a row says besides the typed parts stays as somebody wrote it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.rewriting_conditions import condition_of, tokens_of

Row = Mapping[str, Any]
CONDITION = "condition"
_NO_KEY = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 40


@dataclass(frozen=True)
class Shape:
    """How a list of the manifest is written. `is_bare`: the row itself is the words."""

    columns: tuple[str, ...] = ()
    is_keyed: bool = True
    is_bare: bool = False


# Lists of the whole procedure, then those of one step.
LISTS: dict[str, Shape] = {
    "requirements": Shape(is_keyed=False, is_bare=True),
    "milestones": Shape(),
    "documents": Shape(("hint_mn", "hint_en", "needed", "most")),
    "legal_basis": Shape(("url", "is_confirmed"), is_keyed=False),
}
STEP_LISTS: dict[str, Shape] = {
    "outcomes": Shape(),
    "checklist": Shape(),
    "fields": Shape(
        ("type", "low", "high", "is_needed", "choices_mn", "choices_en", "is_personal")
    ),
}


def typed_of(shape: Shape, row: Row) -> dict[str, Any]:
    """A row as its form shows it."""
    words = row if shape.is_bare else row.get("title") or {}
    hint = row.get("hint") or {} if not shape.is_bare else {}
    found = {
        "mn": words.get("mn", ""),
        "en": words.get("en", ""),
        "url": row.get("url", ""),
        "is_confirmed": not row.get("sample"),
        "hint_mn": hint.get("mn", ""),
        "hint_en": hint.get("en", ""),
        "needed": _needed(row.get("required")),
        "most": row.get("most", 1),
        "type": row.get("type", "text"),
        **{
            f"choices_{language}": "\n".join(one["title"][language] for one in _choices(row))
            for language in ("mn", "en")
        },
        "low": row.get("least"),
        "high": row.get("most"),
        "is_needed": row.get("required") is True,
        "is_personal": row.get("personal") is True,
    }
    return {name: found[name] for name in ("mn", "en", *shape.columns)}


def row_of(shape: Shape, typed: Mapping[str, Any], kept: Row | None, taken: Iterable[str]) -> Row:
    """A row to write. A new one that is known by a key gets one out of its English words."""
    words = {"mn": typed["mn"], "en": typed["en"]}
    if shape.is_bare:
        return words
    row: dict[str, Any] = dict(kept or {})
    if shape.is_keyed and not row.get("key"):
        row = {"key": new_key(typed["en"], set(taken)), **row}
    row["title"] = words
    for name in shape.columns:
        _WRITE[name](row, typed)
    return row


def new_key(words: str, taken: set[str]) -> str:
    plain = _NO_KEY.sub("_", words.lower()).strip("_")
    base = plain if plain[:1].isalpha() else f"item_{plain}".rstrip("_")
    base = base[: LONGEST_KEY - 3].rstrip("_")
    found, count = base, 1
    while found in taken:
        count += 1
        found = f"{base}_{count}"
    return found


def lines_of(text: str) -> list[str]:
    """What is typed one under another, without empty lines."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def in_places(rows: Sequence[tuple[int, Row]]) -> list[Row]:
    """By the typed places; rows of one place keep the order in which they stood."""
    return [row for _place, row in sorted(rows, key=lambda pair: pair[0])]


def _needed(said: Any) -> str:
    """A condition on one answer is the token of that answer; CONDITION: more than one box can say."""
    if isinstance(said, bool) or said is None:
        return "always" if said else "never"
    tokens = tokens_of(said) or []
    return tokens[0] if len(tokens) == 1 else CONDITION


def _write_hint(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
    if typed["hint_mn"] or typed["hint_en"]:
        row["hint"] = {"mn": typed["hint_mn"], "en": typed["hint_en"]}
    else:
        row.pop("hint", None)


def _write_needed(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
    chosen = typed["needed"]
    if chosen in ("always", "never"):
        row["required"] = chosen == "always"
    elif chosen not in (CONDITION, _needed(row.get("required"))):
        row["required"] = condition_of([chosen])


def _write_most(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
    if typed["most"] and typed["most"] > 1:
        row["most"] = typed["most"]
    else:
        row.pop("most", None)


def _write_confirmed(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
    if typed["is_confirmed"]:
        row.pop("sample", None)
    else:
        row["sample"] = True


def _choices(row: Row) -> Sequence[Row]:
    return row.get("choices") or ()


def _write_choices(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
    pairs = list(zip(lines_of(typed["choices_mn"]), lines_of(typed["choices_en"]), strict=False))
    old = _choices(row)
    taken = {one["key"] for one in old}
    row["choices"] = []
    for (mn, en), same in zip(pairs, _same_choices(old, pairs), strict=True):
        kept = same or {"key": new_key(en, taken)}
        taken.add(kept["key"])
        row["choices"].append({**kept, "title": {"mn": mn, "en": en}})
    if not row["choices"]:
        del row["choices"]


def _same_choices(old: Sequence[Row], pairs: Sequence[tuple[str, str]]) -> list[Row | None]:
    """Which choice each line was before. Its key, by which conditions know it, stays while its words
    in one language stay, or its place among as many as there were."""
    left, found = list(old), list[Row | None]([None] * len(pairs))
    rules: list[Callable[[int, Row], bool]] = [
        lambda place, one: (one["title"]["mn"], one["title"]["en"]) == pairs[place],
        lambda place, one: one["title"]["mn"] == pairs[place][0],
        lambda place, one: one["title"]["en"] == pairs[place][1],
        lambda place, one: len(old) == len(pairs) and one == old[place],
    ]
    for is_same in rules:
        for place in range(len(pairs)):
            same = next((one for one in left if is_same(place, one)), None)
            if found[place] is None and same is not None:
                found[place] = same
                left.remove(same)
    return found


def _write_limit(part: str, name: str) -> Callable[[dict[str, Any], Mapping[str, Any]], None]:
    def write(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
        if typed[name] is None:
            row.pop(part, None)
        else:
            row[part] = typed[name]

    return write


def _write_mark(part: str, name: str) -> Callable[[dict[str, Any], Mapping[str, Any]], None]:
    """A part that is true or not there at all."""

    def write(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
        if typed[name]:
            row[part] = True
        else:
            row.pop(part, None)

    return write


def _write_plain(name: str) -> Callable[[dict[str, Any], Mapping[str, Any]], None]:
    def write(row: dict[str, Any], typed: Mapping[str, Any]) -> None:
        row[name] = typed[name]

    return write


_WRITE: dict[str, Callable[[dict[str, Any], Mapping[str, Any]], None]] = {
    "hint_mn": _write_hint,
    "hint_en": _write_hint,
    "needed": _write_needed,
    "most": _write_most,
    "is_confirmed": _write_confirmed,
    "url": _write_plain("url"),
    "type": _write_plain("type"),
    "choices_mn": _write_choices,
    "choices_en": lambda row, typed: None,  # written with the Mongolian ones
    "low": _write_limit("least", "low"),
    "high": _write_limit("most", "high"),
    "is_needed": _write_mark("required", "is_needed"),
    "is_personal": _write_mark("personal", "is_personal"),
}
