"""Why somebody takes an application back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.services.ending import LONGEST_REASON


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, in a few words"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea,
    )
