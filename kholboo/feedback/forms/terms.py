"""The shape of a new term rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.clockwork import Foreseen
from kholboo.feedback.services.terms import NewRule
from kholboo.feedback.term import DayUnit
from kholboo.ui.widgets import DayField

UNITS = [(DayUnit.CALENDAR, _("calendar days")), (DayUnit.WORKING, _("working days"))]
NUMBER = {"required": _("Write a number."), "invalid": _("Write a number."), "min_value": _("Write a number of days, at least 1."), "max_value": _("Write at most 365 days.")}  # fmt: skip
WORDS = {"required": _("Name the law and its article.")}


class ConfirmForm(forms.Form):
    """The numbers that stood on the screen, and the word that an earlier day was meant."""

    cases = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    earlier = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    says_earlier = forms.BooleanField(
        label=_("I know that these citizens get an earlier day than they were promised"),
        required=False,
    )

    def foreseen(self) -> Foreseen:
        """Call after `is_valid`."""
        return Foreseen(self.cleaned_data["cases"], self.cleaned_data["earlier"])


class TermRuleForm(forms.Form):
    kind = forms.ChoiceField(label=_("For what?"), choices=CaseKind)
    valid_from = DayField(
        label=_("From which day?"), error_messages={"required": _("Write the day.")}
    )
    days = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=365, error_messages=NUMBER
    )
    unit = forms.ChoiceField(label=_("Which days?"), choices=UNITS, widget=forms.RadioSelect)
    extension_days = forms.IntegerField(
        label=_("Days the head may add, once"), min_value=0, max_value=365, error_messages=NUMBER
    )
    reopen_days = forms.IntegerField(
        label=_("Days to ask for reopening, after the answer"),
        min_value=1,
        max_value=365,
        error_messages=NUMBER,
    )
    waiting_stops = forms.BooleanField(
        label=_("Days on which we wait for the citizen's reply do not count"), required=False
    )
    suspension_stops = forms.BooleanField(
        label=_("Days on which the case is suspended do not count"), required=False
    )
    rolls_forward = forms.BooleanField(
        label=_("A last day that is a day off moves to the next working day"), required=False
    )
    is_confirmed = forms.BooleanField(
        label=_("Confirmed by the text of the law"),
        help_text=_("Otherwise pages say “to be confirmed”."),
        required=False,
    )
    basis_mn = forms.CharField(
        label=_("Law and article, in Mongolian"), max_length=300, error_messages=WORDS
    )
    basis_en = forms.CharField(
        label=_("Law and article, in English"), max_length=300, error_messages=WORDS
    )

    def kept(self) -> list[tuple[str, str]]:
        """What was typed, for the page that asks once more."""
        # The day is typed in three boxes, `valid_from_year` and on.
        names = [name for name in self.data if name in self.fields or name.startswith("valid_")]
        return [(name, str(self.data[name])) for name in names]

    def rule(self) -> NewRule:
        """The cleaned values as the service takes them; call after `is_valid`."""
        values = dict(self.cleaned_data)
        values["kind"], values["unit"] = CaseKind(values["kind"]), DayUnit(values["unit"])
        return NewRule(**values)
