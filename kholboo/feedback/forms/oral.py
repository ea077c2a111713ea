"""How spoken words were confirmed, and how an answer was told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}


class ConfirmForm(forms.Form):
    by = forms.ChoiceField(
        label=_("How did the citizen confirm it?"),
        choices=[
            (ConfirmedBy.SPOKEN, _("I read it back, and they said that it is right")),
            (ConfirmedBy.PAPER, _("They signed the printed page")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    is_signed_by_another = forms.BooleanField(
        label=_("Another person signed, because the citizen cannot"), required=False
    )


class TellForm(forms.Form):
    by = forms.ChoiceField(
        label=_("How was it told?"),
        choices=ToldBy,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    to = forms.ChoiceField(
        label=_("To whom?"),
        choices=ToldTo,
        initial=ToldTo.SENDER,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
