"""What the head of an office types to extend a term."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.rules import MAX_TEXT


class ExtendForm(forms.Form):
    days = forms.IntegerField(
        label=_("How many days more?"),
        min_value=1,
        max_value=365,
        widget=forms.NumberInput({"autofocus": True}),
        error_messages={
            "required": _("Write a number."),
            "invalid": _("Write a number."),
            "min_value": _("Write a number of days, at least 1."),
            "max_value": _("Write at most 365 days."),
        },
    )
    reason = LongText(
        label=_("Why more time is needed"),
        help_text=_("The citizen reads it word for word, with the new date."),
        limit=MAX_TEXT,
        error_messages={"required": _("Tell the citizen why more time is needed.")},
    )

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].help_text = _("At most %(days)d by the rule.") % {"days": longest}
