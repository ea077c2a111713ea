"""Controls drawn by hand are Django's own, letter for letter."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from kholboo.ui.renderer import _BY_HAND, Renderer

BY_HAND, BY_TEMPLATE = Renderer(), DjangoTemplates()
ATTRIBUTES = {
    "id": "id_name",
    "required": True,
    "disabled": False,
    "maxlength": 20,
    "aria-describedby": "a b",
    "placeholder": gettext_lazy("Phone"),
    "title": "\"<&>'",
    "data-safe": mark_safe("&amp;"),
}
VALUES = [None, "", "Дорж", "<script>'\"&", 0, 12, mark_safe("<b>"), "\nмөр\n", True, False]
KINDS = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.HiddenInput,
    forms.PasswordInput, forms.FileInput, forms.CheckboxInput, forms.Textarea,
]  # fmt: skip
CHOICES = [("a", "А"), ('"', "<b>"), (1, gettext_lazy("Phone"))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", VALUES)
def test_a_control_is_the_same(kind, value):
    widget = kind(ATTRIBUTES)

    drawn = [widget.render("n<m", value, {"id": "x"}, one) for one in (BY_HAND, BY_TEMPLATE)]

    assert widget.template_name in _BY_HAND
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", [None, "", "a", ["a", "1"], 1, '"', True])
@pytest.mark.parametrize("choices", [CHOICES, [("", "–"), ("<Бүлэг>", CHOICES), ("б", [])], []])
def test_a_list_is_the_same(kind, value, choices):
    widget = kind(ATTRIBUTES)
    widget.choices = choices

    drawn = [widget.render("n<m", value, {"id": "x"}, one) for one in (BY_HAND, BY_TEMPLATE)]

    assert widget.template_name in _BY_HAND
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("has_label", [True, False])
def test_an_option_is_the_same(kind, has_label):
    def drawn(renderer):
        form = type("F", (forms.Form,), {"f": forms.ChoiceField(choices=CHOICES, widget=kind)})
        bound = form({"f": "a"}, renderer=renderer)["f"]
        return [choice.tag(wrap_label=has_label) for choice in bound.subwidgets]

    assert drawn(BY_HAND) == drawn(BY_TEMPLATE)


def test_each_kind_drawn_by_hand_is_one_of_djangos():
    for name in _BY_HAND:
        assert BY_TEMPLATE.get_template(name)
