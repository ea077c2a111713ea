"""Which two versions of a procedure are compared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.models import ProcedureVersion


class CompareForm(forms.Form):
    before = forms.TypedChoiceField(label=_("Version before"), coerce=int, widget=forms.Select)
    after = forms.TypedChoiceField(label=_("Version after"), coerce=int, widget=forms.Select)

    def __init__(self, versions: Sequence[ProcedureVersion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (
                one.number,
                _("Version %(number)s, %(state)s")
                % {"number": one.number, "state": one.get_state_display()},
            )
            for one in versions
        ]
        for name in ("before", "after"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("before") and given.get("before") == given.get("after"):
            self.add_error("after", _("Choose another version than the first."))
        return given
