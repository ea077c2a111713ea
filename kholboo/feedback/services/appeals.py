"""An appeal to the superior body: a new case with a term of its own that carries the first one.

Whoever decided the first case, handled it or is complained of in it can neither see nor handle
the appeal. Law: a complaint goes to the superior body or official (see the petitions law).
"""

from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.core.seal import Unsealable
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.models import Assignment, Case, CaseLink, CaseSubject
from kholboo.feedback.queries.appeals import Superior, barred_from_appeal, may_appeal, superior_of
from kholboo.feedback.queries.links import appeal_of
from kholboo.feedback.rules import CaseKind, CaseStatus, Channel, EventKind, LinkKind, SubjectWhy
from kholboo.feedback.services.holding import lock
from kholboo.feedback.services.intake import NewCase, Receipt, receive_case
from kholboo.feedback.services.timeline import add_event


@transaction.atomic
def appeal_case(case: Case, *, text: str, wish: str = "") -> Receipt:
    """The citizen does not agree with the decision. Repeating it gives the same appeal."""
    case = lock(case)
    if not text.strip():
        raise RuleBroken(_("Say why you do not agree."), field="text")
    made = appeal_of(case)
    if made is None and not may_appeal(case):
        raise RuleBroken(_("You can appeal once you have our answer."))
    place = superior_of(case)
    if place is None:
        raise RuleBroken(
            _("The head of the agency has decided this. Nobody in the agency stands above.")
        )
    receipt = receive_case(
        NewCase(
            # One appeal for each case: the same words again are the same appeal.
            client_key=uuid5(case.client_key, "appeal"),
            kind=CaseKind.COMPLAINT,
            channel=Channel.WEB,
            text=text.strip(),
            wish=wish.strip(),
            person=_sender(case),
            service=case.service,
            aimag=case.aimag,
            language=case.language,
            user=case.contact.user,
            place=(place.office, place.unit),
        )
    )
    if receipt.is_new:
        _tie(case, receipt.case, place)
    return receipt


def _tie(case: Case, appeal: Case, place: Superior) -> None:
    """The link, who is kept away, the handler, and a line in both stories."""
    now = clock.now()
    CaseLink.objects.create(kind=LinkKind.APPEAL, from_case=appeal, to_case=case, at=now)
    CaseSubject.objects.bulk_create(
        CaseSubject(case=appeal, user_id=key, why=SubjectWhy.DECIDED, at=now)
        for key in sorted(barred_from_appeal(case))
    )
    add_event(appeal, EventKind.APPEALED, at=now, by_citizen=True, of=case.number)
    add_event(case, EventKind.APPEALED, at=now, by_citizen=True)
    for each in (case, appeal):
        audit.record("feedback.case_appealed", each, actor=None, label=audit.CITIZEN)
    # It carries the file of the first case, and with it the reason to be careful.
    appeal.is_sensitive, appeal.is_appeal = case.is_sensitive, True
    appeal.save(update_fields=["is_sensitive", "is_appeal"])
    if place.handler:
        appeal.handler, appeal.status = place.handler, CaseStatus.ASSIGNED
        appeal.save(update_fields=["handler", "status"])
        # Nobody chose the head of the agency: the law did, so the row says it was themselves.
        Assignment.objects.create(
            case=appeal, handler=place.handler, unit=None, by=place.handler, at=now
        )
        name = place.handler.short_name
        event = add_event(appeal, EventKind.ASSIGNED, at=now, handler=name)
        audit.record("feedback.case_assigned", appeal, actor=None, handler=place.handler.pk)
        schedule("feedback.tell", event_id=event.pk)


def _sender(case: Case) -> Person:
    try:
        return person_of(case.contact)
    except Unsealable as error:
        raise RuleBroken(
            _("Your details were erased here, so we cannot carry them on. Write a new complaint.")
        ) from error
