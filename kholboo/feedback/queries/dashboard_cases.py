"""The very cases behind a number of the board: the same places, days and filters, one by one."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.queries import office_key, service_key
from kholboo.feedback.models import Case
from kholboo.feedback.queries.dashboard import (
    COLUMN,
    NOBODY,
    Split,
    Wanted,
    cases_of_the_board,
    names_of_lines,
)
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.queries.standing import ANSWERED, Standing, received_in, with_standing


class Counted(TextChoices):
    """The numbers of the board that open a list."""

    RECEIVED = "received", _("Received")
    ANSWERED = "answered", _("Answered")
    OVERDUE = "overdue", _("Term passed, not answered")
    REOPENED = "reopened", _("Reopened")


_STANDS = {
    Counted.RECEIVED: Q(),
    Counted.ANSWERED: Q(standing__in=sorted(ANSWERED)),
    Counted.OVERDUE: Q(standing=Standing.OVERDUE),
    Counted.REOPENED: Q(round__gt=1),
}


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


# From what an address says of a line to the value in its column; 0 is nobody's.
_KEYS: dict[Split, Callable[[str], object]] = {
    Split.SERVICE: service_key,
    Split.OFFICE: office_key,
    Split.OFFICER: _number,
}


def cases_behind(
    user: User, wanted: Wanted, counted: Counted, *, line: str, now: datetime
) -> QuerySet[Case]:
    """What `counted` counts on one line of the board (`Sums.key`; empty: on all of them), as far
    as this person may read it.
    """
    received = received_in(cases_of_the_board(user, wanted), wanted.period)
    cases = with_standing(received, min(wanted.period.as_of, now))
    return cases.filter(
        _STANDS[counted], _on_line(wanted.split, line), pk__in=visible_cases(user).values("pk")
    )


def _on_line(split: Split, line: str) -> Q:
    if not line:
        return Q()
    if line == NOBODY:
        return Q(**{f"{COLUMN[split]}__isnull": True})
    return Q(**{COLUMN[split]: _KEYS.get(split, str)(line)})


def name_of_line(split: Split, line: str) -> str:
    """What people call the line; empty for all lines together and for what has no name."""
    if not line or line == NOBODY:
        return ""
    key = _KEYS.get(split, str)(line)
    return names_of_lines(split, [key]).get(key, ("", ""))[0]
