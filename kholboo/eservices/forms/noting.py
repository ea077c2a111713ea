"""A note for colleagues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.services.noting import LONGEST_NOTE


class InsideNoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("It stands in the story. The applicant does not see it."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea,
        error_messages={"required": _("Write the note first.")},
    )
