"""What an officer may see: the inbox with its queues and filters, and one case.

A case outside one's posts does not exist for the asker (NotFound, never "forbidden").
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.posts import posts_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core.errors import NotFound
from kholboo.core.language import search_key
from kholboo.documents.models import Document
from kholboo.feedback.contacts import email_hash, name_hashes, phone_hash
from kholboo.feedback.models import (
    Answer,
    AnswerTemplate,
    Case,
    CaseEvent,
    CaseFile,
    Contact,
    Rating,
)
from kholboo.feedback.rules import OPEN

SOON = timedelta(days=3)
PAGE = 25
# Counts beside the queues stop here: "1000+" tells an officer as much as 48,211 would.
COUNTED_TO = 1000
# The hotline answers for the whole country; the others watch over all of it.
SEE_ALL = frozenset({Role.OPERATOR, Role.AGENCY_HEAD, Role.AUDITOR})


class Queue(StrEnum):
    MINE = "mine"
    UNIT = "unit"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"
    OPEN = "open"
    ALL = "all"


@dataclass(frozen=True)
class Filters:
    """What the address of the inbox says; empty means any."""

    queue: Queue = Queue.MINE
    kind: str = ""
    service: str = ""
    office: str = ""
    channel: str = ""
    status: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True)
class CasePage:
    """One page of the inbox. `has_next` says whether more rows follow."""

    cases: list[Case]
    number: int
    has_next: bool


def visible_cases(user: User) -> QuerySet[Case]:
    """The cases this person's posts of today reach."""
    posts = posts_of(user)
    if any(post.role in SEE_ALL for post in posts):
        return Case.objects.all()
    reach = Q(pk__in=[])
    for post in posts:
        if post.role == Role.OFFICE_HEAD or post.unit_id is None:
            reach |= Q(office_id=post.office_id)
        else:
            reach |= Q(office_id=post.office_id, unit_id=post.unit_id)
        if post.role == Role.ADMINISTRATOR:
            continue
        reach |= Q(handler_id=user.pk)
    return Case.objects.filter(reach)


def inbox(user: User, filters: Filters, *, now: datetime) -> CasePage:
    """A page of cases, due soonest first (newest first where closed ones are shown)."""
    cases = _filtered(_queue(user, filters.queue, now=now), filters)
    newest_first = filters.queue == Queue.ALL or bool(filters.search)
    order = ("-received_at", "-pk") if newest_first else ("due_at", "pk")
    number = max(1, filters.page)
    start = (number - 1) * PAGE
    rows = list(
        cases.order_by(*order)
        .select_related("office", "unit", "service", "handler", "aimag", "rule")
        .defer("search_text", "sealed_secret")[start : start + PAGE + 1]
    )
    return CasePage(cases=rows[:PAGE], number=number, has_next=len(rows) > PAGE)


def counts(user: User, *, now: datetime) -> dict[Queue, int]:
    """How many cases wait in each queue, counted up to COUNTED_TO."""
    return {
        queue: _queue(user, queue, now=now).order_by()[:COUNTED_TO].count()
        for queue in Queue
        if queue != Queue.ALL
    }


def _queue(user: User, queue: Queue, *, now: datetime) -> QuerySet[Case]:
    cases = visible_cases(user)
    if queue == Queue.ALL:
        return cases
    cases = cases.filter(status__in=OPEN)
    if queue == Queue.MINE:
        return cases.filter(handler=user)
    if queue == Queue.UNIT:
        return cases.filter(_own_units(user))
    if queue == Queue.UNASSIGNED:
        return cases.filter(handler__isnull=True)
    if queue == Queue.SOON:
        return cases.filter(due_at__gte=now, due_at__lt=now + SOON)
    if queue == Queue.OVERDUE:
        return cases.filter(due_at__lt=now)
    return cases


def _own_units(user: User) -> Q:
    own = Q(pk__in=[])
    for post in posts_of(user):
        if post.unit_id is not None:
            own |= Q(unit_id=post.unit_id)
        else:
            own |= Q(office_id=post.office_id)
    return own


def _filtered(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    exact = {
        "kind": filters.kind,
        "service__code": filters.service,
        "office__slug": filters.office,
        "channel": filters.channel,
        "status": filters.status,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    return search(cases, filters.search) if filters.search.strip() else cases


def search(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By number, phone, e-mail, name of the sender, or words of the text.

    Words match from their beginning, so an inflected word finds its stem and the other way.
    """
    number = parse_number(text)
    if number:
        return cases.filter(number=number)
    digits = "".join(letter for letter in text if letter.isdecimal())
    if len(digits) == 8 and len(text.strip()) <= 15:
        return cases.filter(contact__phone_hash=phone_hash(digits))
    if "@" in text:
        return cases.filter(contact__email_hash=email_hash(text))
    words = search_key(text).split()
    if not words:
        return cases.none()
    found = Q(search=_words_query(words))
    by_name = Contact.objects.filter(name_hashes__contains=name_hashes(text))
    return cases.filter(found | Q(pk__in=by_name.values("case_id")))


def _words_query(words: list[str]) -> SearchQuery:
    # search_key leaves letters, digits and underscores only, so the text is a safe query.
    parts = [f"{word[: max(3, len(word) - 2)]}:*" for word in words]
    return SearchQuery(" & ".join(parts), search_type="raw", config="simple")


def case_for(user: User, number: str) -> Case:
    """One case this person may see. NotFound otherwise."""
    case = (
        visible_cases(user)
        .select_related(
            "office", "unit", "service", "aimag", "rule", "handler", "taken_by", "contact"
        )
        .filter(number=parse_number(number) or "")
        .first()
    )
    if case is None:
        raise NotFound(_("There is no such case on your desk."), number=number)
    return case


@dataclass(frozen=True)
class DeskStory:
    """Everything the case page shows, read in a fixed number of queries."""

    events: list[CaseEvent]
    answers: list[Answer]
    files: list[CaseFile]
    ratings: list[Rating]


def story_of(case: Case) -> DeskStory:
    events = case.events.select_related("actor").prefetch_related(
        Prefetch("files", CaseFile.objects.select_related("document"))
    )
    return DeskStory(
        events=list(events),
        answers=list(case.answers.all()),
        files=list(case.files.select_related("document")),
        ratings=list(case.ratings.order_by("round")),
    )


def file_of(case: Case, key: str) -> Document:
    """A file of this case. NotFound for a file of another."""
    row = case.files.filter(document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document


def templates_for(case: Case) -> list[AnswerTemplate]:
    """Texts an officer may begin with: those for this kind and service, and the general ones."""
    return list(
        AnswerTemplate.objects.filter(
            Q(kind="") | Q(kind=case.kind), Q(service__isnull=True) | Q(service=case.service)
        )
    )
