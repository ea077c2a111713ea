"""A name added later: words sent without one become a case with the term of the law."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.contacts import Person, reseal
from kholboo.feedback.models import Case, Contact
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import PAUSED, EventKind, PersonKind
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, must_be_open
from kholboo.feedback.services.timeline import add_event
from kholboo.feedback.term import PauseKind


@transaction.atomic
def name_case(case: Case, person: Person, *, user: User | None) -> Case:
    """Keep who wrote; the term begins today, under the rule of today.

    Only while the case is open, and once. `user` is who is signed in, if anybody.
    """
    case = lock(case)
    now = clock.now()
    must_be_open(case)
    contact = Contact.objects.select_for_update().get(case=case)
    if contact.kind != PersonKind.UNNAMED:
        raise RuleBroken(_("This case has a name already."))
    reseal(contact, person)
    contact.user = user
    contact.save()
    case.rule = rule_for(case.kind, clock.local_date(now, case.office.zone))
    case.clock_started_at = now
    pause = PauseKind(case.status) if case.status in PAUSED else None
    clockwork.switch(case, to=pause, now=now, reason="named", actor=None)
    case.save(update_fields=["rule", "clock_started_at", "due_on", "due_at"])
    event = add_event(case, EventKind.NAMED, at=now, by_citizen=True)
    audit.record(
        "feedback.case_named",
        case,
        # Never the citizen's account: history cannot be erased, and it would tie them to the case.
        actor=None,
        label=audit.CITIZEN,
        due_on=case.due_on.isoformat() if case.due_on else None,
    )
    schedule("feedback.tell", event_id=event.pk)
    return case
