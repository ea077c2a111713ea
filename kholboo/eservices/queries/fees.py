"""What a service costs, out of the procedure's own table: before one begins, and for one's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.book import Book
from kholboo.eservices.engine.decisions import NoRule, Table, decide
from kholboo.eservices.engine.naming import gather
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries.bundles import read

AMOUNT = "amount"


@dataclass(frozen=True)
class Fee:
    """Whole ₮. `note` is the rule in words, in `language`: a table may know Mongolian only."""

    note: str
    amount: int
    is_sample: bool
    language: str = "mn"


def fees_of(version: ProcedureVersion, language: str) -> list[Fee]:
    """Every line of the fee table, in its order; without one nothing is paid."""
    table = _table(version)
    if table is None:
        return []
    book = read(version).book
    names = [output.name for output in table.outputs]
    rows = (dict(zip(names, rule.outputs, strict=True)) for rule in table.rules)
    return [
        fee
        for rule, said in zip(table.rules, rows, strict=True)
        if (fee := _fee(book, said, rule.note or table.name, language))
    ]


def fee_for(version: ProcedureVersion, answers: Mapping[str, Any], language: str) -> Fee | None:
    """The fee of these answers; None where it follows from what our people find out later."""
    table = _table(version)
    if table is None:
        return None
    try:
        found = decide(table, gather(answers, {}))
    except NoRule:
        return None
    note = found.note or table.name
    return _fee(read(version).book, found.outputs, note, language)


def has_fee(version: ProcedureVersion) -> bool:
    return _table(version) is not None


def _table(version: ProcedureVersion) -> Table | None:
    found = read(version)
    return found.bundle.tables.get(found.book.fee_table) if found.book.fee_table else None


def _fee(book: Book, said: Mapping[str, Any], note: str, language: str) -> Fee | None:
    amount = said.get(AMOUNT)
    if not isinstance(amount, (int, float)):
        return None
    own = said.get(f"title_{language}")
    title = own or said.get("title_mn") or note
    return Fee(str(title), int(amount), book.marks_fee(said), language if own else "mn")
