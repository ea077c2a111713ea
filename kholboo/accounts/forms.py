"""The shape of what people type at the entrance and on their own page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.rules import Address, read_address


class AddressForm(forms.Form):
    """Where the code goes."""

    address = forms.CharField(
        label=_("Your phone or e-mail"),
        help_text=_("For example 9911 2233 or bat@example.mn"),
        max_length=254,
        error_messages={"required": _("Write your phone number or your e-mail address.")},
    )

    def clean_address(self) -> Address:
        address = read_address(self.cleaned_data["address"])
        if address is None:
            raise forms.ValidationError(
                _("Write a mobile phone of 8 digits, or an e-mail address with @.")
            )
        return address


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        error_messages={"required": _("Type the code.")},
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class StaffForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail at work"), error_messages={"required": _("Write your e-mail address.")}
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Type your password.")},
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words are easy to keep in mind."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Type a password.")},
    )


class PasskeyForm(forms.Form):
    """What the browser brings back from a passkey."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("A name for this key"),
        help_text=_("So that you know it again: my phone, the office computer."),
        max_length=60,
        required=False,
    )


class ProfileForm(forms.Form):
    family_name = forms.CharField(
        label=_("Father's or mother's name"), max_length=100, required=False
    )
    given_name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        error_messages={"required": _("Write your name.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"),
        choices=[("mn", "Монгол"), ("en", "English")],
        widget=forms.RadioSelect,
    )


class OrganisationForm(forms.Form):
    register = forms.RegexField(
        r"^\s*\d{7}\s*$",
        label=_("Register number of the organisation"),
        help_text=_("Seven digits, as on the state registration certificate."),
        error_messages={
            "required": _("Write the register number."),
            "invalid": _("A register number has exactly seven digits."),
        },
    )
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=300,
        error_messages={"required": _("Write the name of the organisation.")},
    )
    position = forms.CharField(label=_("Your position"), max_length=200, required=False)

    def clean_register(self) -> str:
        return str(self.cleaned_data["register"]).strip()
