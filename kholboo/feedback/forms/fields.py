"""Fields whose refusals are sentences: what is wrong, and an example of what is right."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kholboo.feedback import people
from kholboo.feedback.queries.certificates import certificate_meant
from kholboo.registers.models import Certificate
from kholboo.registers.numbers import LONGEST


class LongText(forms.CharField):
    """Words of any length up to a limit. The browser counts but never cuts what was pasted."""

    widget = forms.Textarea

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(max_length=limit, **kwargs)
        self.error_messages["max_length"] = _(
            "This is too long: %(show_value)d letters, at most %(limit_value)d fit. "
            "Please make it shorter, or send the rest as a file."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-limit": self.max_length}

    def to_python(self, value: Any) -> str:
        """Line ends count as one letter, as people count them."""
        words = str(value or "").replace("\r\n", "\n").replace("\x00", "")
        return str(super().to_python(words))


class UploadField(forms.Field):
    """Files of an input, judged by the house of documents and not by the form."""


class NameField(forms.CharField):
    """A person's name: letters of any script, up to a hundred."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=people.LONGEST_NAME, **kwargs)
        self.error_messages["max_length"] = _("A name has at most 100 letters.")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not people.is_name(str(value)):
            raise ValidationError(
                _("Write the name with letters only. Example: Болд"), code="letters"
            )


class PhoneField(forms.CharField):
    """A Mongolian number as people write it; gives its eight digits, without +976."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        digits = people.phone_of(typed)
        if digits is None:
            raise ValidationError(
                _("A phone number has 8 digits. Example: 9911 2233"), code="digits"
            )
        return digits


class RegisterField(forms.CharField):
    """The seven digits of an organisation's register."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        digits = people.register_of(typed)
        if typed and digits is None:
            raise ValidationError(
                _("An organisation's register has exactly 7 digits. Example: 5123456"),
                code="digits",
            )
        return digits or ""


class CertificateField(forms.CharField):
    """A number as it stands on a certificate; gives the certificate, None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, required=False, **kwargs)

    def clean(self, value: Any) -> Certificate | None:
        typed = super().clean(value)
        found = certificate_meant(typed)
        if typed and found is None:
            raise ValidationError(
                _(
                    "We gave no certificate with this number. Look at each digit, or leave it empty."
                ),
                code="unknown",
            )
        return found
