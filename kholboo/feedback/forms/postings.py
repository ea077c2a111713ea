from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.ui.widgets import DayField


class PostedForm(forms.Form):
    """The day a letter left."""

    on = DayField(
        label=_("When did it leave?"), error_messages={"required": _("Write the day it left.")}
    )
