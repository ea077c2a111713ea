"""What is taken out, in which form, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.reports import problem_with
from kholboo.feedback.queries.export import Wanted
from kholboo.feedback.queries.standing import Period
from kholboo.feedback.rules import CaseKind, Channel
from kholboo.feedback.services.export import Format
from kholboo.ui.widgets import DayField

LONGEST_REASON = 300


class ExportForm(forms.Form):
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Any kind")), *CaseKind.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("Any channel")), *Channel.choices], required=False
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=[(Format.XLSX.value, "XLSX"), (Format.CSV.value, "CSV")],
        widget=forms.RadioSelect,
        initial=Format.XLSX.value,
    )
    reason = forms.CharField(
        label=_("What is the list needed for?"),
        help_text=_("History keeps this. Write no names of citizens."),
        max_length=LONGEST_REASON,
        strip=True,
    )
    with_senders = forms.BooleanField(label=_("With name, phone and e-mail"), required=False)

    def __init__(self, *args: Any, may_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_name:
            del self.fields["with_senders"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and (wrong := problem_with(since, until, until)):
            self.add_error(*wrong)
        return values

    def wanted(self) -> Wanted:
        values = self.cleaned_data
        return Wanted(
            period=Period(values["since"], values["until"], values["until"]),
            kind=values["kind"],
            channel=values["channel"],
            with_senders=values.get("with_senders", False),
        )
