"""Rows of bank statements, and the invoices they may be for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import seal
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.payments.models import Invoice, Statement, StatementRow
from kholboo.payments.models.statements import RowState
from kholboo.payments.queries.desk import invoice_for, invoices_for
from kholboo.payments.rights import IMPORT
from kholboo.payments.rules import InvoiceState, numbers_in

MOST_CANDIDATES = 5
SHOWN = 50


def sure_match(words: str, amount: int) -> Invoice | None:
    """The one invoice these words name by their mark, when exactly its rest was paid."""
    marked, _bare = numbers_in(words)
    if len(marked) != 1:
        return None
    found = Invoice.objects.filter(number__in=marked, state=InvoiceState.OPEN).first()
    return found if found is not None and found.rest == amount else None


@dataclass(frozen=True)
class Unsure:
    """A row that waits, with what the bank wrote and the invoices it may be for."""

    row: StatementRow
    words: str
    sender: str
    candidates: list[Invoice]


def unsure() -> QuerySet[StatementRow]:
    return StatementRow.objects.filter(state=RowState.UNSURE).order_by("-day", "-pk")


def unsure_rows(user: User) -> list[Unsure]:
    """Newest first. The invoices are of this person's offices."""
    opened = [(row, opened_words(row)) for row in unsure()[:SHOWN]]
    candidates = _candidates(user, opened)
    return [Unsure(row, words["words"], words["from"], candidates[row.pk]) for row, words in opened]


def opened_words(row: StatementRow) -> dict[str, str]:
    return seal.unseal(row.words, data_key=seal.house_key("payments"), row=row.seal_row)


def _candidates(
    user: User, opened: Iterable[tuple[StatementRow, dict[str, str]]]
) -> dict[int, list[Invoice]]:
    """By a number in the words first, then by the amount; two questions for all rows."""
    named = {row.pk: set().union(*numbers_in(words["words"])) for row, words in opened}
    numbers = set().union(*named.values())
    amounts = {row.amount for row, _words in opened}
    mine = invoices_for(user, IMPORT)
    rest = F("total") - F("paid") + F("refunded")
    still = mine.filter(state=InvoiceState.OPEN).annotate(left=rest).filter(left__in=amounts)
    every: list[Invoice] = [*mine.filter(number__in=numbers), *still.order_by("-issued_at")[:500]]
    found: dict[int, list[Invoice]] = {}
    for row, _words in opened:
        by_number = [one for one in every if one.number in named[row.pk]]
        by_amount = [one for one in every if one.rest == row.amount]
        found[row.pk] = list(dict.fromkeys(by_number + by_amount))[:MOST_CANDIDATES]
    return found


def invoice_named(user: User, number: str) -> Invoice:
    """RuleBroken, to be said beside the field, where there is none of this person's offices."""
    try:
        return invoice_for(user, number, IMPORT)
    except NotFound as error:
        raise RuleBroken(error.message, field="typed") from error


def unsure_row(row_id: int) -> StatementRow:
    row = StatementRow.objects.filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("There is no such row."))
    return row


def latest() -> QuerySet[Statement]:
    return Statement.objects.select_related("taken_by")[:20]
