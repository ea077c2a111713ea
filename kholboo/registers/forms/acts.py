"""The ground of an act: the decision behind it, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.registers.granting import Ground
from kholboo.registers.rules import LONGEST_GROUND, LONGEST_REFERENCE
from kholboo.ui.widgets import DayField


class GroundForm(forms.Form):
    reference = forms.CharField(
        label=_("Number of the decision"),
        max_length=LONGEST_REFERENCE,
        error_messages={"required": _("Write the number of the decision.")},
    )
    on = DayField(label=_("Day of the decision"), error_messages={"required": _("Write the day.")})
    text = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody reads it in the register. Name no person."),
        max_length=LONGEST_GROUND,
        widget=forms.Textarea,
        error_messages={"required": _("Write why.")},
    )

    def clean(self) -> None:
        super().clean()
        day = self.cleaned_data.get("on")
        if day and day > clock.local_date(clock.now()):
            self.add_error("on", _("This day is yet to come."))

    def ground(self) -> Ground:
        """Call after `is_valid`."""
        given = self.cleaned_data
        return Ground(given["reference"], given["on"], given["text"])
