"""What is typed about published answers: shape only, the rules are in the services."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kholboo.agency.queries import service_rows
from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.queries.published import LAST_PAGE
from kholboo.feedback.rules import MAX_TEXT
from kholboo.ui.fields import RowField, offer

LONGEST_SEARCH = 200
LONGEST_REASON = 2_000


class ProposalForm(forms.Form):
    """A question and its answer, on their way to everybody."""

    question = LongText(
        label=_("Question"),
        help_text=_("In plain words, as somebody else would ask it."),
        limit=MAX_TEXT,
        error_messages={"required": _("Write the question.")},
    )
    answer = LongText(
        label=_("Answer"),
        help_text=_("What helps everybody. What was only about this person can go."),
        limit=MAX_TEXT,
        error_messages={"required": _("Write the answer.")},
    )
    service = RowField(
        label=_("Service"),
        key="code",
        required=False,
        empty_label=_("Not known, or none"),
    )
    is_general = forms.BooleanField(
        label=_("Wholly rewritten in general words"),
        help_text=_(
            "Then no consent is needed, and nothing of this case may be left: no data, "
            "no sentence of the citizen."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, service=service_rows())


class ReasonForm(forms.Form):
    reason = LongText(
        label=_("Why?"), limit=LONGEST_REASON, error_messages={"required": _("Say why.")}
    )


def kept_from(posted: QueryDict, name: str) -> frozenset[int]:
    """The numbers of the found places that were ticked to stay."""
    return frozenset(
        int(value) for value in posted.getlist(name) if value.isdecimal() and len(value) < 6
    )


def page_from(address: QueryDict) -> int:
    page = address.get("page", "")
    return min(max(1, int(page)), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1


def words_from(address: QueryDict) -> str:
    return address.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
