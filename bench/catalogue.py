"""Invented standards into the catalogue: works, editions, classes, relations; then its entries."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from bench.tables import table_of
from bench.titles import Title, title

FIRST_NUMBER = 100_000  # above what the agency has given
PREFIXES = (
    *("MNS",) * 14, "MNS ISO", "MNS ISO", "MNS ISO/IEC", "MNS IEC", "MNS CAC", "MNS EN",
    "MNS GOST", "MNS ASTM",
)  # fmt: skip
STAGES = (*("60.60",) * 17, "90.93", "40.20", "95.99")
ACCESS = ("sold", "sold", "sold", "free", "contract")
COMMITTEES = (None, *(f"ЖИШЭЭ ТХ {number}" for number in range(100, 140)))
AT_ONCE = 20_000
COLUMNS = {
    "standards.Work": ("id", "number", "key", "bare", "slug"),
    "standards.Edition": (
        "id", "work_id", "year", "slug", "stage", "access", "title_mn", "title_en",
        "is_title_ours", "scope_mn", "scope_en", "approved_on", "effective_on", "withdrawn_on",
        "resolution", "pages", "store_id", "committee_id",
    ),
    "standards.Relation": (
        "source_id", "kind", "edition_id", "work_id", "text", "clause", "since", "link",
    ),
}  # fmt: skip
CLASSES = "SELECT code FROM standards_icsclass WHERE code ~ '[.][0-9]+[.]' ORDER BY code"


@dataclass(frozen=True)
class Filled:
    """Which words stand in the title of each edition, and how fast it went, editions a second."""

    titles: dict[int, Title]
    rate: float


def fill(count: int, *, seed: int) -> Filled:
    """Raises SystemExit where invented standards do not belong."""
    if settings.MODE != "demo":
        raise SystemExit("Invented standards do not belong into a real catalogue.")
    from kholboo.standards.services import finding

    _keep_committees()
    maker, started = _Maker(Random(seed), _classes()), time.perf_counter()
    for start in range(0, count, AT_ONCE):
        rows = maker.batch(min(AT_ONCE, count - start))
        with transaction.atomic():
            for label, columns in COLUMNS.items():
                _copy(table_of(label), columns, rows[label])
            _copy("standards_edition_ics", ("edition_id", "icsclass_id"), rows["ics"])
    finding.enter_missing()
    return Filled(maker.titles, round(count / (time.perf_counter() - started), 1))


def _keep_committees() -> None:
    from kholboo.standards.models import Committee

    for number in filter(None, COMMITTEES):
        names = {"name_mn": f"{number} хороо", "is_sample": True}
        Committee.objects.get_or_create(number=number, defaults=names)


def _classes() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(CLASSES)
        return [code for (code,) in cursor.fetchall()]


def _copy(table: str, columns: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def _keys(label: str, count: int) -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table_of(label), count],
        )
        return iter([key for (key,) in cursor.fetchall()])


class _Maker:
    def __init__(self, luck: Random, classes: list[str]) -> None:
        from kholboo.standards.models import Work

        self._luck, self._classes = luck, classes
        self._next = FIRST_NUMBER + Work.objects.count()
        self.titles: dict[int, Title] = {}

    def batch(self, count: int) -> dict[str, list[tuple[Any, ...]]]:
        works, editions = _keys("standards.Work", count), _keys("standards.Edition", count)
        rows: dict[str, list[tuple[Any, ...]]] = {label: [] for label in (*COLUMNS, "ics")}
        while len(rows["standards.Edition"]) < count:
            left = count - len(rows["standards.Edition"])
            many = min(left, self._luck.choice((1, 1, 1, 2, 3)))
            self._add(rows, next(works), [next(editions) for _edition in range(many)])
        return rows

    def _add(self, rows: dict[str, list[tuple[Any, ...]]], work: int, keys: list[int]) -> None:
        from kholboo.core.language import slug
        from kholboo.standards.numbers import parse

        luck = self._luck
        part = f"-{luck.randrange(1, 30)}" if luck.random() < 0.1 else ""
        number = f"{luck.choice(PREFIXES)} {self._next}{part}"
        self._next += 1
        parsed = parse(number)
        if parsed is None:
            raise ValueError(number)
        rows["standards.Work"].append((work, number, parsed.key, parsed.bare, slug(number)))
        year, before = luck.randrange(1980, 2000), 0
        for key in keys:
            rows["standards.Edition"].append(self._edition(key, work, slug(number), year))
            rows["ics"] += [
                (key, code) for code in luck.sample(self._classes, luck.choice((1, 1, 1, 2)))
            ]
            if before:
                target = (before, None) if luck.random() < 0.8 else (None, work)
                rows["standards.Relation"].append((key, "replaces", *target, "", "", None, ""))
            elif luck.random() < 0.3:
                text = f"ISO {luck.randrange(1, 90_000)}:{year}"
                rows["standards.Relation"].append(
                    (key, "references", None, None, text, "", None, "")
                )
            before, year = key, year + luck.randrange(4, 13)

    def _edition(self, key: int, work: int, address: str, year: int) -> tuple[Any, ...]:
        luck = self._luck
        made = self.titles[key] = title(luck)
        approved = date(year, 1, 1) + timedelta(days=luck.randrange(300))
        stage = luck.choice(STAGES)
        withdrawn = approved + timedelta(days=1500) if stage == "95.99" else None
        effective = None if luck.random() < 0.02 else approved + timedelta(days=luck.randrange(60))
        return (
            key, work, year, f"{address}-{year}", stage, luck.choice(ACCESS), made.mn, made.en,
            False, "", "", approved, effective, withdrawn, "", luck.randrange(4, 80), None,
            luck.choice(COMMITTEES),
        )  # fmt: skip
