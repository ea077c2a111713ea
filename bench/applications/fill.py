"""Many applications out of the lived ones: times, people, numbers and seals of their own, by COPY."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as hour
from random import Random
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from bench import plan
from bench.applications import lives
from bench.applications.days import Day
from bench.applications.patterns import Pattern, pattern_of
from bench.applications.tables import COPIED, POINTED_AT, fields_of
from bench.applications.world import FROM_THE_CAPITAL, Bakery, Place, bakeries, places
from bench.certificates import HOW, NAMES, WHAT
from bench.filling import NUMBERS, copy_rows, trust_keys
from kholboo.agency.calendar import WorkingCalendar
from kholboo.agency.queries import working_calendar
from kholboo.agency.services.numbering import written
from kholboo.core import clock
from kholboo.eservices.applicants import sealed
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries.bundles import version_today
from kholboo.eservices.services import deciding, submitting
from kholboo.eservices.term import LOOK_AHEAD, Stretch, Term, count
from kholboo.eservices.tests import stories
from kholboo.eservices.years import ends_on
from kholboo.payments import payers
from kholboo.payments.models import Invoice
from kholboo.payments.models.invoices import new_public_id
from kholboo.payments.rules import Payer, PayerKind
from kholboo.payments.services import invoicing
from kholboo.registers import numbers as certificate_numbers
from kholboo.registers.services import finding
from kholboo.registers.services.granting import new_token

BATCH = 2_000
KEYS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
Key = tuple[str, int]  # a series of numbers, and a year of it


@dataclass(frozen=True)
class Filled:
    applications: int
    steps: int
    rate: float  # applications a second


@dataclass(frozen=True)
class World:
    now: datetime
    version: ProcedureVersion
    calendar: WorkingCalendar
    places: list[Place]
    bakeries: list[Bakery]
    patterns: list[Pattern]
    _dues: dict[tuple[Term, date, ZoneInfo], date] = field(default_factory=dict)

    def due(self, term: Term, first: date, zone: ZoneInfo) -> date:
        """Without a pause all that began on one day end on one day."""
        known = self._dues.get((term, first, zone))
        if known is None:
            noon = datetime.combine(first, hour(12), zone)
            known = self._dues[term, first, zone] = self.counted(term, noon, zone, [])
        return known

    def counted(self, term: Term, started: datetime, zone: ZoneInfo, pauses: list[Stretch]) -> date:
        """By the product's own count."""
        return count(
            term,
            started=started,
            pauses=pauses,
            is_working=self.calendar.is_working,
            zone=zone,
            now=self.now,
        ).on


@dataclass(frozen=True)
class Planned:
    """One application to be, before it has keys and numbers."""

    pattern: Pattern
    place: Place
    bakery: Bakery
    moments: list[datetime]

    def series(self) -> Iterator[tuple[str, Key]]:
        """Which numbers it takes, each under its name."""
        year = clock.agency_year
        yield "number", (submitting.SERIES, year(self.moments[0]))
        names = {
            "decision": deciding.SERIES,
            "invoice": invoicing.SERIES,
            "certificate": certificate_numbers.series_of(self.place.office.aimag.code),
        }
        for name, stage in self.pattern.numbered.items():
            yield name, (names[name], year(self.moments[stage]))


def fill(applications: int, *, seed: int) -> Filled:
    """Add the applications, oldest first. Raises SystemExit where invented ones do not belong."""
    if settings.MODE != "demo":
        raise SystemExit("Invented applications do not belong into a real database.")
    world, weighted = _read_world(seed), lives.weighted()
    first = datetime.combine(world.version.valid.lower, hour(9), clock.ULAANBAATAR)
    span, steps = world.now - first, 0
    began = time.perf_counter()
    for start in range(0, applications, BATCH):
        luck = Random(f"{seed}:{start}:{world.now}")
        wanted = min(BATCH, applications - start)
        since, until = (first + span * (at / applications) for at in (start, start + wanted))
        received = sorted(plan.moment(luck, since, until) for _each in range(wanted))
        planned = [_plan(world, luck, at, weighted) for at in received]
        _keep(world, luck, planned)
        steps += sum(one.pattern.keys["eservices.Step"] for one in planned)
    return Filled(applications, steps, round(applications / (time.perf_counter() - began), 1))


def _read_world(seed: int) -> World:
    now, luck = clock.now(), Random(f"applications:{seed}")
    version = version_today(stories.KEY, clock.local_date(now))
    first = version.valid.lower - timedelta(days=2)
    with lives.lived() as made:
        patterns = [pattern_of(one) for one in made]
    return World(
        now=now,
        version=version,
        calendar=working_calendar(first, now.date() + LOOK_AHEAD),
        places=places(version, luck, since=first),
        bakeries=bakeries(luck),
        patterns=patterns,
    )


def _plan(
    world: World, luck: Random, received: datetime, weighted: dict[bool, list[int]]
) -> Planned:
    pattern = world.patterns[lives.choose(luck, world.now - received, weighted)]
    from_capital = luck.random() < FROM_THE_CAPITAL
    place = world.places[0] if from_capital else plan.pick(luck, world.places)
    moments = lives.moments(luck, pattern.life, received, world.now)
    return Planned(pattern, place, plan.pick(luck, world.bakeries), moments)


