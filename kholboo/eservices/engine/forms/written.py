"""What is written down at a step: the fields of the manifest as questions, read by the same rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from kholboo.eservices.engine.forms.form import Field, Form, Page, kind_of

# What results of steps hold under names of their own: no field is called so.
TAKEN = frozenset(
    {
        *("outcome", "note", "ground", "checked", "expert", "rule", "proposed"),
        *("samples", "mark", "outside", "failed", "sealed"),
    }
)
LONGEST_LINE, LONGEST_TEXT = 300, 5_000
LARGEST_NUMBER = 10**12


def form_of_fields(fields: Iterable[Mapping[str, Any]]) -> Form:
    """One page of questions; a text without a limit is one line."""
    asked = tuple(_question(one) for one in fields)
    return Form((Page("written", {"mn": "", "en": ""}, None, None, asked),))


def personal_of(fields: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Keys whose values tell who somebody is: they are kept sealed."""
    return frozenset(one["key"] for one in fields if one.get("personal"))


def _question(field: Mapping[str, Any]) -> Field:
    words = {choice["key"]: choice["title"] for choice in field.get("choices", ())}
    spec = _spec(field, list(words))
    ui = {"label": field["title"], "options": words}
    # A tick that is not set is an answer too.
    is_required = bool(field.get("required")) and field["type"] != "boolean"
    return Field(field["key"], kind_of(spec), spec, ui, is_required)


def _spec(field: Mapping[str, Any], choices: list[str]) -> dict[str, Any]:
    match field["type"]:
        case "text":
            return {"type": "string", "maxLength": int(field.get("most") or LONGEST_LINE)}
        case "date":
            return {"type": "string", "format": "date"}
        case "choice":
            return {"type": "string", "enum": choices}
        case "boolean":
            return {"type": "boolean"}
        case kind:
            low, high = field.get("least"), field.get("most")
            return {
                "type": kind,
                "minimum": -LARGEST_NUMBER if low is None else low,
                "maximum": LARGEST_NUMBER if high is None else high,
            }
