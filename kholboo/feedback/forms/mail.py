"""An e-mail on its way to a case: what is prefilled is a guess the officer confirms."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.agency.models import Aimag
from kholboo.agency.queries import aimags
from kholboo.agency.services.numbering import parse_number
from kholboo.core.language import search_key
from kholboo.feedback import people
from kholboo.feedback.envelopes import Words
from kholboo.feedback.forms.desk_new import NewCaseForm
from kholboo.feedback.mail_states import AsideReason, LetterState
from kholboo.feedback.rules import (
    MAX_TEXT,
    CaseKind,
    Channel,
    PersonKind,
    ReplyBy,
)
from kholboo.feedback.services.intake import NewCase

# The words by which people name what they write.
NAMED_BY = {
    CaseKind.COMPLAINT: ("гомдол", "complaint"),
    CaseKind.SUGGESTION: ("санал", "suggestion"),
    CaseKind.REQUEST: ("хүсэлт", "request"),
    CaseKind.PETITION: ("өргөдөл", "petition"),
}
# Why a person puts a letter aside; the other reasons its own headers give.
CHOSEN = (AsideReason.NOT_OURS, AsideReason.SPAM, AsideReason.REPEATED, AsideReason.AUTO_REPLY)
_PHONE = re.compile(r"(?<![\d-])(?:\+?976[ -]?)?([5-9]\d{3}[ -]?\d{4})(?![\d-])")
_CYRILLIC = re.compile(r"[а-яёөү]", re.IGNORECASE)
READ_FOR_GUESSES = 20_000
NOT_ASKED = ("client_key", "channel", "files", "received_on", "sender_number", "present")


class LetterForm(NewCaseForm):
    """The page on which a case is written down, without what an e-mail says by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_ASKED:
            del self.fields[name]
        self.fields["text"].help_text = _("As it was written. Take out only what others wrote.")

    def _needed(self, given: dict[str, Any]) -> list[str]:
        return super()._needed({**given, "channel": Channel.EMAIL})

    def case_under(self, key: UUID) -> NewCase:
        """The case without the files and the day: those belong to the letter."""
        given = self.cleaned_data
        return NewCase(
            client_key=key,
            kind=CaseKind(given["kind"]),
            channel=Channel.EMAIL,
            text=given["text"],
            wish=given["wish"],
            service=given["service"],
            aimag=given["aimag"],
            language=given["language"],
            person=self.person,
        )


class AddForm(forms.Form):
    """Which case a letter goes on with."""

    number = forms.CharField(
        label=_("Number of the case"),
        max_length=30,
        error_messages={"required": _("Write the number of the case.")},
    )
    is_checked = forms.BooleanField(
        label=_("I have checked that the citizen of this case wrote it"),
        required=False,
    )

    def clean_number(self) -> str:
        number = parse_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(
                _("No case has this number. Check its digits. Example: 26-000123-5")
            )
        return number


class AsideForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why is it no case?"),
        choices=[(reason, reason.label) for reason in CHOSEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )


def state_from(value: str) -> LetterState:
    return LetterState(value) if value in LetterState.values else LetterState.NEW


def page_from(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else 1


def first_letter(words: Words) -> LetterForm:
    """The form as the letter fills it."""
    text = f"{words.subject}\n{words.text}"[:READ_FOR_GUESSES]
    place = _place_in(text)
    return LetterForm(
        initial={
            "text": words.whole[:MAX_TEXT],
            "kind": _kind_in(text),
            "aimag": place.slug if place else None,
            "who": PersonKind.PERSON,
            **_names_in(words.sender_name),
            "email": words.sender,
            "phone": _phone_in(text),
            "reply_by": ReplyBy.EMAIL if words.sender else ReplyBy.NONE,
            "language": "mn" if _CYRILLIC.search(text) else "en",
        }
    )


def _kind_in(text: str) -> str:
    """The kind the letter names itself by; "" when it names none or several."""
    said = text.lower()
    named = [kind for kind, words in NAMED_BY.items() if any(word in said for word in words)]
    return str(named[0]) if len(named) == 1 else ""


def _place_in(text: str) -> Aimag | None:
    """The one aimag the letter names."""
    said = set(search_key(text).split())
    named = [aimag for aimag in aimags() if search_key(aimag.name_mn).split()[0] in said]
    return named[0] if len(named) == 1 else None


def _names_in(name: str) -> dict[str, str]:
    """Mongolian names put the father's or mother's first, Latin mail programs put it last."""
    parts = [part for part in name.split() if people.is_name(part)]
    if len(parts) != 2:
        return {"given_name": name if len(parts) == 1 else ""}
    family, given = parts if _CYRILLIC.search(name) else reversed(parts)
    return {"family_name": family, "given_name": given}


def _phone_in(text: str) -> str:
    """The one phone number the letter gives, as a rule under its signature."""
    found = {people.digits_of(number) for number in _PHONE.findall(text)}
    return found.pop() if len(found) == 1 else ""
