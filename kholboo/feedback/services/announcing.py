"""New cases are told to who answers for the unit or office: gathered, so that they get one letter
for all that came within a quarter of an hour, and none while everything has its officer.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.core import clock
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case
from kholboo.feedback.queries.escalation import Heads, addresses, barred_from
from kholboo.feedback.rules import CaseStatus
from kholboo.notifications.rendering import render_message
from kholboo.notifications.services.deliveries import send_email

GATHERED_FOR = timedelta(minutes=15)
# A letter names so many; the inbox shows all of them.
NAMED = 20
NEW = (CaseStatus.RECEIVED, CaseStatus.REGISTERED)
READ = ("number", "kind", "status", "due_on", "handler", "unit", "office__is_head", "is_appeal")


def promise_news(case: Case) -> None:
    """One job for each unit: while it waits, further cases only join it."""
    at = clock.now() + GATHERED_FOR
    unit = case.unit_id or 0
    schedule(
        "feedback.announce",
        at=at,
        once=f"feedback.announce:{case.office_id}:{unit}",
        office_id=case.office_id,
        unit_id=unit,
        slot=int(at.timestamp()),
    )


@transaction.atomic
def announce(*, office_id: int, unit_id: int, slot: int) -> int:
    """Write to who answers there what still has no officer; how many letters. Safe to repeat."""
    place = Case.objects.filter(office_id=office_id)
    place = place.filter(unit_id=unit_id) if unit_id else place.filter(unit__isnull=True)
    new = place.filter(status__in=NEW, handler__isnull=True).select_related("office").only(*READ)
    cases = list(new.order_by("-received_at", "-pk")[: NAMED + 1])
    heads, barred = Heads.today(), barred_from(cases)
    letters: dict[int, list[Case]] = {}
    people: dict[int, User] = {}
    for case in cases:
        _role, told = heads.over(case, Role.UNIT_HEAD, barred.get(case.pk, ()))
        for person in addresses(told):
            people[person.pk] = person
            letters.setdefault(person.pk, []).append(case)
    for key, named in letters.items():
        _write(people[key], named, key=f"feedback:new:{office_id}:{unit_id}:{slot}:{key}")
    return len(letters)


def _write(person: User, cases: list[Case], *, key: str) -> None:
    with override(person.language):
        desk = f"{settings.PUBLIC_URL}{reverse('feedback:inbox')}?queue=unassigned"
    context = {"cases": cases[:NAMED], "has_more": len(cases) > NAMED, "desk": desk}
    message = render_message(
        "feedback/messages/new_cases_email", language=person.language, context=context
    )
    send_email(key=key, to=person.email or "", subject=message.subject, text=message.text)
