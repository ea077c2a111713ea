"""What a form must be before it is published: every unsupported or unsafe element by its pointer.

The data contract is a small part of JSON Schema 2020-12: an object of typed questions; lists of
objects are the only depth. Nothing here goes deeper than the subset, so no nesting can hurt.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.forms.checking_ui import UiCheck
from kholboo.eservices.engine.forms.named import NAMED
from kholboo.eservices.engine.forms.shapes import (
    SCHEMA_FILE,
    SENT_BESIDE,
    UI_FILE,
    boxes_of_days,
    is_key,
    is_whole,
    pointer,
    problem,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_PROBLEMS = 200
MOST_FIELDS = 150
MOST_IN_ITEM = 30
MOST_ITEMS = 50
MOST_CHOICES = 300
LONGEST_TEXT = 10_000
LONGEST_CHOICE = 100
LARGEST_NUMBER = 10**15

_WORDS = frozenset({"title", "description", "$comment"})
_ROOT = frozenset({"$schema", "$id", "type", "properties", "required", "additionalProperties"})
_KEYWORDS = {
    "text": frozenset({"type", "maxLength", "minLength", "format"}),
    "choice": frozenset({"type", "enum"}),
    "number": frozenset({"type", "minimum", "maximum"}),
    "boolean": frozenset({"type", "const"}),
    "array": frozenset({"type", "items", "maxItems", "minItems"}),
    "choices": frozenset({"type", "items", "maxItems", "minItems", "uniqueItems"}),
    "item": frozenset({"type", "properties", "required", "additionalProperties"}),
}
# Why a keyword is refused, where there is more to say than that it is unknown.
_REFUSED = {
    **dict.fromkeys(("pattern", "patternProperties", "propertyNames"), "pattern_is_free"),
    **dict.fromkeys(
        ("$ref", "$dynamicRef", "$defs", "$anchor", "$dynamicAnchor", "definitions"), "reference"
    ),
    **dict.fromkeys(
        ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas",
         "dependentRequired", "contains", "prefixItems", "unevaluatedProperties"),
        "combination",
    ),
}  # fmt: skip


def check_form(schema: object, ui: object) -> list[Problem]:
    """Every problem of the two files; an empty list means that the form may be published."""
    found = list(islice(_SchemaCheck().root(schema), MOST_PROBLEMS))
    if not found and isinstance(schema, Mapping):
        # The pages are judged against questions that are known to be sound.
        found = list(islice(UiCheck(schema).root(ui), MOST_PROBLEMS))
    elif not isinstance(ui, Mapping):
        found.append(problem("", "not_an_object", UI_FILE))
    return found


class _SchemaCheck:
    """One walk over the data contract."""

    def root(self, schema: object) -> Iterator[Problem]:
        if not isinstance(schema, Mapping):
            yield self._problem("", "not_an_object")
            return
        yield from self._keywords(schema, _ROOT, "")
        if schema.get("$schema", DIALECT) != DIALECT:
            yield self._problem("/$schema", "dialect", schema["$schema"])
        yield from self._object(schema, "", MOST_FIELDS, is_inner=False)

    def _object(
        self, spec: Mapping[str, Any], where: str, most: int, *, is_inner: bool
    ) -> Iterator[Problem]:
        if spec.get("type") != "object":
            yield self._problem(f"{where}/type", "type_unknown", spec.get("type"))
        if spec.get("additionalProperties") is not False:
            yield self._problem(f"{where}/additionalProperties", "must_be_closed")
        properties = spec.get("properties")
        if not isinstance(properties, Mapping) or not properties:
            yield self._problem(f"{where}/properties", "not_an_object")
            return
        if len(properties) > most:
            yield self._problem(f"{where}/properties", "too_many", len(properties))
        boxes = boxes_of_days(key for key, one in properties.items() if _is_day(one))
        for key, one in islice(properties.items(), most):
            here = f"{where}{pointer('properties', key)}"
            if not is_key(key):
                yield self._problem(here, "key_is_wrong", key)
            elif key in boxes or (not is_inner and key in SENT_BESIDE):
                yield self._problem(here, "key_is_sent", key)
            yield from self._question(one, here, is_inner=is_inner)
        yield from self._required(spec.get("required", []), properties, where)

    def _required(self, named: object, known: Mapping[str, Any], where: str) -> Iterator[Problem]:
        if not isinstance(named, list):
            yield self._problem(f"{where}/required", "not_a_list")
            return
        for place, key in enumerate(named):
            if not isinstance(key, str) or key not in known or key in named[:place]:
                yield self._problem(f"{where}/required/{place}", "field_unknown", key)

    def _question(self, spec: object, where: str, *, is_inner: bool) -> Iterator[Problem]:
        if not isinstance(spec, Mapping):
            yield self._problem(where, "not_an_object")
            return
        kind = spec.get("type")
        if kind == "string":
            yield from self._choice(spec, where) if "enum" in spec else self._text(spec, where)
        elif kind in ("integer", "number"):
            yield from self._number(spec, where, is_integer=kind == "integer")
        elif kind == "boolean":
            yield from self._keywords(spec, _KEYWORDS["boolean"], where)
            if spec.get("const", True) is not True:
                yield self._problem(f"{where}/const", "out_of_walls", spec["const"])
        elif kind == "array" and not is_inner:
            yield from self._array(spec, where)
        else:
            yield self._problem(f"{where}/type", "type_unknown", kind)
            yield from self._keywords(spec, frozenset(spec) - set(_REFUSED), where)

    def _text(self, spec: Mapping[str, Any], where: str) -> Iterator[Problem]:
        yield from self._keywords(spec, _KEYWORDS["text"], where)
        name = spec.get("format")
        if name is not None and name != "date" and not (isinstance(name, str) and name in NAMED):
            yield self._problem(f"{where}/format", "pattern_unknown", name)
        # A named pattern brings its own limit.
        if (name is None or "maxLength" in spec) and not is_whole(
            spec.get("maxLength"), 1, LONGEST_TEXT
        ):
            yield self._problem(f"{where}/maxLength", "out_of_walls", spec.get("maxLength"))
        elif not is_whole(spec.get("minLength", 0), 0, spec.get("maxLength", LONGEST_TEXT)):
            yield self._problem(f"{where}/minLength", "out_of_walls", spec.get("minLength"))

    def _choice(self, spec: Mapping[str, Any], where: str) -> Iterator[Problem]:
        yield from self._keywords(spec, _KEYWORDS["choice"], where)
        enum = spec["enum"]
        if not isinstance(enum, list) or not 1 <= len(enum) <= MOST_CHOICES:
            yield self._problem(f"{where}/enum", "choices_wrong")
            return
        seen: set[str] = set()
        for place, one in enumerate(enum):
            if not isinstance(one, str) or not 1 <= len(one) <= LONGEST_CHOICE or one in seen:
                yield self._problem(f"{where}/enum/{place}", "choices_wrong", one)
            seen.add(str(one))

    def _number(
        self, spec: Mapping[str, Any], where: str, *, is_integer: bool
    ) -> Iterator[Problem]:
        yield from self._keywords(spec, _KEYWORDS["number"], where)
        for name in ("minimum", "maximum"):
            if not _is_number(spec.get(name), is_integer=is_integer):
                yield self._problem(f"{where}/{name}", "out_of_walls", spec.get(name))
                return
        if spec["minimum"] > spec["maximum"]:
            yield self._problem(f"{where}/minimum", "out_of_walls", spec["minimum"])

    def _array(self, spec: Mapping[str, Any], where: str) -> Iterator[Problem]:
        items = spec.get("items")
        if not isinstance(items, Mapping):
            yield self._problem(f"{where}/items", "not_an_object")
            return
        is_list = items.get("type") == "object"
        yield from self._keywords(spec, _KEYWORDS["array" if is_list else "choices"], where)
        most = spec.get("maxItems")
        if not is_whole(most, 1, MOST_ITEMS):
            yield self._problem(f"{where}/maxItems", "out_of_walls", most)
        elif not is_whole(spec.get("minItems", 0), 0, most):
            yield self._problem(f"{where}/minItems", "out_of_walls", spec.get("minItems"))
        if is_list:
            yield from self._keywords(items, _KEYWORDS["item"], f"{where}/items")
            yield from self._object(items, f"{where}/items", MOST_IN_ITEM, is_inner=True)
        elif items.get("type") == "string" and "enum" in items:
            if spec.get("uniqueItems") is not True:
                yield self._problem(f"{where}/uniqueItems", "must_be_unique")
            yield from self._choice(items, f"{where}/items")
        else:
            yield self._problem(f"{where}/items/type", "type_unknown", items.get("type"))

    def _keywords(
        self, spec: Mapping[str, Any], known: frozenset[str], where: str
    ) -> Iterator[Problem]:
        for name, value in islice(spec.items(), MOST_PROBLEMS + len(known)):
            if name in _WORDS:
                if not isinstance(value, str) or len(value) > 1000:
                    yield self._problem(f"{where}{pointer(name)}", "words_wrong", value)
            elif name not in known:
                code = _REFUSED.get(str(name), "keyword_unknown")
                yield self._problem(f"{where}{pointer(name)}", code, value)

    def _problem(self, where: str, code: str, detail: object = "") -> Problem:
        return problem(where, code, SCHEMA_FILE, detail)


def _is_day(spec: object) -> bool:
    return isinstance(spec, Mapping) and spec.get("format") == "date"


def _is_number(value: object, *, is_integer: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if is_integer else (int, float)):
        return False
    return -LARGEST_NUMBER < value < LARGEST_NUMBER
