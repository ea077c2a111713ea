"""The oracle: a complete validator of JSON Schema (used by tests alone) judges the same answers.

It knows nothing of pages, so both judge a form without conditions and without texts to tidy.
"""

import json

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.tests.sample_form import answers, bread, files, form

WORDS = {"mn": "Асуулт", "en": "Question"}
LEAVES = st.one_of(
    st.builds(
        lambda least, more: {"type": "string", "minLength": least, "maxLength": least + more},
        st.integers(0, 3),
        st.integers(1, 5),
    ),
    st.builds(
        lambda kind, least, more: {"type": kind, "minimum": least, "maximum": least + more},
        st.sampled_from(["integer", "number"]),
        st.integers(-5, 5),
        st.integers(0, 10),
    ),
    st.just({"type": "boolean"}),
    st.just({"type": "boolean", "const": True}),
    st.just({"type": "string", "enum": ["a", "b"]}),
    st.just(
        {
            "type": "array",
            "items": {"type": "string", "enum": ["a", "b"]},
            "maxItems": 2,
            "uniqueItems": True,
        }
    ),
    st.just({"type": "string", "format": "date"}),
)
KEYS = st.sampled_from(["one", "two", "three"])


@st.composite
def objects(draw, inner):
    properties = draw(st.dictionaries(KEYS, inner, min_size=1, max_size=3))
    required = draw(st.lists(st.sampled_from(sorted(properties)), unique=True))
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": required,
    }


LISTS = st.builds(
    lambda item, most, least: {
        "type": "array",
        "items": item,
        "maxItems": most,
        "minItems": min(least, most),
    },
    objects(LEAVES),
    st.integers(1, 3),
    st.integers(0, 2),
)
SCHEMAS = objects(st.one_of(LEAVES, LISTS))
VALUES = st.one_of(
    st.text("abc", min_size=1, max_size=9),
    st.integers(-9, 20),
    st.sampled_from([0.5, 2.25, True, "2026-07-01", "2026-13-01", ["a"], ["b", "a"], ["c"]]),
)
ANSWERS = st.dictionaries(
    KEYS,
    st.one_of(
        VALUES,
        st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=3), min_size=1, max_size=4),
    ),
    max_size=3,
)


def plain_ui(schema):
    """The least a UI layer says of a schema: every question on one page."""
    fields = {}
    for key, spec in schema["properties"].items():
        fields[key] = {"label": WORDS}
        inner = spec.get("items", {})
        for part in (spec, inner):
            if "enum" in part:
                fields[key]["options"] = dict.fromkeys(part["enum"], WORDS)
        if inner.get("type") == "object":
            fields[key] |= {"items": list(inner["properties"]), "item": WORDS, "add": WORDS}
            below = plain_ui(inner)["fields"]
            fields |= {f"{key}.{name}": words for name, words in below.items()}
    return {
        "pages": [{"key": "all", "title": WORDS, "fields": list(schema["properties"])}],
        "fields": fields,
    }


def as_text(value):
    """The same answer as a page without JavaScript sends it: everything but lists is text."""
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    return str(value).lower() if isinstance(value, bool) else value


def in_order(values):
    return sorted(values) if values and isinstance(values[0], str) else values


@settings(max_examples=150, deadline=None)
@given(schema=SCHEMAS, typed=ANSWERS)
def test_answers_are_judged_as_a_complete_validator_judges_them(schema, typed):
    oracle = jsonschema_rs.validator_for(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
        validate_formats=True,
    )

    understood = understand(Form.of(schema, plain_ui(schema)), typed, is_strict=True)

    if understood.is_good:
        assert oracle.is_valid(understood.answers), (schema, typed)
    if oracle.is_valid(typed):
        assert understood.is_good, (schema, typed, understood.wrongs)
        assert json.dumps(understood.answers, sort_keys=True) == json.dumps(
            {k: in_order(v) if isinstance(v, list) else v for k, v in typed.items()},
            sort_keys=True,
        )


@settings(max_examples=100, deadline=None)
@given(schema=SCHEMAS, typed=ANSWERS)
def test_a_page_without_javascript_and_a_machine_are_understood_alike(schema, typed):
    read = Form.of(schema, plain_ui(schema))
    machine = understand(read, typed)

    if machine.is_good:
        assert understand(read, as_text(typed)).answers == machine.answers


def test_both_versions_of_the_form_are_sound_for_the_complete_validator():
    for version in (1, 2):
        schema, _ui = files(version)
        jsonschema_rs.meta.validate(schema)
        days = {"shelf_life_days": 5} if version == 2 else {}
        good = answers(products=[bread(**days)])

        assert jsonschema_rs.validator_for(schema).is_valid(good)
        assert understand(form(version), good).is_good
