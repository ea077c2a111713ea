"""What a citizen types while following a case: shape only, the rules are in the services."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.agency.services.numbering import parse_number
from kholboo.documents.rules import ACCEPT
from kholboo.feedback.forms.fields import LongText, UploadField
from kholboo.feedback.rules import MAX_TEXT, Solved
from kholboo.feedback.secret import DIGITS
from kholboo.feedback.services.citizen import WayScores
from kholboo.ui.widgets import FilesInput, VoiceInput

SHORT_TEXT = 2_000
SCORES = [
    (1, _("very bad")),
    (2, _("bad")),
    (3, _("so-so")),
    (4, _("good")),
    (5, _("very good")),
]


class OpenForm(forms.Form):
    """Number and secret code. `kept_text` carries words typed after the session had ended."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("For example 26-000123-5. It stands in our message and on your receipt."),
        max_length=40,
        error_messages={"required": _("Write the number.")},
    )
    secret = forms.CharField(
        label=_("Secret code"),
        help_text=_("12 digits. You may type them with or without spaces."),
        max_length=40,
        error_messages={"required": _("Write the secret code.")},
    )
    kept_text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_number(self) -> str:
        """A slip in typing shows by the check digit, which says nothing about who exists."""
        number = parse_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(
                _("This is not one of our numbers. Check each digit: it looks like 26-000123-5.")
            )
        return number

    def clean_secret(self) -> str:
        secret = re.sub(r"[^0-9]", "", self.cleaned_data["secret"])
        if len(secret) != DIGITS:
            raise forms.ValidationError(_("The secret code has 12 digits. Check it and try again."))
        return secret


class MessageForm(forms.Form):
    """Words, files, a voice note: any of them. `key` makes a double click one message."""

    key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)
    text = LongText(label=_("Your message"), required=False, limit=MAX_TEXT)
    files = UploadField(  # type: ignore[assignment]  # hides request.FILES, which it stands for
        label=_("Photos and papers"),
        help_text=_("Up to 10 files in a case, 20 MB each."),
        required=False,
        widget=FilesInput({"accept": ACCEPT}),
    )
    voice = UploadField(label=_("Voice note"), required=False, widget=VoiceInput)


def _way(label: Any) -> forms.TypedChoiceField:
    """A mark of 1 to 5 that nobody has to give."""
    return forms.TypedChoiceField(
        label=label,
        choices=SCORES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class RatingForm(forms.Form):
    solved = forms.ChoiceField(
        label=_("Is your matter solved?"),
        choices=Solved,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether your matter is solved.")},
    )
    score = forms.TypedChoiceField(
        label=_("How was our answer?"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose from 1 to 5.")},
    )
    words = LongText(label=_("In your own words"), required=False, limit=SHORT_TEXT)
    ease = _way(_("How easy was it to tell us and to follow it?"))
    speed = _way(_("How was the time it took?"))
    politeness = _way(_("How politely were you treated?"))

    @property
    def way(self) -> WayScores:
        given = self.cleaned_data
        return WayScores(given["ease"], given["speed"], given["politeness"])


class ReopenForm(forms.Form):
    """`round` is the one the citizen doubts, so that a double click reopens once."""

    round = forms.IntegerField(widget=forms.HiddenInput)
    reason = LongText(
        label=_("What was not solved?"),
        limit=MAX_TEXT,
        error_messages={"required": _("Say what was not solved.")},
    )


class WithdrawForm(forms.Form):
    reason = LongText(label=_("Why do you withdraw it?"), required=False, limit=SHORT_TEXT)
