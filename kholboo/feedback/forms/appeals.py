"""An appeal as the citizen types it: shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.rules import MAX_TEXT


class AppealForm(forms.Form):
    text = LongText(
        label=_("Why do you not agree?"),
        help_text=_("What you wrote before, our answer and all files go along by themselves."),
        limit=MAX_TEXT,
        error_messages={"required": _("Say why you do not agree.")},
    )
    wish = LongText(label=_("What do you want done?"), limit=MAX_TEXT, required=False)
