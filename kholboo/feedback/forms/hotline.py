"""What an operator types while somebody speaks: one page, four ways out of it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kholboo.agency.queries import aimag_rows, service_rows
from kholboo.feedback.contacts import Person
from kholboo.feedback.forms.bodies import BodyChoice
from kholboo.feedback.forms.desk_new import NewCaseForm
from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.models import Call
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.people import phone_of, spaced
from kholboo.feedback.queries.bodies import bodies
from kholboo.feedback.rules import (
    MAX_TEXT,
    CaseKind,
    Channel,
    PersonKind,
    ReplyBy,
)
from kholboo.feedback.services.forwarding import Onward
from kholboo.ui.fields import RowField, offer
from kholboo.ui.widgets import DayField

LONGEST_CALLER = 30
# Which of the fields below each way out cannot do without.
NEEDED: dict[CallResult, frozenset[str]] = {
    CallResult.CASE: frozenset({"text", "kind"}),
    CallResult.NOTE: frozenset({"text"}),
    CallResult.CONSULTATION: frozenset({"text", "answer"}),
    CallResult.TRANSFER: frozenset({"text", "kind", "body", "reason"}),
    CallResult.DROPPED: frozenset(),
}
_ASKED = frozenset().union(*NEEDED.values())


class CallerForm(forms.Form):
    """Who calls: a phone, or nothing where the number is hidden."""

    phone = forms.CharField(
        label=_("The caller's phone"),
        help_text=_("Leave it empty if the number is hidden. Example: 9911 2233"),
        max_length=LONGEST_CALLER,
        required=False,
        widget=forms.TextInput({"type": "tel", "autofocus": True, "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        phone = phone_of(typed) if typed else ""
        if phone is None:
            raise forms.ValidationError(
                _("A phone number has 8 digits. Example: 9911 2233"), code="digits"
            )
        return phone


class CallForm(NewCaseForm):
    """The caller's words, who they are, and what one of the four ways out needs besides.

    `way` is the button that was pressed; a page shown for the first time counts as a new case.
    """

    answer = LongText(
        label=_("What did you explain?"),
        help_text=_("Your words, short. The caller can read them later with the number."),
        limit=MAX_TEXT,
        required=False,
        error_messages={"required": _("Write what you explained.")},
    )
    body = BodyChoice(
        label=_("To which body?"),
        empty_label=_("Choose the body"),
        required=False,
        error_messages={
            "required": _("Choose the body."),
            "invalid_choice": _("Choose the body."),
        },
    )
    reason = LongText(
        label=_("Why is it not ours?"),
        help_text=_("The citizen reads it word for word."),
        limit=MAX_TEXT,
        required=False,
        error_messages={"required": _("Tell the citizen why it is not ours.")},
    )
    note = LongText(label=_("Covering note to the body"), limit=MAX_TEXT, required=False)
    with_sender = forms.BooleanField(
        label=_("Send the sender's name, address and phone along"), required=False, initial=True
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        call: Call,
        way: CallResult = CallResult.CASE,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.call, self.way = call, way
        # A call has no papers, comes by telephone, and its own key makes the case unique.
        for name in ("files", "channel", "client_key"):
            del self.fields[name]
        for name in _ASKED:
            self.fields[name].required = name in NEEDED[way]
        offer(self, body=bodies())
        self.fields["text"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given |= {"channel": Channel.PHONE, "client_key": self.call.key}
        if self.way == CallResult.NOTE:
            # The case knows its sender, so a slip in the other fields stops no note.
            for name in set(self.errors) - NEEDED[self.way]:
                del self.errors[name]
            return given
        if self.way == CallResult.CONSULTATION:
            _ask_less(given)
        return super().clean()

    def onward(self) -> Onward:
        given = self.cleaned_data
        return Onward(
            body=given["body"],
            reason=given["reason"],
            note=given["note"],
            with_sender=given["with_sender"],
        )


def _ask_less(given: dict[str, Any]) -> None:
    """Advice is given to anybody: no name, no phone and no kind need be typed for it."""
    given["kind"] = given.get("kind") or CaseKind.REQUEST
    is_nameless = not (given.get("family_name") or given.get("given_name"))
    if given.get("who") == PersonKind.PERSON and is_nameless:
        given["who"] = PersonKind.UNNAMED
    if given.get("reply_by") == ReplyBy.SMS and given.get("phone") == "":
        given["reply_by"] = ReplyBy.NONE


def known_of(person: Person | None, phone: str) -> dict[str, Any]:
    """What earlier cases tell of the caller, so that nobody types it again."""
    if person is None:
        return {"phone": spaced(phone)}
    names = ("family_name", "given_name", "organisation", "register", "position")
    known = {name: getattr(person, name) for name in (*names, "address", "email")}
    # Who wanted an e-mail then is told by SMS now only if they say so.
    reply_by = ReplyBy.EMAIL if person.reply_by == ReplyBy.EMAIL else ReplyBy.SMS
    return {**known, "who": person.kind, "phone": spaced(phone), "reply_by": reply_by}


class CallDayForm(forms.Form):
    """Which day of the hotline to show."""

    day = DayField(label=_("Day"), required=False)


class SimilarForm(forms.Form):
    """The words typed so far, and the place and service that name the office."""

    text = LongText(limit=MAX_TEXT, required=False)
    service = RowField(key="code", required=False)
    aimag = RowField(key="slug", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, service=service_rows(), aimag=aimag_rows())
