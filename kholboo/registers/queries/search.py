"""Finding certificates: a number, a barcode, or words of title, holder and particulars.

Sheets are turned by key: the newest first, and each sheet begins under the last of the one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, QuerySet

from kholboo.agency.models import Aimag
from kholboo.core import clock
from kholboo.core.finding import asked
from kholboo.registers import numbers
from kholboo.registers.barcodes import is_gtin, looks_like_one
from kholboo.registers.models import Certificate, Conformity, Entry
from kholboo.registers.queries.certificates import CertificateToday, standing
from kholboo.registers.rules import SHEET, Kind, State
from kholboo.standards.models import Edition
from kholboo.standards.queries.search import query_of, whole_readings

# Beyond so many it is only said that there are more.
COUNTED = 1_000


@dataclass(frozen=True)
class Wanted:
    """What was narrowed to; empty means any. `standard` is the name of an edition in addresses."""

    kind: Kind | None = None
    state: State | None = None
    aimag: Aimag | None = None
    standard: Edition | None = None
    holder: str = ""  # the register number of an organisation

    def of(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        chosen = {"kind": self.kind, "state": self.state, "aimag": self.aimag}
        found = entries.filter(**{name: value for name, value in chosen.items() if value})
        if self.standard is not None:
            speaking = Conformity.objects.filter(edition=self.standard)
            found = found.filter(pk__in=speaking.values("certificate"))
        if self.holder:
            of_holder = Certificate.objects.filter(holder_register=self.holder)
            found = found.filter(pk__in=of_holder.values("pk"))
        return found


@dataclass(frozen=True)
class Sheet:
    """`after`: the key under which the next sheet begins, none on the last one.

    `read_as`: the words that were looked for instead of those typed, if others were.
    `is_wrong_barcode`: a barcode whose check digit does not fit.
    """

    words: str
    rows: list[CertificateToday] = field(default_factory=list)
    after: int | None = None
    read_as: str = ""
    is_wrong_barcode: bool = False


def search(text: str, *, wanted: Wanted | None = None, under: int | None = None) -> Sheet:
    """One sheet, the newest first; everything without words."""
    words, wanted = asked(text), wanted or Wanted()
    number = numbers.parse(words)
    if number is not None:
        rows = _standings(
            list(Certificate.objects.filter(number=number).values_list("pk", flat=True))
        )
        if rows:
            return Sheet(words, rows)
    wrong = looks_like_one(words) and not is_gtin(words)
    words = words.replace(" ", "") if looks_like_one(words) else words
    for query, read_as in _readings(words):
        entries = wanted.of(Entry.objects.all())
        if query:
            entries = entries.filter(search=SearchQuery(query, search_type="raw", config="simple"))
        if under is not None:
            entries = entries.filter(pk__lt=under)
        ids = list(entries.order_by("-pk").values_list("pk", flat=True)[: SHEET + 1])
        if ids:
            after = ids[SHEET - 1] if len(ids) > SHEET else None
            return Sheet(words, _standings(ids[:SHEET]), after, read_as, wrong)
    return Sheet(words, is_wrong_barcode=wrong)


def among_all(text: str, *, most: int) -> list[CertificateToday]:
    """The newest in one question, whichever way the words were meant; numbers are met as such."""
    words = asked(text)
    if numbers.parse(words) is not None or looks_like_one(words):
        return search(text).rows[:most]
    query = " | ".join(f"({one})" for one, _read_as in _readings(words) if one)
    if not query:
        return []
    entries = Entry.objects.filter(search=SearchQuery(query, search_type="raw", config="simple"))
    return _standings(list(entries.order_by("-pk").values_list("pk", flat=True)[:most]))


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """The likeliest first: as typed, with о for ө, in the other layout of keys."""
    has_words = False
    for terms, read_as in whole_readings(words):
        has_words = True
        yield query_of(terms), read_as
    if not has_words:
        yield "", ""


def _standings(ids: list[int]) -> list[CertificateToday]:
    rows = Certificate.objects.filter(pk__in=ids).select_related("aimag", "office")
    rows = rows.defer("particulars", "ground_text")
    today = clock.local_date(clock.now())
    known = {row.pk: row for row in rows}
    return [standing(known[pk], day=today) for pk in ids if pk in known]


def count_by_kind() -> dict[Kind, int]:
    """How many certificates stand in each register, whatever their state."""
    rows = Entry.objects.values_list("kind").annotate(count=Count("pk")).order_by()
    found = dict(rows)
    return {kind: found.get(kind.value, 0) for kind in Kind}


def count_by_aimag(kind: Kind | None = None) -> dict[int, int]:
    """Key of an aimag → certificates that are valid there."""
    entries = Entry.objects.filter(state=State.VALID)
    if kind is not None:
        entries = entries.filter(kind=kind)
    return dict(entries.values_list("aimag").annotate(count=Count("pk")).order_by())
