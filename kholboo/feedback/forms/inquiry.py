"""Assessing, investigating and putting right: shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.rules import (
    MAX_TEXT,
    Acceptance,
    Cause,
    Complexity,
    Impact,
    MeasureKind,
    Severity,
)
from kholboo.feedback.services.inquiry import Judgement
from kholboo.ui.widgets import DayField

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}


class AssessForm(forms.Form):
    severity = forms.ChoiceField(
        label=_("How bad is it?"),
        choices=Severity,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    is_safety = forms.BooleanField(
        label=_("Somebody's health or safety is in danger"), required=False
    )
    complexity = forms.ChoiceField(
        label=_("How hard is it to settle?"),
        choices=Complexity,
        initial=Complexity.USUAL,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    impact = forms.ChoiceField(
        label=_("How many does it reach?"),
        choices=Impact,
        initial=Impact.ONE,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    needs_action = forms.BooleanField(label=_("Something must be done at once"), required=False)
    action = LongText(label=_("What was done at once?"), limit=MAX_TEXT, required=False)

    @property
    def judgement(self) -> Judgement:
        given = self.cleaned_data
        return Judgement(
            severity=Severity(given["severity"]),
            is_safety=given["is_safety"],
            complexity=Complexity(given["complexity"]),
            impact=Impact(given["impact"]),
            needs_action=given["needs_action"],
            action=given["action"],
        )


class InvestigateForm(forms.Form):
    findings = LongText(
        label=_("What was found?"),
        limit=MAX_TEXT,
        error_messages={"required": _("Write what was found.")},
    )
    sources = LongText(
        label=_("What is it known from?"),
        help_text=_("Documents, measurements, people you asked."),
        limit=MAX_TEXT,
        error_messages={"required": _("Write what it is known from.")},
    )
    cause = forms.ChoiceField(
        label=_("What was the cause?"),
        choices=Cause,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class MeasureForm(forms.Form):
    """Who is responsible is chosen among the people of the case's office."""

    kind = forms.ChoiceField(
        label=_("What for?"),
        choices=MeasureKind,
        initial=MeasureKind.CORRECTION,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    what = LongText(
        label=_("What shall be done?"),
        limit=MAX_TEXT,
        error_messages={"required": _("Write what shall be done.")},
    )
    responsible = forms.TypedChoiceField(
        label=_("Who does it?"),
        coerce=int,
        error_messages={
            "required": _("Choose who does it."),
            "invalid_choice": _("Choose who does it."),
        },
    )
    due_on = DayField(label=_("Until which day?"))

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        names = [(person.pk, person.short_name) for person in people]
        self.fields["responsible"].choices = [("", _("Choose who does it")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["responsible"]]


class CloseForm(forms.Form):
    acceptance = forms.ChoiceField(
        label=_("Did the citizen accept the answer?"),
        choices=Acceptance,
        initial=Acceptance.SILENT,
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    alternatives = LongText(
        label=_("What else was offered to them?"),
        help_text=_("Other ways inside and outside the agency. The citizen reads it."),
        limit=MAX_TEXT,
        required=False,
    )
