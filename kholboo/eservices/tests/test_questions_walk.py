"""Whatever is done in the form builder, in whatever order: what must be answered stays so, and is sound."""

import json
import time
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.core.errors import NotFound, RuleBroken
from kholboo.eservices import rewriting_questions as rewriting
from kholboo.eservices.engine.forms.checking import check_form
from kholboo.eservices.queries.questions import MOST_OFFERS, leaves_of, offers_in
from kholboo.eservices.rewriting_conditions import condition_of, token, tokens_of
from kholboo.eservices.rewriting_form import ALWAYS, Questions
from kholboo.eservices.tests.sample_form import files

BEGINNING = Questions(*files(2))
PATHS = sorted(BEGINNING.paths())
PAGES = [page["key"] for page in BEGINNING.pages]
WORDS = {"mn": "Шинэ", "en": "New"}
GATE = {"field": "had_certificate", "is": "yes"}
NEW = rewriting.Question({"type": "string", "maxLength": 9}, {"label": WORDS}, ALWAYS)
ways = st.sampled_from([-1, 1])
acts = st.one_of(
    st.tuples(st.just(rewriting.move_question), st.sampled_from(PATHS), ways),
    st.tuples(st.just(rewriting.move_page), st.sampled_from(PAGES), ways),
    st.tuples(st.just(rewriting.take_to), st.sampled_from(PATHS), st.sampled_from(PAGES)),
    st.tuples(st.just(rewriting.drop_question), st.sampled_from(PATHS)),
    st.tuples(st.just(rewriting.drop_page), st.sampled_from(PAGES)),
    st.tuples(st.just(lambda form, page: rewriting.add_question(form, NEW, page=page)),
              st.sampled_from(PAGES)),
    st.tuples(st.just(lambda form, page: rewriting.put_page(form, page, {"show_when": GATE})),
              st.sampled_from(PAGES)),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, max_size=12))
def test_changes_in_any_order_keep_what_must_be_answered(walk):
    form = deepcopy(BEGINNING)
    for act, *what in walk:
        tried = deepcopy(form)
        if act is rewriting.take_to and "." in what[0]:
            continue  # its page offers no other place
        try:
            act(tried, *what)
        except (RuleBroken, NotFound):
            continue
        if check_form(tried.schema, tried.ui):
            continue  # the desk refuses it with the reason
        kept = set(form.paths()) & set(tried.paths())
        assert {path: form.need(path) for path in kept} == {path: tried.need(path) for path in kept}
        form = tried
    assert check_form(form.schema, form.ui) == []
    # What is written is what is read.
    texts = form.files()
    assert [json.loads(text) for text in texts.values()] == [form.schema, form.ui]


names = st.sampled_from(["a", "b", "list.c"])
values = st.one_of(st.booleans(), st.sampled_from(["x", "y", "ү"]))
looks = st.one_of(
    st.builds(lambda name: token(name), names),
    st.builds(lambda name, value: token(name, value), names, values),
)


@given(st.lists(looks, max_size=3, unique=True))
def test_a_chosen_condition_is_read_back_as_it_was_chosen(chosen):
    condition = condition_of(chosen)
    assert sorted(tokens_of(condition) or []) == sorted(chosen)
    assert (condition is None) is (chosen == [])


def test_what_no_box_can_say_stays_in_the_file():
    for more in (
        {"not": GATE},
        {"all": [GATE]},
        {"field": "a", "filled": False},
        {"any": [{"any": [GATE]}]},
        {"field": "a", "in": ["1", "2", "3", "4"]},
    ):
        assert tokens_of(more) is None


def test_a_form_of_the_largest_size_offers_no_box_of_thousands():
    keys = [f"q{number}" for number in range(135)]
    many = {f"c{number}": WORDS for number in range(300)}
    form = deepcopy(BEGINNING)
    for number, key in enumerate(keys):
        values = many if number % 2 else dict(list(many.items())[:50])
        form.schema["properties"][key] = {"type": "string", "enum": list(values)}
        form.ui["fields"][key] = {"label": WORDS, "options": values}
        form.ui["pages"][number % 4]["fields"].append(key)
    assert check_form(form.schema, form.ui) == []

    offers = offers_in(form)

    assert len(offers) <= MOST_OFFERS + 2 * len(list(form.paths()))
    # Each question can still be asked for.
    assert {json.loads(one.token)[0] for one in offers} == set(form.paths())
    assert len(leaves_of(form)) == len(form.pages)


def test_a_form_of_nothing_but_long_lists_is_shown_at_once():
    form, text = deepcopy(BEGINNING), {"type": "string", "maxLength": 9}
    inner = {f"q{number}": text for number in range(30)}
    for key in (f"l{number}" for number in range(135)):
        item = {"type": "object", "additionalProperties": False, "properties": inner}
        form.schema["properties"][key] = {"type": "array", "maxItems": 50, "items": item}
        names = dict.fromkeys(("label", "item", "add"), WORDS)
        form.ui["fields"][key] = {**names, "items": list(inner)}
        form.ui["fields"] |= {f"{key}.{one}": {"label": WORDS} for one in inner}
        form.ui["pages"][0]["fields"].append(key)
    assert check_form(form.schema, form.ui) == []
    begun = time.process_time()

    (first, *_others) = leaves_of(form)

    assert time.process_time() - begun < 3  # seconds
    assert first.lines[-1].is_first is first.lines[0].is_last is False
    assert [(one.is_first, one.is_last) for one in first.lines[-1].inner] == [
        (place == 0, place == 29) for place in range(30)
    ]
