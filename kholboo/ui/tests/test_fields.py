from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from kholboo.ui.icons import drawings
from kholboo.ui.patterns import ExampleForm
from kholboo.ui.widgets import DayField


def show(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize("name", list(ExampleForm().fields))
def test_every_field_has_a_label_and_its_control(name):
    page = show("{% field form." + name + " %}", form=ExampleForm())

    assert str(ExampleForm().fields[name].label) in page
    assert f'name="{name}' in page


def test_a_wrong_field_says_why_beside_itself_and_points_there():
    form = ExampleForm({})

    page = show("{% field form.name %}", form=form)

    assert 'id="id_name-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_name-error"' in page


def test_hint_error_and_count_are_read_together():
    page = show("{% field form.text %}", form=ExampleForm({}))

    assert 'aria-describedby="id_text-hint id_text-error id_text-count"' in page


def test_the_error_summary_leads_to_the_first_control_of_each_field():
    page = show("{% error_summary form %}", form=ExampleForm({}))

    assert 'href="#id_kind_0"' in page
    assert 'href="#id_name"' in page
    assert "data-focus" in page


def test_the_error_summary_is_silent_without_errors():
    assert "error-summary" not in show("{% error_summary form %}", form=ExampleForm())


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = ExampleForm({})
    form.add_error(None, "Too late")

    assert "Too late" in show("{% error_summary form %}", form=form)


def test_choices_carry_hints_and_pictures():
    page = show(
        "{% field form.kind hints=hints icons=icons %}",
        form=ExampleForm(),
        hints={"complaint": "A scale cheats"},
        icons={"complaint": "scale"},
    )

    assert "A scale cheats" in page
    assert drawings()["scale"] in page


def test_chosen_answers_stay_chosen_after_a_mistake():
    form = ExampleForm(
        {"kind": "request", "day_year": "2026", "day_month": "13", "day_day": "1", "text": "тэмээ"}
    )

    page = show("{% fields form %}", form=form)

    assert (
        'value="request" class="" checked' in page or 'value="request"' in page.split("checked")[0]
    )
    assert 'value="13"' in page
    assert "тэмээ" in page


class DayForm(forms.Form):
    day = DayField(required=False)


@pytest.mark.parametrize(
    ("parts", "day"),
    [(("2026", "7", "10"), date(2026, 7, 10)), (("2028", "2", "29"), date(2028, 2, 29))],
)
def test_three_boxes_make_a_day(parts, day):
    form = DayForm(dict(zip(("day_year", "day_month", "day_day"), parts, strict=True)))

    assert form.is_valid()
    assert form.cleaned_data["day"] == day


def test_three_empty_boxes_are_no_day():
    form = DayForm({})

    assert form.is_valid()
    assert form.cleaned_data["day"] is None


@pytest.mark.parametrize(
    "parts", [("2026", "2", "30"), ("2026", "13", "1"), ("2026", "", ""), ("x", "1", "1")]
)
def test_an_impossible_day_gets_one_clear_sentence(parts):
    form = DayForm(dict(zip(("day_year", "day_month", "day_day"), parts, strict=True)))

    assert not form.is_valid()
    with translation.override("en"):
        assert [str(error) for error in form.errors["day"]] == [
            "Write a real date, for example 2026 7 10."
        ]
