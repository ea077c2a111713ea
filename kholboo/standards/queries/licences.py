"""Whether the number on a copy is one of ours, and what it stood for."""

from dataclasses import dataclass
from datetime import date

from kholboo.core import clock
from kholboo.standards import licences
from kholboo.standards.models import Edition, Entitlement
from kholboo.standards.queries.catalogue import EditionToday, meant_by, standing


@dataclass(frozen=True)
class Licence:
    """What everybody may know of it: no person, of an organisation its name."""

    number: str
    shown: EditionToday
    organisation: str
    since: date
    until: date
    ended_on: date | None
    is_running: bool

    @property
    def edition(self) -> Edition:
        return self.shown.edition


def licence_of(words: str) -> Licence | None:
    """None when no licence of ours has this number."""
    number = licences.typed(words)
    rows = Entitlement.objects.select_related("edition", "organisation")
    row = rows.filter(number=number).first() if number else None
    if row is None:
        return None
    return Licence(
        number=row.number,
        shown=standing(meant_by(row.edition.slug)),
        organisation=row.organisation.name if row.organisation else "",
        since=clock.local_date(row.granted_at),
        until=row.until,
        ended_on=clock.local_date(row.ended_at) if row.ended_at else None,
        is_running=not row.ended_at and row.until >= clock.local_date(clock.now()),
    )
