"""The shape of a word of danger."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DangerWordForm(forms.Form):
    word = forms.CharField(
        label=_("Word"),
        help_text=_(
            "Its base form: endings are found by themselves. Several words count together."
        ),
        max_length=60,
        error_messages={"required": _("Write a word.")},
    )
