"""What a head types to suspend a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.rules import MAX_TEXT, SuspendedFor
from kholboo.ui.widgets import DayField


class SuspendForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What does the work wait for?"),
        choices=SuspendedFor,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the work waits for.")},
    )
    text = LongText(
        label=_("Why, and what comes next"),
        help_text=_("The citizen reads it word for word."),
        limit=MAX_TEXT,
        error_messages={"required": _("Tell the citizen why, and what comes next.")},
    )
    until = DayField(label=_("Expected to go on from"), required=False)
