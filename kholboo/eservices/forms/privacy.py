"""What is typed about erasing: that it was read, or why the data must stay."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2_000


class AskErasureForm(forms.Form):
    """Two steps to what cannot be undone: the page says what goes, the box says it was read."""

    is_sure = forms.BooleanField(
        label=_("I have read what will be erased. It cannot be brought back."),
        error_messages={"required": _("Tick the box, so that nothing is erased by accident.")},
    )


class RefuseErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("Why must the data be kept?"),
        help_text=_("The applicant reads it word for word. Name the law or the matter."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Say why the data must be kept.")},
    )
