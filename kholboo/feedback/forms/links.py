"""Linking a case to another: shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.agency.services.numbering import parse_number
from kholboo.feedback.queries.links import Candidate
from kholboo.feedback.rules import LinkKind

OPENING = 80


class LinkForm(forms.Form):
    """Choose one of the offered cases, or type a number; the number wins."""

    kind = forms.ChoiceField(
        label=_("How do they belong together?"),
        choices=[
            (LinkKind.DUPLICATE, _("This one says the same: a duplicate of the other")),
            (LinkKind.RELATED, _("They are related")),
        ],
        initial=LinkKind.DUPLICATE,
        widget=forms.RadioSelect,
    )
    offered = forms.ChoiceField(
        label=_("Cases that may say the same"), required=False, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("Number of the other case"),
        help_text=_("For example 26-000123-5."),
        max_length=40,
        required=False,
        error_messages={"required": _("Write the number of the other case.")},
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not candidates:
            del self.fields["offered"]
            self.fields["number"].required = True
            return
        self.fields["offered"].choices = [  # type: ignore[attr-defined]
            (row.case.number, _opening(row)) for row in candidates
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed = given.get("number", "") or given.get("offered", "")
        number = parse_number(typed)
        if number is None and not self.errors:
            wrong = _(
                "This is not one of our numbers. Check each digit: it looks like 26-000123-5."
            )
            self.add_error("number", wrong if typed else _("Choose a case or write its number."))
        given["number"] = number
        return given


def _opening(row: Candidate) -> str:
    words = row.case.text.strip().partition("\n")[0]
    short = words if len(words) <= OPENING else f"{words[:OPENING].rstrip()}…"
    return f"{row.case.number} · {short}"
