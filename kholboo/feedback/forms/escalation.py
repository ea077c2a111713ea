"""The shape of a new rung of the escalation ladder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.roles import Role
from kholboo.feedback.models.escalation import MOST_SHARE
from kholboo.feedback.rights import HEADS
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.escalation import NewRung
from kholboo.ui.widgets import DayField

MOST_HOURS = 24 * 365
NUMBER = {
    "invalid": _("Write a number."),
    "min_value": _("Write a number, at least 1."),
    "max_value": _("This is too much."),
}


class RungForm(forms.Form):
    share = forms.IntegerField(
        label=_("When so many per cent of the term have gone"),
        help_text=_("100 is the due date. Or leave it empty and write hours."),
        min_value=1,
        max_value=MOST_SHARE,
        required=False,
        error_messages=NUMBER,
    )
    hours = forms.IntegerField(
        label=_("Or so many hours after receipt"),
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        error_messages=NUMBER,
    )
    unassigned_only = forms.BooleanField(label=_("Only cases without an officer"), required=False)
    tell = forms.ChoiceField(
        label=_("Who is told?"),
        help_text=_("Where nobody holds the post, the next one up is told."),
        choices=[(role.value, role.label) for role in HEADS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is told.")},
    )
    kind = forms.ChoiceField(
        label=_("For what?"), choices=[("", _("everything")), *CaseKind.choices], required=False
    )
    valid_from = DayField(
        label=_("From which day?"), error_messages={"required": _("Write the day.")}
    )
    is_confirmed = forms.BooleanField(
        label=_("Confirmed by an order of the agency"),
        help_text=_("Otherwise pages say “to be confirmed”."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and bool(given.get("share")) == bool(given.get("hours")):
            self.add_error("share", _("Write either the share of the term or the hours."))
        return given

    def rung(self) -> NewRung:
        """The cleaned values as the service takes them; call after `is_valid`."""
        values = dict(self.cleaned_data)
        values["tell"] = Role(values["tell"])
        return NewRung(**values)
