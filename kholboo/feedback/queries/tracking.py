"""What the holder of a number and its secret may read: their own case, and nothing internal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.services.numbering import parse_number
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.feedback.models import Answer, Case, CaseEvent, CaseFile, Rating
from kholboo.feedback.rules import CaseStatus
from kholboo.feedback.secret import is_link_token_of, is_secret_of

# Where a case has no rule (no name, so no term) the citizen may still come back for so long.
DEFAULT_REOPEN_DAYS = 30
# A person may say "it did not help" twice; after that the next remedy is the superior body.
MAX_ROUNDS = 3


def case_with_secret(number: str, secret: str) -> Case:
    """The case, if the secret is its own. NotFound is the same for a wrong number and secret."""
    case = _case_numbered(number)
    if case is None or not is_secret_of(case, secret):
        raise NotFound(
            _("We found no case with this number and secret code. Check both and try again.")
        )
    return case


def case_with_link(number: str, token: str) -> Case:
    """The case behind a follow link (QR code). NotFound when the link is not its own."""
    case = _case_numbered(number)
    if case is None or not is_link_token_of(case, token):
        raise NotFound(_("This link opens no case. Use the number and the secret code."))
    return case


def case_among(keys: Collection[int], number: str) -> Case:
    """The case of this number, if it is one of those whose secret a browser has shown."""
    case = _tracked().filter(pk__in=keys, number=parse_number(number) or "").first()
    if case is None:
        raise NotFound(_("We found no such case."))
    return case


def cases_of(user: User) -> list[Case]:
    """The cases a signed-in citizen sent, newest first."""
    return list(_tracked().filter(contact__user=user).order_by("-received_at")[:200])


def case_of(user: User, number: str) -> Case:
    """A signed-in citizen's own case. NotFound for anybody else's."""
    case = _tracked().filter(contact__user=user, number=parse_number(number) or "").first()
    if case is None:
        raise NotFound(_("We found no such case."))
    return case


def _case_numbered(number: str) -> Case | None:
    return _tracked().filter(number=parse_number(number) or "").first()


def _tracked() -> QuerySet[Case]:
    return Case.objects.select_related(
        "office", "unit", "service", "aimag", "rule", "handler", "contact"
    )


@dataclass(frozen=True)
class PublicStory:
    """Everything a citizen sees of a case, read in a fixed number of queries."""

    events: list[CaseEvent]
    answers: list[Answer]
    files: list[CaseFile]
    rating: Rating | None

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None


def story_of(case: Case) -> PublicStory:
    """Public lines, answers, files and this round's rating."""
    files = list(case.files.filter(is_public=True).select_related("document"))
    events = (
        case.events.filter(is_public=True)
        .select_related("actor")
        .prefetch_related(
            Prefetch("files", CaseFile.objects.filter(is_public=True).select_related("document"))
        )
    )
    return PublicStory(
        events=list(events),
        answers=list(case.answers.all()),
        files=files,
        rating=Rating.objects.filter(case=case, round=case.round).first(),
    )


def public_file(case: Case, key: str) -> Document:
    """One of the case's public files. NotFound for a file of another case."""
    row = case.files.filter(is_public=True, document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document


def answer_of(case: Case, round: int) -> Answer:
    answer = case.answers.filter(round=round, is_erased=False).first()
    if answer is None:
        raise NotFound(_("There is no answer yet."))
    return answer


def reopen_until(case: Case) -> datetime | None:
    """The last moment to ask for reopening; None while there is no answer to doubt."""
    if case.answered_at is None:
        return None
    days = case.rule.reopen_days if case.rule else DEFAULT_REOPEN_DAYS
    return case.answered_at + timedelta(days=days)


def may_reopen(case: Case, *, now: datetime) -> bool:
    until = reopen_until(case)
    return (
        case.status in (CaseStatus.ANSWERED, CaseStatus.CLOSED)
        and case.round < MAX_ROUNDS
        and case.erased_at is None
        and until is not None
        and now < until
    )
