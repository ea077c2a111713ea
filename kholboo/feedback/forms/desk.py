"""What officers type at the desk: shape only, the rules are in the services."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import slug_re
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.absence import deputies_of
from kholboo.agency.models import Absence
from kholboo.agency.queries import service_rows
from kholboo.feedback.forms.fields import LongText
from kholboo.feedback.models import Case
from kholboo.feedback.queries.inbox import LAST_PAGE, Filters, Queue
from kholboo.feedback.rules import (
    ANSWER_OUTCOMES,
    MAX_TEXT,
    NEEDS_GROUND,
    CaseKind,
    CaseStatus,
    Channel,
    Outcome,
)
from kholboo.ui.fields import RowField, offer

LONGEST_SEARCH = 100
# The one control of a panel takes the keys as soon as it opens.
FIRST = {"autofocus": True}


def filters_from(address: QueryDict, *, start: Queue) -> Filters:
    """The filters an address names; what it names wrongly counts as any."""
    queue = address.get("queue", "")
    page = address.get("page", "")
    return Filters(
        queue=Queue(queue) if queue in set(Queue) else start,
        kind=known(address.get("kind", ""), CaseKind.values),
        service=slug(address.get("service", "")),
        office=slug(address.get("office", "")),
        channel=known(address.get("channel", ""), Channel.values),
        status=known(address.get("status", ""), CaseStatus.values),
        search=address.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
        page=min(max(1, int(page)), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1,
    )


def address_of(filters: Filters, **changes: Any) -> str:
    """The filters as the rest of an address, without what is not set: `queue=mine&kind=…`."""
    now = replace(filters, **{"page": 1, **changes})
    parts = {
        "queue": now.queue,
        "kind": now.kind,
        "service": now.service,
        "office": now.office,
        "channel": now.channel,
        "status": now.status,
        "q": now.search,
        "page": now.page if now.page > 1 else "",
    }
    address = QueryDict(mutable=True)
    address.update({name: str(value) for name, value in parts.items() if value})
    return address.urlencode()


def slug(value: str) -> str:
    """A name as addresses have it; anything else is nobody's and stays so in the query."""
    return value[:50] if not value or slug_re.fullmatch(value) else "?"


def known(value: str, values: Sequence[str]) -> str:
    return value if value in values else ""


class RegisterForm(forms.Form):
    """Confirm what the citizen chose, or put it right; office and term follow."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CaseKind, widget=forms.RadioSelect)
    service = RowField(
        label=_("Service"),
        key="code",
        required=False,
        empty_label=_("Not known, or none"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, service=service_rows())


class AssignForm(forms.Form):
    """Which officer of the case's office gets it."""

    handler = forms.TypedChoiceField(
        label=_("Officer"),
        coerce=int,
        widget=forms.Select(FIRST),
        error_messages={
            "required": _("Choose an officer."),
            "invalid_choice": _("Choose an officer."),
        },
    )

    despite_absence = forms.BooleanField(label=_("Assign in spite of the absence"), required=False)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        away = deputies_of(people)
        names = [(person.pk, _name(person, away.get(person.pk))) for person in people]
        self.fields["handler"].choices = [("", _("Choose an officer")), *names]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["handler"]]


def _name(person: User, away: Absence | None) -> str:
    if away is None:
        return person.short_name
    return str(
        _("%(name)s – away until %(day)s, deputy %(deputy)s")
        % {
            "name": person.short_name,
            "day": f"{away.until:%Y.%m.%d}",
            "deputy": away.deputy.short_name,
        }
    )


class QuestionForm(forms.Form):
    text = LongText(
        label=_("Your question to the citizen"),
        help_text=_("They read it word for word. Ask for one thing, in plain words."),
        widget=forms.Textarea(FIRST),
        limit=MAX_TEXT,
        error_messages={"required": _("Write the text before you send it.")},
    )


class NoteForm(forms.Form):
    text = LongText(
        label=_("Note for colleagues"),
        help_text=_("The citizen never sees it."),
        widget=forms.Textarea(FIRST),
        limit=MAX_TEXT,
        error_messages={"required": _("Write the text before you send it.")},
    )


class AnswerForm(forms.Form):
    """The answer word for word. `round` is the one on the officer's screen: another officer's
    answer, or a reopening meanwhile, shows by it.
    """

    round = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(outcome, outcome.label) for outcome in ANSWER_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome.")},
    )
    text = LongText(
        label=_("Answer"),
        help_text=_("What you checked, what you found, what was done. Short sentences."),
        limit=MAX_TEXT,
        error_messages={"required": _("Write the answer before you send it.")},
    )
    ground = LongText(
        label=_("Ground"),
        help_text=_("The law, rule or fact the decision stands on. A refusal must have it."),
        limit=MAX_TEXT,
        required=False,
    )
    remedy = LongText(
        label=_("Where the citizen can turn next"),
        limit=MAX_TEXT,
        error_messages={"required": _("Say where the citizen can turn next.")},
    )

    fans_out = forms.BooleanField(
        label=_("Send the same answer to the duplicates"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") in NEEDS_GROUND and not given.get("ground"):
            self.add_error(
                "ground",
                _("A refusal needs its ground: name the law, rule or fact it stands on."),
            )
        return given

    @property
    def text_sent(self) -> str:
        """The words as the service keeps them."""
        return str(self.cleaned_data["text"]).strip()

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.cleaned_data["outcome"]).label)


def first_answer(case: Case, *, text: str, outcome: str, remedy: str) -> AnswerForm:
    """An answer nobody has typed yet."""
    return AnswerForm(
        initial={"round": case.round, "outcome": outcome, "text": text, "remedy": remedy}
    )
