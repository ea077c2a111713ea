"""The shape of a new rule of what a sender must give."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.petitions import Need
from kholboo.feedback.rules import CaseKind, Channel, PersonKind
from kholboo.feedback.services.fields import NewFieldRule
from kholboo.ui.widgets import DayField

WORDS = {"required": _("Name the law and its article.")}
SENDERS = [(one.value, one.label) for one in PersonKind if one != PersonKind.UNNAMED]


class FieldRuleForm(forms.Form):
    person = forms.ChoiceField(label=_("Of whom?"), choices=SENDERS)
    channel = forms.ChoiceField(
        label=_("By which channel?"), choices=[("", _("any")), *Channel.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("For what?"), choices=[("", _("any")), *CaseKind.choices], required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("What must be given?"),
        choices=Need,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = DayField(
        label=_("From which day?"), error_messages={"required": _("Write the day.")}
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

    def rule(self) -> NewFieldRule:
        """Call after `is_valid`."""
        given = dict(self.cleaned_data)
        given["person"] = PersonKind(given["person"])
        return NewFieldRule(**given)
