"""Reading history, newest first, page by page."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from kholboo.accounts.models import User
from kholboo.accounts.rules import read_address
from kholboo.audit import labels
from kholboo.audit.models import Entry
from kholboo.core.clock import ULAANBAATAR

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the reader asks for; an empty part asks nothing. Days are Ulaanbaatar's."""

    action: str = ""
    actor: str = ""  # an e-mail address or a phone
    target: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Page:
    """Some entries and, if there are older ones, the mark where they begin."""

    entries: list[Entry]
    older: str


def entries(wanted: Wanted, *, before: str = "", reader: User | None = None) -> Page:
    """One page of history older than the mark `before` (the `older` of the page above).

    What is hidden from the `reader` (a case about themselves) is left out.
    """
    found = Entry.objects.select_related("actor").order_by("-at", "-pk")
    found = _narrowed(found, wanted)
    if reader and (hidden := labels.hidden_from(reader)):
        found = found.exclude(target__in=hidden)
    mark = _read_mark(before)
    if mark is not None:
        at, key = mark
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=key))
    rows = list(found[: PAGE + 1])
    older = _mark(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return Page(entries=_named(rows[:PAGE]), older=older)


def history_of(target: str) -> QuerySet[Entry]:
    """Everything that was done to one thing ("feedback.Case:7"), oldest first."""
    return Entry.objects.filter(target=target).select_related("actor").order_by("at", "pk")


def _named(rows: list[Entry]) -> list[Entry]:
    """The same rows, knowing the names of all things they speak of."""
    targets = {row.target for row in rows}
    targets.update(thing for row in rows for thing in labels.things_in(row.action, row.facts))
    names = labels.names_of(targets)
    for row in rows:
        row.names = names
    return rows


def _narrowed(found: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.target:
        found = found.filter(target=wanted.target)
    if wanted.actor:
        found = found.filter(actor_id=_person(wanted.actor))
    if wanted.first:
        found = found.filter(at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


def _person(text: str) -> int:
    """The key of the person at this address; 0, which nobody has, when there is none."""
    address = read_address(text)
    if address is None:
        return 0
    known_by = "email" if address.channel == "email" else "phone"
    key = User.objects.filter(**{known_by: address.to}).values_list("pk", flat=True).first()
    return key or 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ULAANBAATAR)


def _mark(entry: Entry) -> str:
    return f"{entry.at.isoformat()}~{entry.pk}"


def _read_mark(text: str) -> tuple[datetime, int] | None:
    at, _tilde, key = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(key)) if moment.tzinfo else None
    except ValueError:
        return None
