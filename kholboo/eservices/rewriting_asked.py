"""One question of a form as its page of the builder shows it, and as the files say it. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from kholboo.eservices.engine.forms.conditions import Condition
from kholboo.eservices.engine.forms.form import Kind
from kholboo.eservices.rewriting_form import Questions
from kholboo.eservices.rewriting_rows import new_key

Typed = Mapping[str, Any]
LONGEST_LINE = 200  # letters of a new question's answer, until somebody says otherwise
FULL = "full"
TICKS = ("remember", "personal", "sample")


def typed_of(found: Questions, path: str) -> dict[str, Any]:
    """What stands in the boxes of a question that is asked already."""
    spec, looks, kind = found.spec(path), found.looks(path), found.kind(path)
    words = {
        f"{name}_{language}": (looks.get(name) or {}).get(language, "")
        for name in ("label", "hint", "item", "add")
        for language in ("mn", "en")
    }
    least, most = ("minimum", "maximum") if kind in NUMBERS else ("minItems", "maxItems")
    if kind is Kind.TEXT:
        least, most = "minLength", "maxLength"
    return {
        **words,
        "format": spec.get("format", ""),
        "least": spec.get(least),
        "most": spec.get(most),
        "is_area": looks.get("widget") == "area",
        "widget": looks.get("widget", "radio"),
        "width": looks.get("width", FULL),
        "must_agree": spec.get("const") is True,
        "need": found.need(path),
        "prefill": looks.get("prefill", ""),
        **{name: bool(looks.get(name)) for name in TICKS},
    }


def spec_of(kind: Kind, typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    """Its part of the contract. `old` is what was asked until now, empty for a new question."""
    return _SPECS[kind](typed, old)


def looks_of(kind: Kind, typed: Typed, when: Condition | None, *, is_other: bool) -> dict[str, Any]:
    """Its part of the pages; a part that is None goes. `is_other`: of another kind than before."""
    gone = dict.fromkeys(("widget", "prefill", "options", "width")) if is_other else {}
    found: dict[str, Any] = {
        **gone,
        "label": _both(typed, "label"),
        "hint": _both(typed, "hint") if typed["hint_mn"] else None,
        "show_when": when,
    }
    # What a page does not ask of this kind stays as it stands.
    found |= {name: typed[name] or None for name in (*TICKS, "prefill") if name in typed}
    if "width" in typed:
        found["width"] = None if typed["width"] == FULL else typed["width"]
    if "choices_mn" in typed:
        found["options"] = dict(_choices(typed))
    return found | _of_kind(kind, typed)


def _of_kind(kind: Kind, typed: Typed) -> dict[str, Any]:
    match kind:
        case Kind.TEXT:
            return {"widget": "area" if typed["is_area"] and not typed["format"] else None}
        case Kind.CHOICE:
            return {"widget": typed["widget"]}
        case Kind.LIST:
            return {"item": _both(typed, "item"), "add": _both(typed, "add")}
        case _:
            return {}


def first_of_list(typed: Typed) -> tuple[str, dict[str, Any]]:
    """A list begins with a question in words: its key, and what the pages say of it."""
    return new_key(typed["first_en"], set()), {"label": _both(typed, "first")}


def _text(typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    if typed["format"]:
        kept = old if old.get("format") == typed["format"] else {}
        return {**kept, "type": "string", "format": typed["format"]}
    found = {"type": "string", "maxLength": typed["most"]}
    return {**found, "minLength": typed["least"]} if typed["least"] else found


def _number(kind: Kind) -> Callable[[Typed, Mapping[str, Any]], dict[str, Any]]:
    def spec(typed: Typed, _old: Mapping[str, Any]) -> dict[str, Any]:
        walls = {"minimum": _plain(typed["least"]), "maximum": _plain(typed["most"])}
        return {"type": kind.value, **walls}

    return spec


def _boolean(typed: Typed, _old: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "boolean", "const": True} if typed["must_agree"] else {"type": "boolean"}


def _date(_typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    return dict(old) if old.get("format") == "date" else {"type": "string", "format": "date"}


def _choice(typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "string", "enum": _keys(typed, old)}


def _several(typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    items = {"type": "string", "enum": _keys(typed, old.get("items", {}))}
    return {"type": "array", "uniqueItems": True, **_count(typed), "items": items}


def _list(typed: Typed, old: Mapping[str, Any]) -> dict[str, Any]:
    items = old.get("items")
    if items is None:
        key, _looks = first_of_list(typed)
        first = {"type": "string", "maxLength": LONGEST_LINE}
        items = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: first},
            "required": [key],
        }
    return {"type": "array", **_count(typed), "items": items}


def _count(typed: Typed) -> dict[str, int]:
    least = {"minItems": typed["least"]} if typed["least"] else {}
    return {**least, "maxItems": typed["most"]}


def _keys(typed: Typed, old: Mapping[str, Any]) -> list[str]:
    return [key for key, _words in _choices(typed)] if "choices_mn" in typed else old["enum"]


def _choices(typed: Typed) -> list[tuple[str, dict[str, str]]]:
    found = dict[str, dict[str, str]]()
    for mn, en in zip(typed["choices_mn"], typed["choices_en"], strict=True):
        found[new_key(en, set(found))] = {"mn": mn, "en": en}
    return list(found.items())


def _both(typed: Typed, name: str) -> dict[str, str]:
    return {language: typed[f"{name}_{language}"] for language in ("mn", "en")}


def _plain(number: Any) -> int | float:
    return int(number) if number == int(number) else float(number)


NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_SPECS: dict[Kind, Callable[[Typed, Mapping[str, Any]], dict[str, Any]]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _number(Kind.INTEGER),
    Kind.NUMBER: _number(Kind.NUMBER),
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.LIST: _list,
}
