"""Petitions of several people: how the others stand behind it, and what a signer types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.documents.rules import ACCEPT
from kholboo.feedback.forms.fields import NameField, PhoneField, UploadField
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.signers import Signer
from kholboo.ui.widgets import FilesInput


class TogetherForm(forms.Form):
    """`has_proof`: the paper waits in the draft already."""

    together = forms.ChoiceField(
        label=_("How do the others stand behind it?"),
        choices=[
            (JointBy.CODES, _("Each signs with a code on their own phone")),
            (JointBy.REPRESENTATIVE, _("I speak for them, and a paper shows that I may")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the others stand behind it."),
            "invalid_choice": _("Choose how the others stand behind it."),
        },
    )
    proof = UploadField(
        label=_("The paper that shows you may speak for them"),
        required=False,
        widget=FilesInput({"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, has_proof: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_proof = has_proof

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_there = self.has_proof or bool(given.get("proof"))
        if given.get("together") == JointBy.REPRESENTATIVE and not is_there:
            self.add_error("proof", _("Add the paper that shows you may speak for the others."))
        return given


class SignForm(forms.Form):
    family_name = NameField(
        label=_("Father's or mother's name"),
        help_text=_("By law all who stand behind a joint petition sign it with their name."),
        error_messages={"required": _("Write your father's or mother's name.")},
    )
    given_name = NameField(label=_("Your name"), error_messages={"required": _("Write your name.")})
    phone = PhoneField(
        label=_("Mobile phone"),
        help_text=_("We send a code there now, and word of the answer later. Example: 9911 2233"),
        widget=forms.TextInput({"type": "tel"}),
        error_messages={"required": _("Write your phone number.")},
    )

    def signer(self) -> Signer:
        """Call after `is_valid`."""
        return Signer(**self.cleaned_data)


class SignCodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"), max_length=20, error_messages={"required": _("Type the code.")}
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())
