"""The shape of what the cashier types."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.agency.services.numbering import parse_number
from kholboo.core.tables import LARGEST as LARGEST_FILE
from kholboo.payments.rules import LARGEST, LONGEST_NOTE
from kholboo.ui.widgets import DayField


class AmountField(forms.IntegerField):
    """Whole MNT."""

    def __init__(self, **more: Any) -> None:
        sentence = _("Write the amount in whole ₮.")
        errors = {"required": sentence, "invalid": sentence}
        super().__init__(min_value=1, max_value=LARGEST, error_messages=errors, **more)


class NoteField(forms.CharField):
    """Words of the staff; `missing` is what is said where they are needed."""

    def __init__(self, *, missing: Any = "", **more: Any) -> None:
        super().__init__(
            max_length=LONGEST_NOTE,
            required=bool(missing),
            error_messages={"required": missing},
            **more,
        )


class CashForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    amount = AmountField(label=_("Amount taken, ₮"))
    note = NoteField(label=_("Note"), help_text=_("No names: what is written here stays."))


class VoidForm(forms.Form):
    reason = NoteField(
        label=_("Why it shall not be paid any more"),
        missing=_("Say why it shall not be paid any more."),
        help_text=_("The payer reads it."),
    )


class RefundForm(forms.Form):
    settlement = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    amount = AmountField(label=_("Amount to give back, ₮"))
    reason = NoteField(label=_("Why it is given back"), missing=_("Say why it is given back."))
    is_by_hand = forms.BooleanField(
        label=_("By hand, also where the provider could do it"), required=False
    )


class DecideForm(forms.Form):
    note = NoteField(label=_("Note"), help_text=_("Needed when you do not approve."))


class HandForm(forms.Form):
    note = NoteField(
        label=_("How it was given back"),
        missing=_("Write how it was given back."),
        help_text=_("The number of the transfer or of the receipt."),
    )


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("The statement"),
        help_text=_("CSV or XLSX from the bank; at most 5 MB and 5,000 rows."),
        max_length=120,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "max_length": _("The name of the file is too long."),
        },
    )

    def content(self) -> tuple[str, bytes]:
        """Its name and its bytes, one more than may be at most; call after `is_valid`."""
        file = self.cleaned_data["file"]
        return file.name, file.read(LARGEST_FILE + 1)


class RowForm(forms.Form):
    """Whose money a row is: a number that was pressed or typed, or words for what it is."""

    number = forms.CharField(label=_("Number of the invoice"), max_length=30, required=False)
    typed = forms.CharField(label=_("Another invoice"), max_length=30, required=False)
    note = NoteField(label=_("What this money is for"))

    def chosen(self) -> str:
        """Call after `is_valid`; "" when it is none of ours."""
        given = self.cleaned_data
        return str(given["number"] or given["typed"])


class FindForm(forms.Form):
    q = forms.CharField(label=_("Number of the invoice"), max_length=30, required=False)

    def number(self) -> str | None:
        return parse_number(self.cleaned_data["q"]) if self.is_valid() else None


class DayForm(forms.Form):
    day = DayField(label=_("Day"), required=False)


class AccountForm(forms.Form):
    bank_mn = forms.CharField(label=_("Bank, in Mongolian"), max_length=100)
    bank_en = forms.CharField(label=_("Bank, in English"), max_length=100)
    number = forms.CharField(label=_("Number of the account"), max_length=34)
    holder_mn = forms.CharField(label=_("Holder, in Mongolian"), max_length=200)
    holder_en = forms.CharField(label=_("Holder, in English"), max_length=200)
    since = DayField(label=_("From this day on"))


class AccountChoice(forms.Form):
    """The second person's answer about one account."""

    account = forms.IntegerField(min_value=1, max_value=2**62)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
