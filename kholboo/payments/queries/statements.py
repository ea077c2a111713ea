"""Rows of bank statements, and the invoices they may be for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.posts import posts_of
from kholboo.agency.queries import holders_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core import seal
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.payments.models import Invoice, Statement, StatementRow
from kholboo.payments.models.statements import RowState
from kholboo.payments.payers import payer_of
from kholboo.payments.queries.desk import invoices_for
from kholboo.payments.rights import IMPORT, PERMISSIONS
from kholboo.payments.rules import InvoiceState, numbers_in

_CASHIERS = PERMISSIONS[IMPORT]
MOST_CANDIDATES = 5
SHOWN = 50


def sure_match(words: str, amount: int) -> Invoice | None:
    """The one invoice these words name by their mark, when exactly its rest was paid."""
    marked, _bare = numbers_in(words)
    if len(marked) != 1:
        return None
    found = Invoice.objects.filter(number__in=marked, state=InvoiceState.OPEN).first()
    return found if found is not None and found.rest == amount else None


def office_of(words: str) -> int | None:
    """The one office whose invoices these words name; None where they name none, or several."""
    named = Invoice.objects.filter(number__in=set().union(*numbers_in(words)))
    offices = set(named.values_list("office", flat=True))
    return offices.pop() if len(offices) == 1 else None


def is_of_head_office(user: User) -> bool:
    """A cashier there. The account for transfers is the agency's, and its statement holds the
    money of all offices: who takes it in settles invoices of all of them.
    """
    return any(post.office.is_head for post in posts_of(user) if post.role in _CASHIERS)


@dataclass(frozen=True)
class Candidate:
    """An invoice that money may be for, and who was to pay it: amounts alone are often the same."""

    invoice: Invoice
    payer: str


@dataclass(frozen=True)
class Unsure:
    """A row that waits, with what the bank wrote and the invoices it may be for."""

    row: StatementRow
    words: str
    sender: str
    candidates: list[Candidate]


def rows_for(user: User) -> QuerySet[StatementRow]:
    """Those of the offices where this person is a cashier. The head office also looks after
    nobody's, and after those of offices that have no cashier.
    """
    offices = {post.office_id for post in posts_of(user) if post.role in _CASHIERS}
    mine = Q(office__in=offices)
    if is_of_head_office(user):
        mine |= Q(office__isnull=True) | ~Q(office__in=holders_of(_CASHIERS).values("office"))
    return StatementRow.objects.filter(mine)


def unsure(user: User) -> QuerySet[StatementRow]:
    return rows_for(user).filter(state=RowState.UNSURE).order_by("-day", "-pk")


def unsure_rows(user: User) -> list[Unsure]:
    """Newest first. Of nobody's rows any invoice may be meant, of the others those of the office."""
    opened = [(row, opened_words(row)) for row in unsure(user)[:SHOWN]]
    candidates = _candidates(user, opened)
    return [Unsure(row, words["words"], words["from"], candidates[row.pk]) for row, words in opened]


def opened_words(row: StatementRow) -> dict[str, str]:
    return seal.unseal(row.words, data_key=seal.house_key("payments"), row=row.seal_row)


def _candidates(
    user: User, opened: Iterable[tuple[StatementRow, dict[str, str]]]
) -> dict[int, list[Candidate]]:
    """By a number in the words first, then by the amount; two questions for all rows."""
    named = {row.pk: set().union(*numbers_in(words["words"])) for row, words in opened}
    numbers = set().union(*named.values())
    amounts = {row.amount for row, _words in opened}
    mine = invoices_meant(user)
    rest = F("total") - F("paid") + F("refunded")
    still = mine.filter(state=InvoiceState.OPEN).annotate(left=rest).filter(left__in=amounts)
    every: list[Invoice] = [*mine.filter(number__in=numbers), *still.order_by("-issued_at")[:500]]
    found: dict[int, list[Candidate]] = {}
    # Opened once each: one invoice can be meant by many rows.
    known: dict[int, Candidate] = {}
    for row, _words in opened:
        every_of = [one for one in every if row.office_id in (None, one.office_id)]
        by_number = [one for one in every_of if one.number in named[row.pk]]
        by_amount = [one for one in every_of if one.rest == row.amount]
        likely = list(dict.fromkeys(by_number + by_amount))[:MOST_CANDIDATES]
        for one in likely:
            if one.pk not in known:
                known[one.pk] = Candidate(one, payer_of(one).name)
        found[row.pk] = [known[one.pk] for one in likely]
    return found


def invoices_meant(user: User) -> QuerySet[Invoice]:
    """Which invoices a cashier may name for money: the head office's looks after nobody's rows, so
    any; the others those of their offices.
    """
    if is_of_head_office(user):
        return Invoice.objects.all()
    return invoices_for(user, IMPORT)


def invoice_named(user: User, row: StatementRow, number: str) -> Invoice:
    """RuleBroken, to be said beside the field, where it is not one that this row may be for."""
    found = invoices_meant(user).filter(number=parse_number(number) or "")
    if row.office_id is not None:
        found = found.filter(office=row.office_id)
    invoice = found.first()
    if invoice is None:
        raise RuleBroken(_("There is no such invoice."), field="typed")
    return invoice


def unsure_row(user: User, row_id: int) -> StatementRow:
    row = rows_for(user).filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("There is no such row."))
    return row


def latest() -> QuerySet[Statement]:
    return Statement.objects.select_related("taken_by")[:20]
