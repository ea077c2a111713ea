"""An operator's own calls, and what the day's calls of everybody became."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, DurationField, ExpressionWrapper, F, QuerySet, Sum
from django.db.models.functions import ExtractHour
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock, planned
from kholboo.core.errors import NotFound
from kholboo.core.seal import Unsealable, house_key, unseal
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Call, CaseSubject
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.people import spaced
from kholboo.feedback.queries.subjects import not_about
from kholboo.notifications.rules import masked_phone

CALLS_SHOWN = 10
HOURS = range(24)


@planned.reading()
def call_for(user: User, key: UUID) -> Call:
    """One of this operator's own calls. NotFound for anybody else's."""
    call = (
        Call.objects.select_related("case", "case__office").filter(key=key, operator=user).first()
    )
    if call is None:
        raise NotFound(_("There is no such call among yours."))
    return call


def phone_behind(call: Call) -> str:
    """The caller's number while the call lasts; empty when it ended or the number is unknown."""
    if not call.sealed:
        return ""
    return unseal(call.sealed, data_key=house_key("feedback"), row=row_of(call))["phone"]


def caller_of(call: Call) -> str:
    """Enough of the number to know the call again: whole while it lasts, then that of its case,
    masked as in every list. Empty where there is none, or none to be shown.
    """
    case = call.case
    if call.is_open or case is None:
        return spaced(phone_behind(call))
    if case.erased_at or case.is_sensitive:
        return ""
    try:
        return masked_phone(person_of(case.contact).phone)
    except Unsealable:
        return ""


def row_of(call: Call) -> str:
    """What the sealed number is bound to."""
    return f"call:{call.key}"


def calls_of(user: User) -> list[Call]:
    """This operator's newest calls, those still open among them."""
    found = Call.objects.select_related("case", "case__contact")
    calls = found.filter(not_about(user, "case_id"), operator=user)
    return list(calls.order_by("-began_at", "-pk")[:CALLS_SHOWN])


def about(user: User) -> list[str]:
    """Keys of the calls whose case is about this person, as history writes them."""
    found = CaseSubject.objects.filter(user_id=user.pk).values_list("case__calls", flat=True)
    return [str(key) for key in found if key]


@dataclass
class OperatorsDay:
    """What one operator's calls became; `spent` is the time of those that ended."""

    name: str
    became: Counter[str] = field(default_factory=Counter)
    spent: timedelta = timedelta(0)

    @property
    def total(self) -> int:
        return sum(self.became.values())

    @property
    def seconds_each(self) -> int:
        """The mean length of an ended call; 0 before the first."""
        ended = self.total - self.became[""]
        return round(self.spent.total_seconds() / ended) if ended else 0

    @property
    def counts(self) -> list[int]:
        """In the order of `CallResult`, and at the end those still open."""
        return [*(self.became[result] for result in CallResult), self.became[""]]


@dataclass(frozen=True)
class HotlineDay:
    """One day of the hotline on the clocks of Ulaanbaatar. `hours` has 24 counts."""

    day: date
    operators: list[OperatorsDay]
    hours: list[int]
    total: OperatorsDay

    @property
    def busiest(self) -> int:
        return max(self.hours)


def day_of_calls(day: date) -> HotlineDay:
    """Two queries, over the calls of that day alone."""
    start = datetime.combine(day, time.min, tzinfo=clock.ULAANBAATAR)
    calls = Call.objects.filter(began_at__gte=start, began_at__lt=start + timedelta(days=1))
    total = OperatorsDay(name="")
    operators: dict[int, OperatorsDay] = {}
    spent = ExpressionWrapper(F("ended_at") - F("began_at"), output_field=DurationField())
    rows = calls.order_by().values(
        "operator_id", "operator__given_name", "operator__family_name", "became"
    )
    for row in rows.annotate(count=Count("pk"), spent=Sum(spent)):
        given, family = row["operator__given_name"], row["operator__family_name"]
        person = User(given_name=given, family_name=family)
        known = operators.setdefault(row["operator_id"], OperatorsDay(name=person.short_name))
        for each in (known, total):
            each.became[row["became"]] += row["count"]
            each.spent += row["spent"] or timedelta(0)
    return HotlineDay(
        day=day,
        operators=sorted(operators.values(), key=lambda each: (-each.total, each.name)),
        hours=_by_hour(calls),
        total=total,
    )


def _by_hour(calls: QuerySet[Call]) -> list[int]:
    hour = ExtractHour("began_at", tzinfo=clock.ULAANBAATAR)
    counted = calls.order_by().annotate(hour=hour).values_list("hour").annotate(count=Count("pk"))
    found = dict(counted)
    return [found.get(hour, 0) for hour in HOURS]