@transaction.atomic
def _keep(world: World, luck: Random, planned: list[Planned]) -> None:
    trust_keys()
    with connection.cursor() as cursor:
        # Invented applications may be lost with the machine, so nobody waits for the disk.
        cursor.execute("SET LOCAL synchronous_commit = off")
    keys = {label: iter(_keys(label, planned)) for label in _pointed_at()}
    numbers = _numbers(planned)
    texts: dict[str, list[str]] = {model._meta.label: [] for model in COPIED}
    granted = []
    for one in planned:
        values = {
            f"{label}:{place}": str(next(keys[label]))
            for label, count in one.pattern.keys.items()
            for place in range(count)
        }
        values |= {name: next(numbers[key]) for name, key in one.series()}
        _tell(world, luck, one, values)
        for label, text in one.pattern.texts.items():
            texts[label].append(text % values)
        if "certificate" in one.pattern.numbered:
            granted.append(int(values["registers.Certificate:0"]))
    for model in COPIED:
        rows = "".join(texts[model._meta.label])
        copy_rows(model._meta.db_table, [one.column for one in fields_of(model)], rows.encode())
    finding.index(granted)


def _pointed_at() -> dict[str, str]:
    return {model._meta.label: model._meta.db_table for model in POINTED_AT}


def _keys(label: str, planned: list[Planned]) -> list[int]:
    wanted = sum(one.pattern.keys[label] for one in planned)
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [_pointed_at()[label], wanted])
        return [key for (key,) in cursor.fetchall()]


def _numbers(planned: list[Planned]) -> dict[Key, Iterator[str]]:
    """The next numbers of every series; the counters' rows stay locked until the commit."""
    wanted = Counter(key for one in planned for _name, key in one.series())
    found: dict[Key, Iterator[str]] = {}
    for (series, year), many in sorted(wanted.items()):
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS, [series, year, many])
            last = cursor.fetchone()[0]
        given = range(last - many + 1, last + 1)
        found[series, year] = iter([written(year, each) for each in given])
    return found


def _tell(world: World, luck: Random, one: Planned, values: dict[str, str]) -> None:
    """Everything else that differs from one application to the next."""
    place, bakery, key = one.place, one.bakery, UUID(int=luck.getrandbits(128), version=4)
    office = place.office
    values |= {f"at{stage}": moment.isoformat() for stage, moment in enumerate(one.moments)}
    values |= {name: _day(world, one, day).isoformat() for name, day in one.pattern.days.items()}
    values |= {
        f"uuid{each}": str(UUID(int=luck.getrandbits(128), version=4))
        for each in range(one.pattern.uuids)
    }
    for part, people in place.hands.items():
        person = plan.pick(luck, people)
        values |= {part: str(person.pk), f"{part}_name": person.short_name}
    values |= {
        "key": str(key),
        "user": str(bakery.user),
        "organisation": str(bakery.organisation),
        "name": bakery.who.name,
        "register": bakery.who.register,
        "product": f"{plan.pick(luck, HOW)} {plan.pick(luck, WHAT)} {luck.randrange(900)}",
        "street": f"{plan.pick(luck, NAMES)} гудамж {luck.randrange(1, 90)}",
        "slug": f'"{place.aimag.slug}"',
        "office": str(office.pk),
        "aimag": str(place.aimag.pk),
        "head_role": place.head_role,
    }
    told = json.loads(one.pattern.told % values)
    row = sealed(int(values["eservices.Application:0"]), bakery.who, told)
    values |= {
        "applicant_key": _bytes(row.wrapped_key),
        "applicant": _bytes(row.sealed),
        "applicant_answers": _bytes(row.answers),
    }
    if "invoice" in values:
        _tell_invoice(one, values, key)
    if "certificate" in values:
        number = values["certificate"]
        values["certificate"] = certificate_numbers.written(office.aimag.code, number)
        values["token"] = new_token()


def _tell_invoice(one: Planned, values: dict[str, str], key: UUID) -> None:
    who = one.bakery.who
    row = Invoice(public_id=new_public_id())
    payers.put(
        row,
        Payer(PayerKind.ORGANISATION, who.name, who.register, phone=who.phone, email=who.email),
    )
    values |= {
        "public_id": row.public_id,
        "invoice_key": str(uuid5(key, one.pattern.invoiced)),
        "payer_key": _bytes(row.payer_key),
        "payer": _bytes(row.payer),
    }


def _bytes(value: bytes | memoryview) -> str:
    return f"\\\\x{bytes(value).hex()}"


def _day(world: World, one: Planned, day: Day) -> date:
    zone, moment = one.place.office.zone, one.moments[day.stage]
    if day.term is None:
        found = clock.local_date(moment, zone) + timedelta(days=day.days)
        return ends_on(found, day.years) if day.years else found
    # What still stands still is counted when it goes on.
    ended = ((start, end) for start, end in one.pattern.pauses if end is not None)
    pauses = [Stretch(one.moments[start], one.moments[end]) for start, end in ended]
    if pauses:
        due = world.counted(day.term, moment, zone, pauses)
    else:
        due = world.due(day.term, clock.local_date(moment, zone), zone)
    return due + timedelta(days=day.days)
