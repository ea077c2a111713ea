"""The shape of what an administrator types about a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.ui.widgets import DayField


class OverrideForm(forms.Form):
    day = DayField(label=_("Which day?"), error_messages={"required": _("Write which day it is.")})
    is_working = forms.TypedChoiceField(
        label=_("What kind of day is it?"),
        choices=[("yes", _("A working day")), ("no", _("A day off"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    name_mn = forms.CharField(
        label=_("Why, in Mongolian"),
        help_text=_("Shown to citizens where we count the due date."),
        max_length=200,
        error_messages={"required": _("Write the reason.")},
    )
    name_en = forms.CharField(
        label=_("Why, in English"),
        max_length=200,
        error_messages={"required": _("Write the reason.")},
    )
