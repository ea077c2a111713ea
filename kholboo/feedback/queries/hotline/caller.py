"""Who calls: the people and cases behind a phone number, found by its blind hash.

As quick at a million cases as at none: the index holds a number's cases newest first, and only
the newest are read, in two queries however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kholboo.accounts.models import User
from kholboo.agency.services.numbering import parse_number
from kholboo.core.seal import Unsealable
from kholboo.feedback.contacts import Person, person_of, phone_hash
from kholboo.feedback.models import CaseEvent, Contact
from kholboo.feedback.people import masked_name, phone_of
from kholboo.feedback.queries.desk import UNREAD, reach_of, visible_cases
from kholboo.feedback.queries.subjects import not_about
from kholboo.feedback.queries.timeline import Reader, title_of
from kholboo.feedback.rules import CaseKind, CaseStatus, Channel, PersonKind
from kholboo.feedback.term import is_stopped

ANSWER_CALLS = "feedback.answer_calls"
CASES_SHOWN = 10
# Families and offices share a phone; more names than this help nobody while somebody waits.
PEOPLE_SHOWN = 3


@dataclass(frozen=True)
class CallersCase:
    """One line of the caller's cases. `last` is the newest public line of the story."""

    key: int
    number: str
    kind: CaseKind
    status: CaseStatus
    due_on: date | None
    term: int
    is_open: bool
    is_stopped: bool
    last: str
    last_at: datetime | None
    sender: str
    place: str


@dataclass(frozen=True)
class Caller:
    """`people`, newest first: the names under which this number wrote before."""

    people: Sequence[Person] = ()
    cases: Sequence[CallersCase] = ()

    @property
    def person(self) -> Person | None:
        return self.people[0] if self.people else None

    @property
    def place(self) -> str:
        """Where their newest case lies, as the form names places; empty when unknown."""
        return next((case.place for case in self.cases if case.place), "")

    @property
    def names(self) -> list[str]:
        """Of a telephone that several share, masked: enough to ask who speaks, no more."""
        return [masked_name(person.full_name) for person in self.people]


def caller_behind(user: User, typed: str) -> Caller:
    """The same for what an operator types: a phone or a case's number; nobody for anything else."""
    number = parse_number(typed)
    if number:
        return _caller(user, _contacts(user).filter(case__number=number))
    return caller_with(user, phone_of(typed) or "")


def caller_with(user: User, phone: str) -> Caller:
    """Who has written from this phone (8 digits), as far as `user` may see."""
    if not phone:
        return Caller()
    return _caller(user, _contacts(user).filter(phone_hash=phone_hash(phone)))


def _contacts(user: User) -> QuerySet[Contact]:
    unread = [f"case__{name}" for name in (*UNREAD, "text", "wish")]
    contacts = Contact.objects.filter(not_about(user, "case_id"))
    contacts = contacts.select_related("case", "case__rule", "case__aimag").defer(*unread)
    if not reach_of(user, ANSWER_CALLS).is_everywhere:
        contacts = contacts.filter(case__in=visible_cases(user, ANSWER_CALLS))
    return contacts.order_by("-case_id")


def _caller(user: User, contacts: QuerySet[Contact]) -> Caller:
    found = list(contacts[:CASES_SHOWN])
    senders = {contact.pk: _opened(contact, user) for contact in found}
    last = _last_lines([contact.case_id for contact in found])
    named = {
        person.full_name: person
        for person in reversed([senders[contact.pk] for contact in _surest_first(found)])
        if person and person.kind != PersonKind.UNNAMED
    }
    return Caller(
        people=list(reversed(named.values()))[:PEOPLE_SHOWN],
        cases=[_line(contact, senders[contact.pk], last.get(contact.case_id)) for contact in found],
    )


def _surest_first(contacts: Sequence[Contact]) -> list[Contact]:
    """Anybody can write any phone into an e-mail: such a name comes after those of calls, letters
    and the form, or it would rename the caller.
    """
    return sorted(contacts, key=lambda contact: contact.case.channel == Channel.EMAIL)


def _opened(contact: Contact, user: User) -> Person | None:
    """None for somebody erased or damaged, and of a sensitive case in another's hands."""
    case = contact.case
    if case.erased_at or (case.is_sensitive and case.handler_id != user.pk):
        return None
    try:
        return person_of(contact)
    except Unsealable:
        return None


def _last_lines(keys: Sequence[int]) -> dict[int, CaseEvent]:
    if not keys:
        return {}
    events = CaseEvent.objects.filter(case_id__in=keys, is_public=True)
    newest = events.order_by("case_id", "-pk").distinct("case_id")
    return {event.case_id: event for event in newest}


def _line(contact: Contact, person: Person | None, event: CaseEvent | None) -> CallersCase:
    case = contact.case
    status = CaseStatus(case.status)
    return CallersCase(
        key=case.pk,
        number=case.number,
        kind=CaseKind(case.kind),
        status=status,
        due_on=case.due_on,
        term=case.rule.days if case.rule else 30,
        is_open=case.is_open,
        is_stopped=is_stopped(
            status,
            waiting_stops=case.rule.waiting_stops if case.rule else None,
            suspension_stops=case.rule.suspension_stops if case.rule else None,
        ),
        last=title_of(event, case, reader=Reader.DESK) if event else "",
        last_at=event.at if event else None,
        sender=masked_name(person.full_name) if person else "",
        place=case.aimag.slug if case.aimag else "",
    )
