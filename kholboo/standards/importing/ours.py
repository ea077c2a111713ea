"""Tables in our own columns: the names of the facts, or what pages call them in Mongolian."""

import re
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.tables import Table
from kholboo.standards import changing
from kholboo.standards.changing import LAWS, LONGEST_CLAUSE, LONGEST_LINK, LONGEST_TIE, Bond
from kholboo.standards.importing.rows import Draft, Problem, Reading, Sentence
from kholboo.standards.numbers import FIRST_YEAR, LAST_YEAR, parse
from kholboo.standards.rules import Access, RelationKind, Stage

# Our columns with the words a Mongolian officer may have written above them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("дугаар", "стандартын дугаар", "тэмдэглэгээ"),
    "year": ("он", "жил", "хэвлэлийн он"),
    "title_mn": ("нэр", "стандартын нэр", "нэр (монгол)", "гарчиг"),
    "title_en": ("нэр (англи)", "англи нэр"),
    "stage": ("үе шат",),
    "approved_on": ("баталсан", "баталсан огноо"),
    "resolution": ("тогтоол", "тушаал", "тогтоол, тушаал"),
    "effective_on": ("мөрдөж эхэлсэн", "мөрдөж эхэлсэн огноо", "хүчинтэй болсон"),
    "withdrawn_on": ("хүчингүй болсон", "хүчингүй болсон огноо"),
    "access": ("хүртээмж",),
    "pages": ("хуудас", "хуудасны тоо"),
    "store_id": ("estandard",),
    "ics": ("ангилал", "ics код"),
    "committee": ("техникийн хороо", "хороо", "тх"),
    "scope_mn": ("хамрах хүрээ",),
    "scope_en": ("хамрах хүрээ (англи)",),
    "replaces": ("оронд нь", "орлосон"),
    "amends": ("нэмэлт оруулсан",),
    "corrects": ("алдааг зассан",),
    "consolidates": ("нэгтгэсэн",),
    "part_of": ("цуврал",),
    "references": ("эшлэл", "норматив эшлэл"),
    "idt": (),
    "mod": (),
    "neq": (),
    "cited_by": ("хууль", "хуульд заасан"),
}
NAMES = {other: name for name, others in COLUMNS.items() for other in (name, *others)}
LONGEST = {
    "committee": 20,
    "title_mn": 500,
    "title_en": 500,
    "scope_mn": 5000,
    "scope_en": 5000,
    "resolution": 120,
}
# Columns of ties: parts with `;` between them, each a number and perhaps a clause in brackets.
TIES = ("amends", "corrects", "consolidates", "part_of", "references", "idt", "mod", "neq")
_TIE = re.compile(r"(?P<name>.+?)(?:\s*\((?P<clause>[^()]*)\))?")
LARGEST = {"pages": 20_000, "store_id": 2**31 - 1}
_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?")
_BETWEEN = re.compile(r"[\s,;]+")


class Wrong(Exception):
    """A cell that says something that cannot be; the sentence is for the officer.

    `column`: whose cell it is where more than one was read.
    """

    def __init__(self, sentence: Sentence, column: str = "") -> None:
        super().__init__(sentence)
        self.column = column


def read(table: Table) -> Reading:
    """An empty cell changes nothing: what is known stays."""
    reading = Reading()
    known = {name for name in table[0][1] if name in NAMES}
    if not {"number"} <= {NAMES[name] for name in known}:
        reading.problems.append(Problem(0, "number", _("The file has no column “number”.")))
        return reading
    for name in table[0][1]:
        if name and name not in known:
            reading.remarks.append(Problem(0, name, _("Nobody knows this column; it is left out.")))
    for row, cells in table:
        _read_row(reading, row, {NAMES[name]: cells.get(name, "") for name in known})
    return reading


def _read_row(reading: Reading, row: int, cells: dict[str, str]) -> None:
    facts: dict[str, Any] = {}
    found = len(reading.problems)
    for name, text in cells.items():
        if text and name in changing.LABELS:
            try:
                facts[name] = value_of(name, text)
            except Wrong as wrong:
                reading.problems.append(Problem(row, name, wrong.args[0]))
    try:
        number, year = number_of(cells["number"], cells.get("year", ""))
    except Wrong as wrong:
        reading.problems.append(Problem(row, wrong.column or "number", wrong.args[0]))
        return
    ties = []
    for name, text in cells.items():
        try:
            ties += ties_of(name, text)
        except Wrong as wrong:
            reading.problems.append(Problem(row, name, wrong.args[0]))
    older = parts_of(cells.get("replaces", ""))
    is_whole = len(reading.problems) == found
    reading.drafts.append(
        Draft(row, number, year, facts, replaces=older, ties=ties, is_whole=is_whole)
    )


