"""The letters of the mailbox as the desk reads them. The mailbox is the agency's, not an office's:
whoever may read it at all reads every letter that waits, and each look is written down. A letter
that became a case is as closed as the case: whoever may not read that finds no letter either.
"""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.services.numbering import parse_number
from kholboo.core.errors import NotFound
from kholboo.core.seal import Unsealable
from kholboo.documents.models import Document
from kholboo.feedback.envelopes import Words, words_of
from kholboo.feedback.mail_states import LetterState
from kholboo.feedback.models import Case, CaseSubject, Contact, IncomingLetter, MailboxLook
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.queries.sensitive import ask_reason

PAGE = 25
LAST_PAGE = 400
COUNTED_TO = 1000
OPENING = 160
# A letter may quote a whole list of numbers; the first ones are the case it answers.
MOST_NUMBERS = 10
_NUMBER = re.compile(r"(?<!\d)\d{2}[-\u2010-\u2015 ]?\d{6,7}[-\u2010-\u2015 ]?\d(?!\d)")


@dataclass(frozen=True)
class LetterRow:
    """One letter in the list, opened."""

    letter: IncomingLetter
    words: Words

    @property
    def is_hidden(self) -> bool:
        """Nothing of a sensitive case is said in a list."""
        return self.letter.case is not None and self.letter.case.is_sensitive

    @property
    def who(self) -> str:
        return self.words.sender_name or self.words.sender

    @property
    def opening(self) -> str:
        return " ".join(self.words.text[: OPENING * 2].split())[:OPENING]


@dataclass(frozen=True)
class LetterPage:
    rows: list[LetterRow]
    number: int
    has_next: bool


def letters(user: User, state: LetterState, *, page: int) -> LetterPage:
    """One page, newest first. Every row is opened, so no more than a page is ever read."""
    number = min(max(1, page), LAST_PAGE)
    start = (number - 1) * PAGE
    found = _letters().filter(state=state).order_by("-arrived_at", "-pk")
    if state == LetterState.DONE:
        found = found.filter(case__in=visible_cases(user))
    rows = list(found[start : start + PAGE + 1])
    return LetterPage(
        rows=[LetterRow(row, _in_a_list(row)) for row in rows[:PAGE]],
        number=number,
        has_next=len(rows) > PAGE and number < LAST_PAGE,
    )


def letter_for(user: User, letter_id: int) -> IncomingLetter:
    """One letter. The door says who may ask; NotFound for a key nothing has, and for the letter of
    a case this person may not read. Of a sensitive case they said first why (NotAllowed).
    """
    allowed = Q(case__isnull=True) | Q(case__in=visible_cases(user))
    letter = _letters().filter(allowed, pk=letter_id).first()
    if letter is None:
        raise NotFound(_("There is no such letter."))
    if letter.case:
        ask_reason(letter.case, user)
    return letter


def letters_of(case: Case) -> list[IncomingLetter]:
    """The e-mails this case was made from or goes on with, in the order they came."""
    return list(case.letters.defer("sealed", "wrapped_key").order_by("arrived_at", "pk"))


def opened(letter: IncomingLetter) -> Words:
    """Its words; empty ones when it was erased."""
    try:
        return words_of(letter)
    except Unsealable:
        return Words()


def _in_a_list(letter: IncomingLetter) -> Words:
    return Words() if letter.case and letter.case.is_sensitive else opened(letter)


def waiting_count() -> int:
    """How many letters wait, counted up to COUNTED_TO."""
    waiting = IncomingLetter.objects.filter(state=LetterState.NEW).order_by()
    return waiting.values("pk")[:COUNTED_TO].count()


def last_look() -> MailboxLook | None:
    """When the mailbox was looked into last; None before the first time."""
    return MailboxLook.objects.first()


def file_of(letter: IncomingLetter, key: str) -> Document:
    """A file of this letter. NotFound for a file of another."""
    row = letter.files.filter(document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document


def documents_of(letter: IncomingLetter) -> list[Document]:
    return [row.document for row in letter.files.select_related("document")]


def cases_named(user: User, letter: IncomingLetter, words: Words) -> list[Case]:
    """The cases this letter names and its sender wrote before, of those the officer may see.

    A number alone opens nothing: its check digit must fit, and the address must be the case's.
    """
    numbers = numbers_in(f"{words.subject}\n{words.text}")
    if not numbers or not letter.email_hash:
        return []
    found = visible_cases(user).filter(number__in=numbers, contact__email_hash=letter.email_hash)
    return sorted(found.select_related("service"), key=lambda case: numbers.index(case.number))


def numbers_in(text: str) -> list[str]:
    """Case numbers as we write them, in the order they stand; wrong check digits are no numbers."""
    parsed = (parse_number(found) for found in _NUMBER.findall(text))
    return list(dict.fromkeys(number for number in parsed if number))[:MOST_NUMBERS]


def is_of_its_sender(letter: IncomingLetter, case: Case) -> bool:
    """Whether the letter comes from the address the case was sent with."""
    contact = Contact.objects.filter(case=case).first()
    return (
        bool(letter.email_hash)
        and contact is not None
        and (contact.email_hash == letter.email_hash)
    )


def about(user: User) -> list[str]:
    """Keys of the letters whose case is about this person, as history writes them."""
    found = CaseSubject.objects.filter(user_id=user.pk).values_list("case__letters", flat=True)
    return [str(key) for key in found if key]


def _letters() -> QuerySet[IncomingLetter]:
    return IncomingLetter.objects.select_related("case", "decided_by")
