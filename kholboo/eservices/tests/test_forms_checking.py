import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.eservices.engine.forms.checking import check_form
from kholboo.eservices.engine.forms.checking_documents import check_documents
from kholboo.eservices.tests.sample_form import files

WORDS = {"mn": "Үг", "en": "Words"}
NAME = ("properties", "organisation_name")


def changed(where, value, tree):
    """A copy of the tree with `value` at the path; None as value takes the place away."""
    copied = copy.deepcopy(tree)
    place = copied
    for step in where[:-1]:
        place = place[step]
    if value is None:
        del place[where[-1]]
    else:
        place[where[-1]] = value
    return copied


def found(schema=None, ui=None):
    good_schema, good_ui = files()
    problems = check_form(schema or good_schema, ui or good_ui)
    return {(problem.element, problem.code) for problem in problems}


@pytest.mark.parametrize("version", [1, 2])
def test_the_forms_of_the_repository_may_be_published(version):
    assert check_form(*files(version)) == []


@pytest.mark.parametrize(
    ("where", "value", "problem"),
    [
        ((*NAME, "pattern"), "(a+)+$", ("/properties/organisation_name/pattern", "pattern_is_free")),
        ((*NAME, "$ref"), "#", ("/properties/organisation_name/$ref", "reference")),
        ((*NAME, "maxLength"), None, ("/properties/organisation_name/maxLength", "out_of_walls")),
        ((*NAME, "maxLength"), 10**9, ("/properties/organisation_name/maxLength", "out_of_walls")),
        ((*NAME, "minLength"), 301, ("/properties/organisation_name/minLength", "out_of_walls")),
        ((*NAME, "format"), "regex", ("/properties/organisation_name/format", "pattern_unknown")),
        ((*NAME, "type"), "object", ("/properties/organisation_name/type", "type_unknown")),
        ((*NAME, "x/~y"), 1, ("/properties/organisation_name/x~1~0y", "keyword_unknown")),
        (("properties", "Name"), {"type": "boolean"}, ("/properties/Name", "key_is_wrong")),
        (("properties", "workers", "maximum"), None, ("/properties/workers/maximum", "out_of_walls")),
        (("properties", "workers", "minimum"), float("nan"), ("/properties/workers/minimum", "out_of_walls")),
        (("properties", "products", "maxItems"), 10**6, ("/properties/products/maxItems", "out_of_walls")),
        (
            ("properties", "products", "items", "properties", "name"),
            {"type": "array", "items": {"type": "object"}, "maxItems": 2},
            ("/properties/products/items/properties/name/type", "type_unknown"),
        ),
        (("allOf",), [{}], ("/allOf", "combination")),
        (("properties", "go"), {"type": "boolean"}, ("/properties/go", "key_is_sent")),
        (
            ("properties", "previous_until_year"),
            {"type": "boolean"},
            ("/properties/previous_until_year", "key_is_sent"),
        ),
        (("additionalProperties",), True, ("/additionalProperties", "must_be_closed")),
        (("required",), ["nobody"], ("/required/0", "field_unknown")),
        (("$schema",), "http://json-schema.org/draft-07/schema#", ("/$schema", "dialect")),
        (("properties", "had_certificate", "enum"), ["a", "a"], ("/properties/had_certificate/enum/1", "choices_wrong")),
        (("properties", "declaration", "const"), False, ("/properties/declaration/const", "out_of_walls")),
        (("description",), {"a": 1}, ("/description", "words_wrong")),
    ],
)  # fmt: skip
def test_what_the_contract_may_not_hold_is_named_by_its_pointer(where, value, problem):
    schema, _ui = files()

    assert problem in found(schema=changed(where, value, schema))


