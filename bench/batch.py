"""A batch of invented cases as rows, ready for COPY. No database is asked here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bench import plan
from bench.life import Life, Place
from bench.plan import pick
from bench.tables import LABELS, row
from bench.words import Words
from kholboo.agency.models import Aimag, Service
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.feedback.contacts import Person, sealed_contact
from kholboo.feedback.models import TermRule
from kholboo.feedback.models.cases import FORM_VERSION
from kholboo.feedback.rules import TAKEN_BY_STAFF, CaseKind, PersonKind
from kholboo.feedback.secret import seal_secret

Rows = dict[str, list[str]]
KINDS = list(plan.KINDS), list(plan.KINDS.values())
CHANNELS = list(plan.CHANNELS), list(plan.CHANNELS.values())


@dataclass(frozen=True)
class Sender:
    """An invented person, with what is the same in each of their letters."""

    person: Person
    values: dict[str, str]
    phone_hash: str
    email_hash: str
    name_hashes: str

    @classmethod
    def of(cls, person: Person) -> "Sender":
        contact = sealed_contact(0, person)
        values = {
            name: value
            for name, value in asdict(person).items()
            if value and name not in ("kind", "reply_by")
        }
        hashes = "{" + ",".join(contact.name_hashes) + "}"
        return cls(person, values, contact.phone_hash, contact.email_hash, hashes)


@dataclass(frozen=True)
class World:
    """Everything a case can be made of, read once."""

    now: datetime
    services: Sequence[Service]
    aimags: Sequence[Aimag]
    places: dict[tuple[int | None, int | None], Place]
    rules: dict[CaseKind, TermRule | None]
    senders: Sequence[Sender]
    words: Words


@dataclass(frozen=True)
class Batch:
    """What is copied into each table, and the cases, whose numbers are still to be put in front.

    `years` holds the agency's year of each case; `words` every word of their texts, once.
    """

    tables: dict[str, str]
    cases: list[str]
    years: list[int]
    words: str


def make(world: World, luck: Random, keys: list[int], first: datetime, last: datetime) -> Batch:
    """Cases received between the two moments, oldest first, one for each key."""
    rows: Rows = {label: [] for label in LABELS}
    moments = sorted(plan.moment(luck, first, last) for _key in keys)
    for key, received in zip(keys, moments, strict=True):
        _add(world, luck, rows, key, received)
    cases = rows.pop("feedback.Case")
    # The search text stands last in a case's row.
    words = {word for case in cases for word in case[case.rindex("\t") :].split()}
    tables = {label: "".join(found) for label, found in rows.items()}
    return Batch(tables, cases, [clock.agency_year(moment) for moment in moments], " ".join(words))


def _add(world: World, luck: Random, rows: Rows, key: int, received: datetime) -> None:
    kind = luck.choices(*KINDS)[0]
    channel = luck.choices(*CHANNELS)[0]
    service = pick(luck, world.services) if luck.random() < 0.9 else None
    aimag = pick(luck, world.aimags) if luck.random() < 0.85 else None
    place = world.places[service.id if service else None, aimag.id if aimag else None]
    sender = pick(luck, world.senders)
    by_staff = channel in TAKEN_BY_STAFF
    life = Life(
        luck,
        world.words,
        key,
        kind,
        place,
        received,
        rule=None if sender.person.kind == PersonKind.UNNAMED else world.rules[kind],
        taken_by=place.officers[0] if by_staff else None,
    )
    open_case = plan.is_open(luck, world.now - received)
    steps = plan.steps(luck, open_case=open_case, channel=channel)
    times = plan.times(luck, received, world.now, len(steps))
    life.live(str(channel), steps, times, world.now)
    _rows_of(life, rows)
    rows["feedback.Contact"].append(_contact(key, sender))
    rows["feedback.Case"].append(_case(life, luck, str(channel), service, aimag))
    rows["audit.Entry"].append(_received(life, str(channel)))


def _rows_of(life: Life, rows: Rows) -> None:
    key = life.key
    rows["feedback.CaseEvent"] += [event.row() for event in life.events]
    for label, found in (
        ("feedback.ClockInterval", life.clock),
        ("feedback.Assignment", life.assignments),
        ("feedback.Answer", life.answers),
        ("feedback.Rating", life.ratings),
    ):
        rows[label] += [row((key, *values)) for values in found]


def _contact(key: int, sender: Sender) -> str:
    data_key, bound = seal.new_data_key(), f"contact:{key}"
    return row(
        (
            key,
            sender.person.kind,
            sender.person.reply_by,
            None,
            seal.wrap(data_key, row=bound),
            seal.seal(sender.values, data_key=data_key, row=bound),
            sender.phone_hash,
            sender.email_hash,
            sender.name_hashes,
        )
    )


def _case(
    life: Life, luck: Random, channel: str, service: Service | None, aimag: Aimag | None
) -> str:
    client_key = UUID(int=luck.getrandbits(128), version=4)
    story = life.words.story(life.kind, luck)
    wish = pick(luck, life.words.wishes) if luck.random() < 0.7 else None
    secret = f"{int(luck.random() * 10**12):012d}"
    return row(
        (
            life.key,
            client_key,
            sha256(client_key.bytes).hexdigest(),
            seal_secret(_keyed(client_key), secret),
            life.kind,
            channel,
            service.id if service else None,
            aimag.id if aimag else None,
            life.place.office.id,
            life.place.unit_id,
            life.handler.id if life.handler else None,
            life.taken_by.id if life.taken_by else None,
            life.status,
            life.outcome,
            life.round,
            story.text,
            wish.text if wish else "",
            "mn",
            FORM_VERSION,
            life.received_at,
            life.clock_started_at,
            life.rule.id if life.rule else None,
            life.due_on,
            life.due_at,
            life.answered_at,
            False,
            None,
            None,  # never reported higher
            f"{story.key} {wish.key}" if wish else story.key,
        )
    )


def _keyed(client_key: UUID) -> Any:
    """What `seal_secret` reads of a case."""
    return SimpleNamespace(client_key=client_key)


def _received(life: Life, channel: str) -> str:
    taken_by = life.taken_by
    due_on = f'"{life.due_on}"' if life.due_on else "null"
    return row(
        (
            life.received_at,
            taken_by.id if taken_by else None,
            taken_by.short_name if taken_by else audit.CITIZEN,
            "feedback.case_received",
            f"feedback.Case:{life.key}",
            f'{{"channel": "{channel}", "office": "{life.place.office.slug}", "due_on": {due_on}}}',
        )
    )
