"""What an officer may see, and everything the page of one case shows.

A case outside one's posts does not exist for the asker (NotFound, never "forbidden").
The inbox with its queues and filters is in `inbox.py`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role, roles_with
from kholboo.agency.absence import hands_of
from kholboo.agency.models import Office, Post, Unit
from kholboo.agency.places import seat
from kholboo.agency.posts import posts_of
from kholboo.agency.queries import head_office, offices, staff_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.feedback.models import Answer, AnswerTemplate, Case, CaseEvent, CaseFile, Rating
from kholboo.feedback.queries.sensitive import ask_reason
from kholboo.feedback.queries.subjects import not_about
from kholboo.feedback.rights import PERMISSIONS
from kholboo.feedback.rules import EventKind

READ = "feedback.read_case"
ASSIGN = "feedback.assign_case"
# The hotline answers for the whole country; the others watch over all of it.
SEE_ALL = frozenset({Role.OPERATOR, Role.AGENCY_HEAD, Role.AUDITOR})
# Whoever wrote a caller's words down may read the secret to them again on the same day.
RECEIPT_KEPT = timedelta(hours=24)
# Columns nobody reads on a page: the search index alone can be longer than the text.
UNREAD = ("search", "search_text", "sealed_secret")


@dataclass(frozen=True)
class Reach:
    """How far posts reach: everywhere, or these offices and units and what is in hand."""

    is_everywhere: bool
    offices: frozenset[int]
    units: frozenset[int]

    @property
    def spans_offices(self) -> bool:
        """Whether it makes sense to ask this person for an office."""
        return self.is_everywhere or len(self.offices) > 1

    @property
    def places(self) -> Q:
        """Cases of these offices and units."""
        return (
            Q(office_id__in=self.offices) | Q(unit_id__in=self.units)
            if self.units
            else Q(office_id__in=self.offices)
        )


def reach_of(user: User, permission: str = READ) -> Reach:
    """Only posts of today whose role holds `permission` count, so an administrator or an
    auditor reaches nothing with the rights of another post.
    """
    roles = roles_with(permission)
    posts = [post for post in posts_of(user) if post.role in roles]
    return Reach(
        is_everywhere=any(post.role in SEE_ALL for post in posts),
        offices=frozenset(post.office_id for post in posts if _is_whole_office(post)),
        units=frozenset(
            post.unit_id for post in posts if post.unit_id and not _is_whole_office(post)
        ),
    )


def _is_whole_office(post: Post) -> bool:
    return post.role == Role.OFFICE_HEAD or post.unit_id is None


def telling_of(user: User) -> Q:
    """Cases this person may be told something of without giving a reason first.

    To find a sensitive case by what stands in it, or by who wrote it, would tell just that.
    """
    return Q(is_sensitive=False) | Q(handler_id__in=hands_of(user))


def visible_cases(user: User, permission: str = READ) -> QuerySet[Case]:
    """The cases this person may `permission`: those of their places, and those in their hands
    or in the hands of somebody they stand in for today.

    Never a case that is about themselves (see `subjects.py`), whatever their post reaches.
    """
    reach = reach_of(user, permission)
    if reach.is_everywhere:
        return Case.objects.filter(not_about(user))
    if not (reach.offices or reach.units):
        return Case.objects.none()
    return Case.objects.filter(not_about(user), reach.places | Q(handler_id__in=hands_of(user)))


def case_for(user: User, number: str, permission: str = READ) -> Case:
    """One case this person may `permission`. NotFound otherwise.

    Of a sensitive case they do not handle, they said first why they read it; else NotAllowed, with
    the page that asks.
    """
    case = closed_case_for(user, number, permission)
    ask_reason(case, user)
    return case


@planned.reading()
def closed_case_for(user: User, number: str, permission: str = READ) -> Case:
    """The same without asking why: for pages that show nothing of what it says."""
    case = (
        visible_cases(user, permission)
        .select_related("rule", "handler", "taken_by", "contact", "arrival")
        .defer(*UNREAD)
        .filter(number=parse_number(number) or "")
        .first()
    )
    if case is None:
        raise NotFound(_("There is no such case on your desk."), number=number)
    seat(case)
    return case


def receipt_for(user: User, number: str, *, now: datetime) -> Case:
    """A case this person wrote down for a citizen within a day, with what opens its secret."""
    case = (
        Case.objects.filter(
            not_about(user),
            taken_by=user,
            # When it was written down, not when it came: a letter may have come long before.
            events__kind=EventKind.RECEIVED,
            events__at__gt=now - RECEIPT_KEPT,
            erased_at__isnull=True,
        )
        .select_related("office", "unit", "rule", "contact")
        .filter(number=parse_number(number) or "")
        .first()
    )
    if case is None:
        raise NotFound(
            _("The secret code can be read again only by who wrote the case down, for a day.")
        )
    return case


@dataclass(frozen=True)
class DeskStory:
    """Everything the case page shows, read in a fixed number of queries."""

    events: list[CaseEvent]
    answers: list[Answer]
    files: list[CaseFile]


@planned.reading()
def story_of(case: Case) -> DeskStory:
    """Public and internal lines, every round's answer, every file."""
    events = list(
        case.events.select_related("actor").prefetch_related(
            Prefetch("files", CaseFile.objects.select_related("document"))
        )
    )
    return DeskStory(
        events=events,
        answers=list(case.answers.all()),
        # Every file came with a line of the story, so it is read with that.
        files=[file for event in events for file in event.files.all()],
    )


def file_of(case: Case, key: str) -> Document:
    """A file of this case. NotFound for a file of another."""
    row = case.files.filter(document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document


def answer_in(case: Case, round: int) -> Answer | None:
    """The answer of one round, if it was given."""
    return Answer.objects.filter(case=case, round=round).first()


def rating_of(case: Case) -> Rating | None:
    """What the citizen thinks of this round, if they said it."""
    return Rating.objects.filter(case=case, round=case.round).first()


def templates_for(case: Case) -> list[AnswerTemplate]:
    """Texts an officer may begin with: those for this kind and service, and the general ones."""
    return list(
        AnswerTemplate.objects.filter(
            Q(kind="") | Q(kind=case.kind), Q(service__isnull=True) | Q(service=case.service)
        )
    )


def permissions_of(user: User) -> frozenset[str]:
    """What this person's posts of today allow at the desk, without asking the database anew."""
    held = {post.role for post in posts_of(user)}
    return frozenset(name for name in PERMISSIONS if roles_with(name) & held)


def unit_of(person: User, office: Office) -> Unit | None:
    """The unit of `office` this person works in today, if they work in one."""
    return next((p.unit for p in posts_of(person) if p.office_id == office.pk and p.unit), None)


def assignable_in(office: Office, unit: Unit | None = None) -> list[User]:
    """Who may be given a case of this office (of this unit): its people who may answer."""
    return list(staff_of(office, unit, roles=roles_with("feedback.answer_case")))


def colleagues_of(head: User, office_slug: str = "") -> list[User]:
    """Whom a head may give cases to: the people of their unit or office.

    Who heads the whole agency names the office first; without one it is the head office.
    """
    reach = reach_of(head, ASSIGN)
    if reach.is_everywhere:
        office = offices().filter(slug=office_slug).first() if office_slug else None
        return assignable_in(office or head_office())
    people: dict[int, User] = {}
    for post in posts_of(head):
        if post.role in roles_with(ASSIGN):
            unit = None if _is_whole_office(post) else post.unit
            people |= {person.pk: person for person in assignable_in(post.office, unit)}
    return list(people.values())
