"""Many invented certificates, added to what is there by COPY: for filling and for measuring."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kholboo.agency.models import Office

AT_ONCE = 5_000
WHAT = (
    "талх",
    "сүү",
    "цемент",
    "тоосго",
    "хувцас",
    "ундаа",
    "махан бүтээгдэхүүн",
    "гурил",
    "будаг",
)
HOW = (
    "шинэ",
    "хар",
    "цагаан",
    "улаан буудайн",
    "хатаамал",
    "өндөр чанарын",
    "савласан",
    "хөлдөөсөн",
)
NAMES = ("Наран", "Хангай", "Говь", "Алтай", "Тал", "Сэлэнгэ", "Орхон", "Хэрлэн", "Дөл", "Заг")


@dataclass(frozen=True)
class Filled:
    count: int
    rate: float


def fill(count: int, *, seed: int) -> Filled:
    """Certificates of three years in all offices, with entries, stories and figures' barcodes."""
    from django.db import transaction

    began = time.perf_counter()
    luck = Random(seed)
    for start in range(0, count, AT_ONCE):
        with transaction.atomic():
            _add(min(AT_ONCE, count - start), luck)
    return Filled(count, count / (time.perf_counter() - began))


def _add(count: int, luck: Random) -> None:
    from kholboo.core.rows import add_rows
    from kholboo.registers.models import Certificate, Event
    from kholboo.registers.services import finding

    rows = list(_rows(count, luck))
    add_rows(Certificate, list(rows[0]), ([*row.values()] for row in rows))
    keys = Certificate.objects.filter(key__in=[row["key"] for row in rows]).order_by("pk")
    made = list(keys.values_list("pk", "granted_at"))
    told = [(pk, "granted", at, "", "") for pk, at in made]
    add_rows(Event, ("certificate_id", "kind", "at", "ground_reference", "ground_text"), told)
    finding.index([pk for pk, _at in made])


def _rows(count: int, luck: Random) -> Iterator[dict[str, object]]:
    from kholboo.agency.models import Office
    from kholboo.core import clock
    from kholboo.registers import numbers
    from kholboo.registers.rules import Kind
    from kholboo.registers.services.granting import new_token

    now, today = clock.now(), clock.local_date(clock.now())
    offices = list(Office.objects.select_related("aimag"))
    for office, share in _shared(offices, count, luck):
        place = office.aimag.code
        for number in _numbers(numbers.series_of(place), share, now):
            first = today - timedelta(days=luck.randrange(900))
            yield {
                "key": uuid.UUID(int=luck.getrandbits(128)),
                "number": numbers.written(place, number),
                "token": new_token(),
                "kind": luck.choice(list(Kind)).value,
                "state": "suspended" if luck.random() < 0.03 else "valid",
                "holder_name": f"{luck.choice(NAMES)} {luck.choice(NAMES)} {luck.randrange(3_000)} ХХК",
                "holder_register": f"{luck.randrange(10**7):07d}",
                "is_person": False,
                "aimag_id": office.aimag_id,
                "title_mn": f"{luck.choice(HOW)} {luck.choice(WHAT)} {luck.randrange(500)}".capitalize(),
                "title_en": "",
                "particulars": {"barcodes": [_barcode(luck)]},
                "office_id": office.pk,
                "ground_reference": f"ЖИШЭЭ А/{luck.randrange(1_000)}",
                "ground_on": first,
                "ground_text": "",
                "valid_from": first,
                "valid_until": today + timedelta(days=luck.randrange(1, 900)),
                "granted_at": now,
                "is_sample": True,
            }


def _shared(offices: "list[Office]", count: int, luck: Random) -> "Iterator[tuple[Office, int]]":
    shares = [0] * len(offices)
    for _each in range(count):
        shares[luck.randrange(len(offices))] += 1
    yield from ((office, share) for office, share in zip(offices, shares, strict=True) if share)


def _numbers(series: str, count: int, now: datetime) -> Iterator[str]:
    """As many next numbers of a series, taken at once."""
    from django.db import connection

    from kholboo.agency.services.numbering import next_number, written
    from kholboo.core import clock

    first = int(next_number(series, now)[3:-2])
    year = clock.agency_year(now)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agency_counter SET last = %s WHERE series = %s AND year = %s",
            [first + count - 1, series, year],
        )
    yield from (written(year, first + place) for place in range(count))


def _barcode(luck: Random) -> str:
    digits = f"20{luck.randrange(10**10):010d}"
    weighed = sum(int(d) * (3, 1)[place % 2] for place, d in enumerate(reversed(digits)))
    return f"{digits}{(10 - weighed % 10) % 10}"
