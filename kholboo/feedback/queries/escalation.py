"""Which cases a rung of the ladder has still to report, and to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.absence import deputies_of
from kholboo.agency.models import Absence, Office
from kholboo.agency.queries import holders_of
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, CaseSubject, EscalationRung
from kholboo.feedback.rights import HEADS
from kholboo.feedback.rules import OPEN

# Where a post is empty the next one up is told; above the agency's head is nobody.
_UPWARDS = HEADS
# One statement over the open cases. The time in which the clock stood still is taken off both
# the time gone and the whole term; only rules under which a pause stops the clock look for it.
_TO_REPORT = """
SELECT c.id
FROM feedback_case AS c
LEFT JOIN feedback_termrule AS r ON r.id = c.rule_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN r.waiting_stops OR r.suspension_stops THEN coalesce((
        SELECT sum(coalesce(i.ended_at, %(now)s) - i.started_at)
        FROM feedback_clockinterval AS i
        WHERE i.case_id = c.id AND i.round = c.round AND NOT i.is_running
          AND CASE i.pause WHEN 'waiting' THEN r.waiting_stops ELSE r.suspension_stops END
    ), interval '0') ELSE interval '0' END AS still
) AS stood
WHERE c.status IN ({open})
  AND NOT (c.status = 'waiting' AND coalesce(r.waiting_stops, false))
  AND NOT (c.status = 'suspended' AND coalesce(r.suspension_stops, false))
  AND ({when})
  AND (%(kind)s = '' OR c.kind = %(kind)s)
  AND (NOT %(unassigned)s OR c.handler_id IS NULL)
  AND NOT EXISTS (
    SELECT FROM feedback_escalation AS e
    WHERE e.case_id = c.id AND e.round = c.round AND e.rung_id = %(rung)s)
ORDER BY c.due_at NULLS LAST, c.id
LIMIT %(limit)s
"""
# The first half needs no pauses and leaves out nearly everything.
_AFTER_SHARE = """
  c.due_at IS NOT NULL
  AND %(now)s - c.clock_started_at >= (c.due_at - c.clock_started_at) * %(share)s
  AND %(now)s - c.clock_started_at - stood.still
      >= (c.due_at - c.clock_started_at - stood.still) * %(share)s
"""
_AFTER_HOURS = """
  %(now)s - c.clock_started_at >= %(hours)s * interval '1 hour'
  AND %(now)s - c.clock_started_at - stood.still >= %(hours)s * interval '1 hour'
"""


def all_rungs() -> list[EscalationRung]:
    """Every rung, those in force first."""
    today = clock.local_date(clock.now())
    return sorted(EscalationRung.objects.all(), key=lambda rung: not rung.is_valid_on(today))


def rungs_on(day: date) -> list[EscalationRung]:
    """The ladder of one day, in the order in which it is climbed: unassigned cases first."""
    return [rung for rung in EscalationRung.objects.all() if rung.is_valid_on(day)]


def rung_numbered(rung_id: int) -> EscalationRung:
    rung = EscalationRung.objects.filter(pk=rung_id).first()
    if rung is None:
        raise NotFound(_("There is no such rung."), rung=rung_id)
    return rung


def to_report(rung: EscalationRung, *, now: datetime, limit: int) -> list[int]:
    """Keys of open cases this rung has not reported in their present round, due soonest first.

    A case whose clock stands still is left where it is.
    """
    states = ", ".join(f"'{status.value}'" for status in sorted(OPEN))
    when = _AFTER_SHARE if rung.share else _AFTER_HOURS
    facts: dict[str, Any] = {
        "now": now,
        "kind": rung.kind,
        "unassigned": rung.unassigned_only,
        "rung": rung.pk,
        "limit": limit,
        "share": (rung.share or 0) / 100,
        "hours": rung.hours or 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_REPORT.format(open=states, when=when), facts)
        return [key for (key,) in cursor.fetchall()]


@dataclass(frozen=True)
class Heads:
    """Who heads what today, read once for many cases."""

    units: dict[int, list[User]]
    offices: dict[int, list[User]]
    agency: list[User]
    away: dict[int, Absence]

    @classmethod
    def today(cls) -> "Heads":
        units: dict[int, list[User]] = {}
        offices: dict[int, list[User]] = {}
        agency: list[User] = []
        for post in holders_of(HEADS):
            if post.role == Role.AGENCY_HEAD:
                agency.append(post.user)
            elif post.role == Role.OFFICE_HEAD:
                offices.setdefault(post.office_id, []).append(post.user)
            elif post.unit_id:
                units.setdefault(post.unit_id, []).append(post.user)
        heads = [*chain(*units.values()), *chain(*offices.values()), *agency]
        return cls(units, offices, agency, deputies_of(heads))

    def over(self, case: Case, role: str, barred: Collection[int]) -> tuple[Role, list[User]]:
        """Whom `role` means for this case; where the post is empty, the next one up.

        `barred`: keys of the people the case is about, who are told nothing of it.
        """
        holders = {
            Role.UNIT_HEAD: self.units.get(case.unit_id or 0, []),
            Role.OFFICE_HEAD: self._of_office(case.office),
            Role.AGENCY_HEAD: self.agency,
        }
        found = {
            step: [person for person in people if person.pk not in barred]
            for step, people in holders.items()
        }
        ladder = _UPWARDS[_UPWARDS.index(Role(role)) :]
        filled = next((step for step in ladder if found[step]), Role.AGENCY_HEAD)
        return filled, [*found[filled], *self._deputies_of(found[filled], barred)]

    def _deputies_of(self, people: Collection[User], barred: Collection[int]) -> list[User]:
        """Who stands in for these heads today reads the letter too."""
        deputies = [self.away[person.pk].deputy for person in people if person.pk in self.away]
        return [deputy for deputy in deputies if deputy.pk not in barred]

    def _of_office(self, office: Office) -> list[User]:
        """The head office is headed by the agency's own head, one step up."""
        return [] if office.is_head else self.offices.get(office.pk, [])


def barred_from(cases: Collection[Case]) -> dict[int, set[int]]:
    """Whom each of these cases is about, by the key of the case."""
    barred: dict[int, set[int]] = {}
    rows = CaseSubject.objects.filter(case__in=cases).values_list("case_id", "user_id")
    for case, user in rows:
        barred.setdefault(case, set()).add(user)
    return barred


def addresses(people: Collection[User]) -> list[User]:
    """Those who can be written to, each once."""
    return list({person.pk: person for person in people if person.email}.values())
