"""A batch of invented cases as rows, ready for COPY. No database is asked here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from random import Random

from bench import plan
from bench.life import Life, Place
from bench.plan import pick
from bench.sealing import Sealer
from bench.tables import LABELS, NULL
from bench.words import Words
from kholboo.agency.models import Aimag, Service
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.feedback.contacts import Person, sealed_contact
from kholboo.feedback.models import TermRule
from kholboo.feedback.models.cases import FORM_VERSION
from kholboo.feedback.rules import TAKEN_BY_STAFF, CaseKind, PersonKind

Rows = dict[str, list[str]]
# Each as often as its weight says, so that a plain pick is a fair one.
KINDS = [kind for kind, weight in plan.KINDS.items() for _each in range(weight)]
CHANNELS = [channel for channel, weight in plan.CHANNELS.items() for _each in range(weight)]
VERSION_4 = 0x4000_8000_0000_0000_0000  # the bits of a random UUID that are not random
NOT_RANDOM = 0xF000_C000_0000_0000_0000


@dataclass(frozen=True)
class Sender:
    """An invented person, with what is the same in each of their letters."""

    person: Person
    sealed: bytes  # what is sealed of them, as JSON
    way: str  # the columns of a contact before what is sealed, and after it
    hashes: str

    @classmethod
    def of(cls, person: Person) -> "Sender":
        contact = sealed_contact(0, person)
        values = {
            name: value
            for name, value in vars(person).items()
            if value and name not in ("kind", "reply_by")
        }
        sealed = json.dumps(values, ensure_ascii=False).encode()
        way = f"{person.kind.value}\t{person.reply_by.value}\t{NULL}"
        names = "{" + ",".join(contact.name_hashes) + "}"
        return cls(person, sealed, way, f"{contact.phone_hash}\t{contact.email_hash}\t{names}")


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

    tables: dict[str, bytes]
    cases: list[bytes]
    years: list[int]
    words: str


def make(world: World, luck: Random, keys: list[int], first: datetime, last: datetime) -> Batch:
    """Cases received between the two moments, oldest first, one for each key."""
    rows: Rows = {label: [] for label in LABELS}
    moments = sorted([plan.moment(luck, first, last) for _key in keys])
    maker = _Maker(world, luck, rows, Sealer(), set())
    for key, received in zip(keys, moments, strict=True):
        _add(maker, key, received)
    cases = [case.encode() for case in rows.pop("feedback.Case")]
    words = {word for sentence in maker.said for word in sentence.split()}
    tables = {label: "".join(found).encode() for label, found in rows.items()}
    return Batch(tables, cases, [clock.agency_year(moment) for moment in moments], " ".join(words))


@dataclass(frozen=True, slots=True)
class _Maker:
    """What all cases of a batch share. `said`: the search keys of sentences of their texts."""

    world: World
    luck: Random
    rows: Rows
    sealer: Sealer
    said: set[str]


def _add(maker: _Maker, key: int, received: datetime) -> None:
    world, luck, rows = maker.world, maker.luck, maker.rows
    kind = pick(luck, KINDS)
    channel = pick(luck, CHANNELS)
    service = pick(luck, world.services) if luck.random() < 0.9 else None
    aimag = pick(luck, world.aimags) if luck.random() < 0.85 else None
    place = world.places[service.id if service else None, aimag.id if aimag else None]
    sender = pick(luck, world.senders)
    life = Life(
        luck,
        world.words,
        key,
        kind,
        place,
        received,
        rule=None if sender.person.kind == PersonKind.UNNAMED else world.rules[kind],
        taken_by=place.officers[0] if channel in TAKEN_BY_STAFF else None,
    )
    open_case = plan.is_open(luck, world.now - received)
    steps = plan.steps(luck, open_case=open_case, channel=channel)
    times = plan.times(luck, received, world.now, len(steps))
    life.live(channel.value, steps, times, world.now)
    rows["feedback.CaseEvent"] += life.events
    rows["feedback.ClockInterval"] += life.clock
    rows["feedback.Assignment"] += life.assignments
    rows["feedback.Answer"] += life.answers
    rows["feedback.Rating"] += life.ratings
    _write(maker, life, sender, channel.value, service, aimag)


def _write(  # noqa: PLR0913  # a case has this many facts
    maker: _Maker,
    life: Life,
    sender: Sender,
    channel: str,
    service: Service | None,
    aimag: Aimag | None,
) -> None:
    """The case, its contact and what the audit says of its receipt, written out for speed."""
    luck, rows, key, place = maker.luck, maker.rows, life.key, life.place
    client_key = _client_key(luck)
    secret = f"{int(luck.random() * 10**12):012d}"
    wrapped, contact, sealed = maker.sealer.close(key, sender.sealed, client_key, secret)
    rows["feedback.Contact"].append(f"{key}\t{sender.way}\t{wrapped}\t{contact}\t{sender.hashes}\n")
    text, wish, said = life.words.letter(life.kind, luck)
    maker.said.update(said)
    received = life.received_at.isoformat()
    due_on, due_at = (life.due.on, life.due.at) if life.due else (NULL, NULL)
    taken_by = life.taken_by.id if life.taken_by else NULL
    rows["feedback.Case"].append(
        f"{key}\t{client_key}\t{sha256(client_key.encode()).hexdigest()}\t{sealed}\t"
        f"{life.kind.value}\t{channel}\t{service.id if service else NULL}\t"
        f"{aimag.id if aimag else NULL}\t{place.office.id}\t"
        f"{place.unit.id if place.unit else NULL}\t{life.handler.id if life.handler else NULL}\t"
        f"{taken_by}\t{life.status.value}\t{life.outcome}\t{life.round}\t{text}\t{wish}\tmn\t"
        f"{FORM_VERSION}\t{received}\t{life.written(life.clock_started_at)}\t"
        f"{life.rule.id if life.rule else NULL}\t{due_on}\t{due_at}\t"
        f"{life.written(life.answered_at) if life.answered_at else NULL}\t"
        f"f\t{NULL}\t{NULL}\t"  # neither erased nor reported higher
        f"{NULL}\t{NULL}\tf\t{' '.join(said)}\n"  # no word since, no bad mark, no appeal
    )
    who = life.taken_by.short_name if life.taken_by else audit.CITIZEN
    due = f'"{due_on}"' if life.due else "null"
    rows["audit.Entry"].append(
        f"{received}\t{taken_by}\t{who}\tfeedback.case_received\tfeedback.Case:{key}\t"
        f'{{"channel": "{channel}", "office": "{place.office.slug}", "due_on": {due}}}\n'
    )


def _client_key(luck: Random) -> str:
    """A random UUID with its hyphens."""
    bits = f"{luck.getrandbits(128) & ~NOT_RANDOM | VERSION_4:032x}"
    return f"{bits[:8]}-{bits[8:12]}-{bits[12:16]}-{bits[16:20]}-{bits[20:]}"
