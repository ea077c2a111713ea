"""What the address of the board says."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from kholboo.feedback.forms.desk import known, slug
from kholboo.feedback.forms.reports import day_in, problem_with
from kholboo.feedback.queries.dashboard import Split, Wanted
from kholboo.feedback.queries.dashboard_cases import Counted
from kholboo.feedback.queries.inbox import LAST_PAGE
from kholboo.feedback.queries.standing import Period
from kholboo.feedback.rules import CaseKind, Channel

USUAL = timedelta(days=90)


@dataclass(frozen=True)
class BehindOf:
    """Which number of the board was opened: what it counts, on which line, which page."""

    counted: Counted
    line: str = ""
    page: int = 1

    def address(self, wanted: Wanted, *, page: int) -> str:
        return address_of(wanted, counted=self.counted, line=self.line, page=page)


def wanted_from(address: QueryDict, *, today: date) -> Wanted:
    """What it says wrongly counts as the usual: the last ninety days of everything."""
    split = address.get("by", "")
    return Wanted(
        period=_period(address, today),
        split=Split(split) if split in set(Split) else Split.SERVICE,
        office=slug(address.get("office", "")),
        service=slug(address.get("service", "")),
        kind=known(address.get("kind", ""), CaseKind.values),
        channel=known(address.get("channel", ""), Channel.values),
    )


def behind_from(address: QueryDict) -> BehindOf:
    counted, line, page = (address.get(name, "") for name in ("counted", "line", "page"))
    return BehindOf(
        counted=Counted(counted) if counted in Counted.values else Counted.RECEIVED,
        line=slug(line),
        page=min(max(1, int(page)), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1,
    )


def address_of(wanted: Wanted, **changes: Any) -> str:
    parts = {
        "from": wanted.period.since.isoformat(),
        "until": wanted.period.until.isoformat(),
        "by": wanted.split,
        "office": wanted.office,
        "service": wanted.service,
        "kind": wanted.kind,
        "channel": wanted.channel,
        **changes,
    }
    address = QueryDict(mutable=True)
    address.update({name: str(value) for name, value in parts.items() if value})
    return address.urlencode()


def _period(address: QueryDict, today: date) -> Period:
    since = day_in(address, "from") or today - USUAL
    until = min(day_in(address, "until") or today, today)
    if problem_with(since, until, until):
        since, until = today - USUAL, today
    return Period(since, until, today)
