"""Why somebody takes an application back."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 1_000


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, in a few words"), max_length=LONGEST, required=False, widget=forms.Textarea
    )
