"""The shape of a change somebody proposes: facts of an edition, a withdrawal, a refusal."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.standards import changing
from kholboo.standards.changing import DAYS, LABELS, Facts
from kholboo.standards.models import Proposal
from kholboo.standards.queries.committees import choices as committee_choices
from kholboo.standards.rules import Access, Stage
from kholboo.standards.services.changes import Wish
from kholboo.ui.widgets import DayField

MOST_PAGES, LARGEST_KEY = 20_000, 2**31 - 1
_BETWEEN = re.compile(r"[\s,;]+")


class OneLine(forms.CharField):
    """Words of one line: what was pasted loses its line ends and double spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


class NoteForm(forms.Form):
    """What every proposal carries: a word for readers, and what its author had before them."""

    note = OneLine(
        label=_("What readers are told about this change"),
        help_text=_("Stands in the public history of the standard. Write no names of people."),
        max_length=changing.LONGEST_NOTE,
        required=False,
    )
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class EditionForm(NoteForm):
    """All facts of an edition that are typed."""

    title_mn = OneLine(
        label=LABELS["title_mn"],
        max_length=changing.LONGEST_TITLE,
        required=False,
        widget=forms.Textarea,
    )
    title_en = OneLine(
        label=LABELS["title_en"],
        max_length=changing.LONGEST_TITLE,
        required=False,
        widget=forms.Textarea,
    )
    is_title_ours = forms.BooleanField(label=LABELS["is_title_ours"], required=False)
    stage = forms.ChoiceField(label=LABELS["stage"], choices=Stage, initial=Stage.PUBLISHED)
    approved_on = DayField(
        label=LABELS["approved_on"],
        help_text=_("Leave it empty while nobody has confirmed it."),
        required=False,
    )
    resolution = OneLine(
        label=LABELS["resolution"],
        help_text=_("Its number, as it is written on the paper."),
        max_length=120,
        required=False,
    )
    effective_on = DayField(label=LABELS["effective_on"], required=False)
    withdrawn_on = DayField(label=LABELS["withdrawn_on"], required=False)
    access = forms.ChoiceField(label=LABELS["access"], choices=Access, initial=Access.SOLD)
    pages = forms.IntegerField(
        label=LABELS["pages"], min_value=1, max_value=MOST_PAGES, required=False
    )
    store_id = forms.IntegerField(
        label=LABELS["store_id"], min_value=1, max_value=LARGEST_KEY, required=False
    )
    ics = OneLine(
        label=LABELS["ics"],
        help_text=_("Codes with spaces between them, for example 67.100.10 01.040.67"),
        max_length=200,
        required=False,
    )
    committee = forms.ChoiceField(
        label=LABELS["committee"], choices=committee_choices, required=False
    )
    scope_mn = forms.CharField(
        label=LABELS["scope_mn"],
        max_length=changing.LONGEST_SCOPE,
        required=False,
        widget=forms.Textarea,
    )
    scope_en = forms.CharField(
        label=LABELS["scope_en"],
        max_length=changing.LONGEST_SCOPE,
        required=False,
        widget=forms.Textarea,
    )

    def clean_ics(self) -> list[str]:
        codes = sorted({code for code in _BETWEEN.split(self.cleaned_data["ics"]) if code})
        if len(codes) > changing.MOST_CLASSES:
            raise forms.ValidationError(
                _("At most %(most)s classes.") % {"most": changing.MOST_CLASSES}
            )
        return codes

    def _scope(self, name: str) -> str:
        return str(self.cleaned_data[name]).replace("\r\n", "\n").strip()

    def clean_scope_mn(self) -> str:
        return self._scope("scope_mn")

    def clean_scope_en(self) -> str:
        return self._scope("scope_en")

    def full_clean(self) -> None:
        super().full_clean()
        # Before the service looks: whether every value has its shape.
        self.has_shape_errors = bool(self.errors)

    def wish(self) -> Wish:
        """The cleaned values as the service takes them; call after `is_valid`."""
        given = self.cleaned_data
        return Wish(
            facts={name: plain(given[name]) for name in LABELS if name in given},
            note=given["note"],
            number=given.get("number", ""),
            year=given.get("year"),
        )


class NewEditionForm(EditionForm):
    number = OneLine(
        label=_("Number"),
        help_text=_("Without the year, for example MNS 6858"),
        max_length=60,
        error_messages={"required": _("Write the number of the standard.")},
    )
    year = forms.IntegerField(
        label=_("Year of the edition"), min_value=1900, max_value=2099, required=False
    )
    field_order = ["number", "year", *EditionForm.base_fields]


class WithdrawForm(NoteForm):
    withdrawn_on = DayField(
        label=_("From which day is it withdrawn?"),
        help_text=_("A day to come is all right: until then it stays in force."),
        error_messages={"required": _("Write the day.")},
    )
    successor = OneLine(
        label=_("Which edition replaces it?"),
        help_text=_("Its number with the year. Leave it empty when nothing does."),
        max_length=70,
        required=False,
        widget=forms.TextInput({"list": "targets", "autocomplete": "off"}),
    )
    field_order = ["withdrawn_on", "successor", "note", "seen"]


class RefuseForm(forms.Form):
    reason = OneLine(
        label=_("What should be changed?"),
        max_length=changing.LONGEST_NOTE,
        error_messages={"required": _("Say what should be changed.")},
    )


def plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def typed(facts: Mapping[str, Any]) -> Facts:
    """Facts as the form shows them first."""
    shown = {name: facts[name] for name in EditionForm.base_fields if name in facts}
    for name in DAYS:
        if shown.get(name):
            shown[name] = date.fromisoformat(shown[name])
    return shown | {"ics": " ".join(facts.get("ics", []))}


def typed_before(proposal: Proposal, now: Facts) -> Facts:
    """What the form shows when a proposal is written anew: what was proposed, on top of `now`."""
    wanted = {name: after for name, (_before, after) in proposal.changes.items()}
    known = {"note": proposal.note, "number": proposal.number, "year": proposal.year}
    return typed(now | wanted) | known
