"""Cases as rows of a table that leaves the house: facts of the work, no words, no persons.

Who wrote is added only where it was asked for and allowed; of sensitive cases never.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core.errors import NotAllowed
from kholboo.core.formats.days import moment_short
from kholboo.core.seal import Unsealable
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case
from kholboo.feedback.queries.desk import UNREAD, visible_cases
from kholboo.feedback.queries.standing import Period, received_in
from kholboo.feedback.rules import CaseKind, CaseStatus, Channel, Outcome

EXPORT = "feedback.export_cases"
EXPORT_SENDERS = "feedback.export_senders"
# A larger table is a copy of the register; who needs that asks in parts.
MOST = 100_000
CHUNK = 2_000
HEADS = (
    _("Number"),
    _("Kind"),
    _("Channel"),
    _("Service"),
    _("Place"),
    _("Office"),
    _("Unit"),
    _("State"),
    _("Outcome"),
    _("Received"),
    _("Due date"),
    _("Answered"),
    _("Round"),
    _("Rating, 1 to 5"),
)
SENDER_HEADS = (_("Name"), _("Phone"), _("E-mail"))


@dataclass(frozen=True)
class Wanted:
    """Which cases, and whether with who wrote them."""

    period: Period
    kind: str = ""
    channel: str = ""
    with_senders: bool = False


def exported(user: User, wanted: Wanted) -> QuerySet[Case]:
    """The cases this person may take out, oldest first. NotAllowed for senders without the right."""
    if wanted.with_senders and not user.has_perm(EXPORT_SENDERS):
        raise NotAllowed(_("Your post does not allow to take out who wrote."))
    cases = received_in(visible_cases(user, EXPORT), wanted.period)
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.channel:
        cases = cases.filter(channel=wanted.channel)
    return cases.order_by("received_at", "pk")


def is_too_many(cases: QuerySet[Case]) -> bool:
    return cases.order_by("-received_at", "-pk").values("pk")[MOST : MOST + 1].exists()


def rows(cases: QuerySet[Case], *, with_senders: bool) -> Iterator[list[str]]:
    """Heads first, then a row a case, read a part at a time."""
    yield [str(head) for head in (*HEADS, *(SENDER_HEADS if with_senders else ()))]
    related = ["service", "aimag", "office", "unit", *(["contact"] if with_senders else [])]
    found = (
        cases.select_related(*related)
        .defer(*UNREAD, "text", "wish")
        .annotate(score=Max("ratings__score"))
    )
    for case in found[:MOST].iterator(chunk_size=CHUNK):
        yield [*_facts(case), *(_sender(case) if with_senders else [])]


def named_in(cases: QuerySet[Case]) -> QuerySet[Case, int]:
    """Keys of the cases whose sender stands in the table."""
    told = cases.filter(is_sensitive=False, erased_at__isnull=True)
    return told.values_list("pk", flat=True)[:MOST]


def _facts(case: Case) -> list[str]:
    zone = case.office.zone
    return [
        case.number,
        str(CaseKind(case.kind).label),
        str(Channel(case.channel).label),
        case.service.name if case.service else "",
        case.aimag.name if case.aimag else "",
        case.office.name,
        case.unit.name if case.unit else "",
        str(CaseStatus(case.status).label),
        str(Outcome(case.outcome).label) if case.outcome else "",
        moment_short(case.received_at, zone),
        case.due_on.isoformat() if case.due_on else "",
        moment_short(case.answered_at, zone) if case.answered_at else "",
        str(case.round),
        str(getattr(case, "score", None) or ""),
    ]


def _sender(case: Case) -> list[str]:
    """Name, phone and e-mail; empty for a sensitive case and for an erased person."""
    if case.is_sensitive:
        return ["", "", ""]
    try:
        person = person_of(case.contact)
    except Unsealable:
        return ["", "", ""]
    return [person.full_name, person.phone, person.email]
