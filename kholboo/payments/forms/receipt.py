"""Who the receipt of the tax authority is for."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


class ReceiptForm(forms.Form):
    buyer = forms.ChoiceField(
        label=_("Who is the receipt for?"),
        choices=[("citizen", _("a citizen")), ("company", _("an organisation"))],
        widget=forms.RadioSelect,
        initial="citizen",
    )
    tin = forms.CharField(
        label=_("Number as a taxpayer (TIN) of the organisation"),
        max_length=14,
        required=False,
        validators=[RegexValidator(r"^\d{11,14}$", _("It has 11 to 14 figures."))],
    )
    consumer = forms.CharField(
        label=_("Your number at the tax authority (8 figures)"),
        help_text=_("Leave it empty if you do not keep one."),
        max_length=8,
        required=False,
        validators=[RegexValidator(r"^\d{8}$", _("It has 8 figures."))],
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("buyer") == "company" and not given.get("tin") and "tin" not in self.errors:
            self.add_error("tin", _("Write the number of the organisation."))
        return given

    def buyer_facts(self) -> dict[str, str]:
        """Call after `is_valid`."""
        given = self.cleaned_data
        if given["buyer"] == "company":
            return {"buyer_tin": given["tin"]}
        return {"consumer": given["consumer"]}
