"""What the auditor may ask of the history."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.audit import labels
from kholboo.ui.widgets import DayField


def _actions() -> list[tuple[str, object]]:
    return [("", _("everything")), *labels.known().items()]


class WantedForm(forms.Form):
    action = forms.ChoiceField(label=_("What was done"), choices=_actions, required=False)
    actor = forms.CharField(
        label=_("Who (e-mail or phone)"), max_length=254, required=False, strip=True
    )
    target = forms.CharField(
        label=_("To which thing"),
        help_text=_(
            "Press a thing in the list, or write its mark, such as agency.CalendarDay:2026-07-13"
        ),
        max_length=80,
        required=False,
        strip=True,
    )
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Until"), required=False)