@pytest.mark.parametrize(
    ("where", "value", "problem"),
    [
        (("pages", 0, "fields", 0), "nobody", ("/pages/0/fields/0", "field_unknown")),
        (("pages", 1, "fields"), ["organisation_name", "products"], ("/pages/1/fields/0", "field_unknown")),
        (("pages", 5, "fields"), [], ("/pages/5/fields", "not_a_list")),
        (("pages", 0, "key"), "../etc", ("/pages/0/key", "key_is_wrong")),
        (("pages", 0, "key"), "check", ("/pages/0/key", "key_is_wrong")),
        (("pages", 0, "title"), {"mn": "Зөвхөн монгол"}, ("/pages/0/title", "words_missing")),
        (("pages", 0, "script"), "alert(1)", ("/pages/0/script", "keyword_unknown")),
        (("fields", "contact_name", "label", "en"), "a\u202eb", ("/fields/contact_name/label", "words_missing")),
        (("fields", "contact_name", "widget"), "html", ("/fields/contact_name/widget", "out_of_walls")),
        (("fields", "contact_name", "prefill"), "user.password", ("/fields/contact_name/prefill", "out_of_walls")),
        (("fields", "contact_name", "show_when"), {"field": "had_certificate", "is": "yes"}, ("/fields/contact_name/show_when/field", "condition_looks_ahead")),
        (("fields", "production_address", "show_when"), {"field": "contact_name", "filled": True}, ("/fields/production_address/show_when", "hidden_but_required")),
        (("fields", "previous_number", "show_when"), {"field": "had_certificate", "is": "maybe"}, ("/fields/previous_number/show_when", "condition_never_holds")),
        (("fields", "previous_number", "show_when"), "import os", ("/fields/previous_number/show_when", "condition_wrong")),
        (("fields", "products", "items"), ["name"], ("/fields/products/items", "items_wrong")),
        (("fields", "products.kind", "options"), {}, ("/fields/products.kind/options", "options_wrong")),
        (("fields", "nobody"), {"label": WORDS}, ("/fields/nobody", "field_unknown")),
        (("fields", "workers"), None, ("/fields/workers", "words_missing")),
        (("pages", 0, "documents"), True, ("/pages", "two_pages_of_documents")),
    ],
)  # fmt: skip
def test_what_the_pages_may_not_hold_is_named_by_its_pointer(where, value, problem):
    _schema, ui = files()

    assert problem in found(ui=changed(where, value, ui))


def test_all_problems_are_told_at_once_and_their_number_has_an_end():
    schema, ui = files()
    for key in ("organisation_name", "contact_name"):
        schema = changed(("properties", key, "pattern"), ".*", schema)
    many = changed(("properties",), {f"Key{n}": {"pattern": "x"} for n in range(10_000)}, schema)

    assert len([code for _where, code in found(schema=schema) if code == "pattern_is_free"]) == 2
    assert 100 < len(check_form(many, ui)) <= 200


def test_depth_hurts_nobody():
    deep = {"field": "contact_name", "filled": True}
    nested = {}
    for _level in range(5_000):
        deep, nested = {"not": deep}, {"type": "array", "items": nested}
    schema, ui = files()

    by_condition = found(ui=changed(("fields", "previous_number", "show_when"), deep, ui))
    by_schema = found(schema=changed(("properties", "products"), nested, schema))

    assert {code for _where, code in by_condition} == {"condition_too_deep"}
    assert by_schema


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.floats()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


def paths(tree, before=()):
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, below in steps:
        yield (*before, step)
        if isinstance(below, (dict, list)):
            yield from paths(below, (*before, step))


SCHEMA_PATHS, UI_PATHS = (sorted(paths(tree), key=str) for tree in files())


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(SCHEMA_PATHS), value=JSON)
def test_any_json_in_any_place_of_the_contract_gets_an_answer(where, value):
    schema, ui = files()

    assert isinstance(check_form(changed(where, value, schema), ui), list)


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(UI_PATHS), value=JSON)
def test_any_json_in_any_place_of_the_pages_gets_an_answer(where, value):
    schema, ui = files()

    assert isinstance(check_form(schema, changed(where, value, ui)), list)


def test_papers_are_asked_by_conditions_over_the_answers():
    schema, _ui = files()
    good = {"key": "letter", "title": WORDS, "required": True}
    meat = {"key": "meat", "title": WORDS, "required": {"field": "products.kind", "is": "meat"}}

    assert check_documents([good, meat], schema) == []
    assert [
        (problem.element, problem.code)
        for problem in check_documents(
            [good, good, {**meat, "required": "yes", "most": 99}], schema
        )
    ] == [
        ("/documents/1/key", "key_is_wrong"),
        ("/documents/2/most", "out_of_walls"),
        ("/documents/2/required", "condition_wrong"),
    ]
