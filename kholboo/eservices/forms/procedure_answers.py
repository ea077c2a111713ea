"""What may be answered to a question: the boxes of each kind of answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.checking import LARGEST_NUMBER, LONGEST_TEXT, MOST_ITEMS
from kholboo.eservices.engine.forms.checking_ui import WIDTHS
from kholboo.eservices.engine.forms.form import Kind
from kholboo.eservices.engine.forms.shapes import LONGEST_WORDS
from kholboo.eservices.forms.procedures import Line

FORMATS = [
    ("", _("any words")),
    ("mn-phone", _("a phone number")),
    ("email", _("an e-mail address")),
    ("mn-organisation", _("a register of an organisation")),
    ("mn-person", _("a register of a person")),
    ("gtin", _("the number under a barcode")),
    ("mns-number", _("the number of a standard")),
]
_WIDE = {
    "full": _("the whole line"),
    "20": _("20 letters"),
    "10": _("10 letters"),
    "5": _("5 letters"),
}


def _text() -> dict[str, forms.Field]:
    return {
        "format": forms.ChoiceField(
            label=_("What is written"), choices=FORMATS, required=False, widget=forms.Select
        ),
        "least": _whole(_("Letters at least"), 0, LONGEST_TEXT, is_needed=False),
        "most": _whole(_("Letters at most"), 1, LONGEST_TEXT, is_needed=False),
        "is_area": tick(_("Several lines"), _("A larger box to write in.")),
        "width": _width(),
    }


def _integer() -> dict[str, forms.Field]:
    wall = LARGEST_NUMBER - 1
    return {
        "least": _whole(_("The smallest number"), -wall, wall),
        "most": _whole(_("The largest number"), -wall, wall),
        "width": _width(),
    }


def _number() -> dict[str, forms.Field]:
    wall = LARGEST_NUMBER - 1
    return {
        name: forms.DecimalField(
            label=label, min_value=-wall, max_value=wall, max_digits=20, decimal_places=6
        )
        for name, label in (("least", _("The smallest number")), ("most", _("The largest number")))
    } | {"width": _width()}


def _boolean() -> dict[str, forms.Field]:
    return {
        "must_agree": tick(
            _("It has to be ticked"), _("Such as a declaration: nobody goes on without it.")
        )
    }


def _choice() -> dict[str, forms.Field]:
    widgets = [("radio", _("all in view, one under another")), ("select", _("a list that opens"))]
    return {
        "widget": forms.ChoiceField(
            label=_("How the choices are shown"), choices=widgets, widget=forms.RadioSelect
        ),
        "width": _width(),
    }


def _several() -> dict[str, forms.Field]:
    return {
        "least": _whole(_("Choices at least"), 0, MOST_ITEMS, is_needed=False),
        "most": _whole(_("Choices at most"), 1, MOST_ITEMS),
    }


def _list() -> dict[str, forms.Field]:
    return {
        **both(
            "item", _("One of them is called, in Mongolian"), _("One of them is called, in English")
        ),
        **both(
            "add", _("Button that adds one, in Mongolian"), _("Button that adds one, in English")
        ),
        "least": _whole(_("How many at least"), 0, MOST_ITEMS, is_needed=False),
        "most": _whole(_("How many at most"), 1, MOST_ITEMS),
    }


def choices() -> dict[str, forms.Field]:
    return {
        f"choices_{language}": forms.CharField(
            label=label, help_text=_("One on each line."), widget=forms.Textarea
        )
        for language, label in (
            ("mn", _("Choices in Mongolian")), ("en", _("Choices in English, in the same order"))
        )
    }  # fmt: skip


def both(name: str, mn: Any, en: Any) -> dict[str, forms.Field]:
    return {
        f"{name}_mn": Line(label=mn, max_length=LONGEST_WORDS),
        f"{name}_en": Line(label=en, max_length=LONGEST_WORDS),
    }


def _whole(label: Any, least: int, most: int, *, is_needed: bool = True) -> forms.Field:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=is_needed)


def tick(label: Any, hint: Any) -> forms.Field:
    return forms.BooleanField(label=label, help_text=hint, required=False)


def _width() -> forms.Field:
    widths = [(one, _WIDE[one]) for one in WIDTHS]
    return forms.ChoiceField(label=_("Width of the box"), choices=widths, widget=forms.Select)


OF_KIND = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: dict,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.LIST: _list,
}
