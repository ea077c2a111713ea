"""Receiving a case: one transaction, and the same client key never makes a second one."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.agency.queries import office_for
from kholboo.agency.services.numbering import next_number
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.core.language import search_key
from kholboo.documents.models import Document
from kholboo.documents.services.keeping import claim
from kholboo.feedback.contacts import Person, sealed_contact
from kholboo.feedback.hooks import CaseFact, case_received
from kholboo.feedback.models import Case, CaseFile, ClockInterval
from kholboo.feedback.paper import NO_PAPER, OnPaper
from kholboo.feedback.queries.terms import days_off_under, due_under, rule_for
from kholboo.feedback.rules import (
    CONFIRMED_BY_STAFF,
    ORAL,
    CaseKind,
    CaseStatus,
    Channel,
    EventKind,
    PersonKind,
)
from kholboo.feedback.secret import new_secret, seal_secret, secret_of
from kholboo.feedback.services import vocabulary
from kholboo.feedback.services.announcing import promise_news
from kholboo.feedback.services.arrivals import keep_paper
from kholboo.feedback.services.certificates import keep_certificate
from kholboo.feedback.services.joint import Joint, open_joint
from kholboo.feedback.services.oral import open_record
from kholboo.feedback.services.timeline import add_event
from kholboo.registers.models import Certificate

SERIES = "feedback"


@dataclass(frozen=True)
class NewCase:
    """Everything a new case is made of, already in shape (see forms and the API's schema)."""

    client_key: UUID
    kind: CaseKind
    channel: Channel
    text: str
    person: Person
    wish: str = ""
    service: Service | None = None
    aimag: Aimag | None = None
    language: str = "mn"
    documents: list[Document] = field(default_factory=list)
    user: User | None = None
    joint: Joint | None = None
    # Where it goes whatever its service and aimag say: an appeal goes to the superior body.
    place: tuple[Office, Unit | None] | None = None
    # When it reached the agency, where that was before it is typed: the term counts from it.
    came_at: datetime | None = None
    paper: OnPaper = NO_PAPER
    certificate: Certificate | None = None

    def digest(self) -> str:
        """What was said, hashed: a repeated key with other words is a mistake, not a repeat.

        Keyed, because the words stand beside it in the open: without the key, whoever holds the
        table could try every phone number against the hash.
        """
        said = [
            str(self.kind),
            self.text,
            self.wish,
            self.service.code if self.service else "",
            self.aimag.code if self.aimag else "",
            sorted(str(document.pk) for document in self.documents),
            asdict(self.person),
        ]
        if self.joint:
            said.append([str(self.joint.by), str(self.joint.proof.pk) if self.joint.proof else ""])
        if self.certificate:
            said.append({"certificate": self.certificate.number})
        return seal.blind("client-digest", json.dumps(said, ensure_ascii=False))


@dataclass(frozen=True)
class Receipt:
    """What the sender is shown: the case, and the secret that opens it. `is_new` is False on a repeat."""

    case: Case
    secret: str
    is_new: bool


def receive_case(new: NewCase, *, actor: User | None = None) -> Receipt:
    """Take a case in: number, secret, office, due date, history, receipt message.

    `actor` is the officer who typed it (hotline, letter, visit), None when the citizen did.
    Repeating the same client key returns the first case. Raises RuleBroken when the key was
    used for other words.
    """
    first = _received_before(new)
    if first:
        return first
    try:
        return _receive(new, actor=actor)
    except (IntegrityError, RuleBroken):
        # Two sends of one form at the same moment: the other one won (and took the files).
        first = _received_before(new)
        if first is None:
            raise
        return first


def _received_before(new: NewCase) -> Receipt | None:
    if not is_known(new.client_key):
        return None
    case = Case.objects.select_related("office", "rule").get(client_key=new.client_key)
    if case.client_digest != new.digest():
        raise RuleBroken(
            _("This key was already used for another message. Send it with a new key.")
        )
    return Receipt(case=case, secret=secret_of(case), is_new=False)


@transaction.atomic
def _receive(new: NewCase, *, actor: User | None) -> Receipt:
    now = clock.now()
    came = min(new.came_at or now, now)
    office, unit = new.place or office_for(new.service, new.aimag)
    secret = new_secret()
    case = _case_of(new, office=office, unit=unit, came=came, now=now, actor=actor)
    case.sealed_secret = seal_secret(case, secret)
    case.pk = _reserve_key()
    # The rows that hang on the case go first (their foreign keys are checked at commit), so
    # that the counter's row is locked only for the last two statements: 129/s became 934/s.
    contact = sealed_contact(case.pk, new.person)
    contact.user = new.user
    contact.save(force_insert=True)
    event = add_event(
        case,
        EventKind.RECEIVED,
        at=now,
        actor=actor,
        by_citizen=actor is None,
        is_first=True,
        channel=str(new.channel),
        office=office.pk,
        came_on=clock.local_date(came).isoformat() if came < now else None,
    )
    ClockInterval.objects.create(
        case_id=case.pk, is_running=True, started_at=came, reason="received", actor=actor
    )
    keep_paper(case.pk, new.paper)
    keep_certificate(case.pk, new.certificate)
    if new.documents:
        claim(new.documents)
        CaseFile.objects.bulk_create(
            CaseFile(case_id=case.pk, document=document, event=event, at=now)
            for document in new.documents
        )
    if new.channel in ORAL and actor:
        open_record(case)
    if new.joint:
        open_joint(case, new.joint, at=now)
    audit.record(
        "feedback.case_received",
        f"feedback.Case:{case.pk}",
        # Never the citizen's account: history cannot be erased, and it would tie them to the case.
        actor=actor,
        label="" if actor else audit.CITIZEN,
        channel=str(new.channel),
        office=office.slug,
        due_on=case.due_on.isoformat() if case.due_on else None,
    )
    vocabulary.learn(case.search_text)
    schedule("feedback.tell", event_id=event.pk)
    case.number = next_number(SERIES, now)
    case.save(force_insert=True)
    promise_news(case)
    case_received.ring(CaseFact(case_id=case.pk, number=case.number))
    return Receipt(case=case, secret=secret, is_new=True)


def _case_of(  # noqa: PLR0913  # a case stands on this many facts
    new: NewCase,
    *,
    office: Office,
    unit: Unit | None,
    came: datetime,
    now: datetime,
    actor: User | None,
) -> Case:
    has_term = new.person.kind != PersonKind.UNNAMED
    rule = rule_for(new.kind, clock.local_date(came, office.zone)) if has_term else None
    due = rule and due_under(
        rule,
        office=office,
        started=came,
        pauses=[],
        extension=0,
        calendar=days_off_under(rule, came, now=now),
        now=now,
    )
    by_staff = new.channel in CONFIRMED_BY_STAFF
    return Case(
        client_key=new.client_key,
        client_digest=new.digest(),
        kind=new.kind,
        channel=new.channel,
        service=new.service,
        aimag=new.aimag,
        office=office,
        unit=unit,
        taken_by=actor,
        status=CaseStatus.REGISTERED if by_staff else CaseStatus.RECEIVED,
        text=new.text,
        wish=new.wish,
        language=new.language,
        received_at=came,
        clock_started_at=came,
        rule=rule,
        due_on=due.on if due else None,
        due_at=due.at if due else None,
        search_text=search_key(f"{new.text} {new.wish}"),
    )


def is_known(key: UUID) -> bool:
    """Asked of every case and nearly always no, so it is asked in the shortest way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM feedback_case WHERE client_key = %s)", [key])
        is_known: bool = cursor.fetchone()[0]
    return is_known


def _reserve_key() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('feedback_case', 'id'))")
        key: int = cursor.fetchone()[0]
    return key