def parts_of(text: str) -> list[str]:
    """What stands between `;`; no more than one too many."""
    pieces = (" ".join(piece.split()) for piece in text.split(";"))
    return list(islice(filter(None, pieces), changing.MOST_TIES + 1))


def ties_of(name: str, text: str) -> list[Bond]:
    """Of one cell. Raises Wrong."""
    parts = parts_of(text)
    if name == RelationKind.CITED:
        return [_law(part) for part in parts]
    if name not in TIES:
        return []
    found = [_TIE.fullmatch(part) for part in parts]
    return [_short(Bond(name, "", one["name"], one["clause"] or "")) for one in found if one]


def _law(part: str) -> Bond:
    """`Title | article | 2020-01-31 | https://legalinfo.mn/…`; all but the title may be empty."""
    title, article, since, link, *more = [*(each.strip() for each in part.split("|")), "", "", ""]
    if not title or any(more) or (link and not LAWS.fullmatch(link)):
        raise Wrong(_("Write the title of the law | article | day | https://legalinfo.mn/…"))
    day = day_of(since) if since else ""
    return _short(Bond(str(RelationKind.CITED.value), "text", title, article, day, link))


def _short(bond: Bond) -> Bond:
    longest = {bond.name: LONGEST_TIE, bond.clause: LONGEST_CLAUSE, bond.link: LONGEST_LINK}
    for words, most in longest.items():
        if len(words) > most:
            raise Wrong(_("Longer than %(most)s letters.") % {"most": most})
    return bond


def number_of(text: str, year: str = "") -> tuple[str, int | None]:
    """`MNS 6858 : 2020`, or the number and the year apart. Raises Wrong."""
    plain = " ".join(text.split())
    parsed = parse(plain)
    if parsed is None or not parsed.words or not plain.isascii():
        raise Wrong(_("This is no number of a standard in Latin letters, as MNS 6858 : 2020."))
    if parsed.year is not None:
        plain = re.sub(r"[ :.-]*\d{4}$", "", plain)
    if year and not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Wrong(_("The year is none from 1900 to 2099."), "year")
    if year and parsed.year is not None and int(year) != parsed.year:
        raise Wrong(_("The number names another year than the column of years."), "year")
    return plain, parsed.year or (int(year) if year else None)


def value_of(name: str, text: str) -> Any:
    """A cell as a fact. Raises Wrong."""
    if name in changing.DAYS:
        return day_of(text)
    if name in LARGEST:
        return _whole(text, LARGEST[name])
    if name == "ics":
        return classes_of(text)
    if name == "stage":
        return _chosen(text, Stage)
    if name == "access":
        return _chosen(text, Access)
    words = text.replace("\r\n", "\n") if name.startswith("scope") else " ".join(text.split())
    if name in LONGEST and len(words) > LONGEST[name]:
        raise Wrong(_("Longer than %(most)s letters.") % {"most": LONGEST[name]})
    return words


def day_of(text: str) -> str:
    found = _DAY.fullmatch(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(_("Write the day as 2026-07-10."))
    return day.isoformat()


def classes_of(text: str) -> list[str]:
    codes = sorted({code for code in _BETWEEN.split(text) if code})
    if len(codes) > changing.MOST_CLASSES:
        raise Wrong(_("At most %(most)s classes.") % {"most": changing.MOST_CLASSES})
    return codes


def _whole(text: str, largest: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 11 and 1 <= int(text) <= largest):
        raise Wrong(_("Write a whole number."))
    return int(text)


def _chosen(text: str, choices: type[Stage] | type[Access]) -> str:
    for choice in choices:
        if text.lower() in (choice.value, str(choice.label).lower()):
            return str(choice.value)
    raise Wrong(_("One of: %(all)s.") % {"all": ", ".join(choices.values)})
