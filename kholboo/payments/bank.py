"""A bank's statement as a table → money that came. Pure: no database.

No statement of the agency's bank was seen: the names of columns are those that banks here use on
their pages, to be confirmed. A row without a sum that came is none of ours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.core.tables import Table
from kholboo.payments.rules import LARGEST

COLUMNS = {
    "day": ("огноо", "гүйлгээний огноо", "date", "transaction date", "posting date"),
    "amount": ("кредит", "кредит гүйлгээ", "орлого", "орлогын дүн", "credit", "amount", "дүн"),
    "words": ("гүйлгээний утга", "утга", "тайлбар", "description", "remarks", "details"),
    "mark": ("журнал", "журналын дугаар", "гүйлгээний дугаар", "journal", "reference", "ref"),
    "from": ("харьцсан данс", "илгээгч", "counterparty", "from account", "corresponding account"),
}
NEEDED = ("day", "amount", "words")
_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T].*)?")
_SUM = re.compile(r"(-?)(\d{1,3}(?:[ ,'\u00a0]\d{3})+|\d+)(?:\.(\d{1,2}))?")
LONGEST_WORDS, LONGEST_SUM = 1000, 60


@dataclass(frozen=True)
class Came:
    """Money on our account. `nth` tells rows apart that are the same letter by letter."""

    row: int
    day: date
    amount: int
    words: str
    mark: str
    sender: str
    nth: int

    @property
    def line(self) -> str:
        """The row in one line: the same in every file that has it."""
        parts = (self.day.isoformat(), str(self.amount), self.words, self.mark, self.sender)
        return "\x1f".join((*parts, str(self.nth)))


@dataclass(frozen=True)
class Problem:
    row: int
    sentence: str | Promise


@dataclass
class Read:
    came: list[Came] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0


def read(table: Table) -> Read:
    """RuleBroken for a table without our columns; every row that cannot be is a problem."""
    names = _names(table[0][1])
    found, seen = Read(), dict[tuple[object, ...], int]()
    for number, row in table:
        cells = {ours: row.get(theirs, "").strip() for ours, theirs in names.items()}
        if not cells["amount"] or _is_nothing(cells["amount"]):
            found.skipped += 1
            continue
        day, amount = _day(cells["day"]), _amount(cells["amount"])
        if day is None:
            found.problems.append(Problem(number, _("The day of this row cannot be read.")))
        elif amount is None:
            found.problems.append(Problem(number, _("The amount of this row cannot be read.")))
        elif amount < 0:
            found.skipped += 1
        else:
            words = cells["words"][:LONGEST_WORDS]
            facts = (day, amount, words, cells.get("mark", ""), cells.get("from", ""))
            seen[facts] = seen.get(facts, 0) + 1
            found.came.append(Came(number, *facts, seen[facts]))
    return found


def _names(header: Iterable[str]) -> dict[str, str]:
    known = {" ".join(name.split()).lower(): name for name in header}
    found = {
        ours: next((known[one] for one in theirs if one in known), "")
        for ours, theirs in COLUMNS.items()
    }
    if not all(found[name] for name in NEEDED):
        raise RuleBroken(
            _("The first row must name the columns: the day, the sum that came, and the purpose."),
            field="file",
        )
    return {ours: theirs for ours, theirs in found.items() if theirs}


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _is_nothing(text: str) -> bool:
    return bool(re.fullmatch(r"[-–0.,\s]*", text))


def _amount(text: str) -> int | None:
    """Whole MNT; a bank writes "150,000.00"."""
    # No sum is so long, and Python reads no number of thousands of figures.
    found = _SUM.fullmatch(text) if len(text) <= LONGEST_SUM else None
    if found is None or (found[3] and int(found[3])):
        return None
    amount = int(re.sub(r"\D", "", found[2]))
    return (-amount if found[1] else amount) if amount <= LARGEST else None
