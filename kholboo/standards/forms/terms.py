"""The shape of the terms of reading: one text in two languages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000


def _text(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 12})
    return forms.CharField(label=label, max_length=LONGEST, widget=area)


class TermsForm(forms.Form):
    text_mn = _text(_("The terms in Mongolian"))
    text_en = _text(_("The terms in English"))
    seen = forms.IntegerField(min_value=0, max_value=32_767, widget=forms.HiddenInput)


class AgreeForm(forms.Form):
    """The version that stood on the page somebody agrees to."""

    version = forms.IntegerField(min_value=1, max_value=32_767)
