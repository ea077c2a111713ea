"""For whom somebody applies."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Organisation

MYSELF = "myself"


class WhoForm(forms.Form):
    who = forms.ChoiceField(
        label=_("For whom are you applying?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for whom you are applying."),
            "invalid_choice": _("Choose for whom you are applying."),
        },
    )

    def __init__(self, *data: Any, organisations: Sequence[Organisation]) -> None:
        super().__init__(*data)
        named = [(str(one.pk), f"{one.name} · {one.register}") for one in organisations]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *named,
            (MYSELF, _("For myself, in my own name")),
        ]
