"""Bank statements: each row once; what is sure is settled, the rest waits for a person."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.core.errors import NotAllowed, RuleBroken
from kholboo.core.tables import check_size, read_table
from kholboo.payments import bank, rules
from kholboo.payments.models import Invoice, Settlement, Statement, StatementRow
from kholboo.payments.models.statements import RowState
from kholboo.payments.queries import statements as queries
from kholboo.payments.rules import Source
from kholboo.payments.services import settling
from kholboo.payments.services.settling import Money


@dataclass
class Taken:
    """What a file did. With problems it did nothing."""

    matched: int = 0
    unsure: int = 0
    known: int = 0
    skipped: int = 0
    problems: list[bank.Problem] = field(default_factory=list)


def take_in(name: str, content: bytes, *, actor: User) -> Taken:
    """Row by row, each whole, so a file that was cut off is simply taken in again.

    NotAllowed but for a cashier of the head office.
    """
    if not queries.is_of_head_office(actor):
        raise NotAllowed(
            _("The bank's statement is for all offices: a cashier of the head office takes it in.")
        )
    check_size(content)
    found = bank.read(read_table(content))
    if found.problems:
        return Taken(problems=found.problems)
    statement = _statement(PurePath(name).name[:120], content, actor)
    taken = Taken(skipped=found.skipped)
    for came in found.came:
        row = _keep(statement, came, actor)
        if row is None:
            taken.known += 1
        elif row.state == RowState.MATCHED:
            taken.matched += 1
        else:
            taken.unsure += 1
    return taken


@transaction.atomic
def _statement(name: str, content: bytes, actor: User) -> Statement:
    digest = hashlib.sha256(content).hexdigest()
    defaults = {"name": name, "taken_by": actor, "taken_at": clock.now()}
    statement, is_new = Statement.objects.get_or_create(sha256=digest, defaults=defaults)
    if is_new:
        audit.record("payments.statement_taken", statement, actor=actor, file=name)
    return statement


@transaction.atomic
def _keep(statement: Statement, came: bank.Came, actor: User) -> StatementRow | None:
    """None for a row that was taken in before, with this file or with another."""
    digest = seal.blind("statement-row", came.line)
    if StatementRow.objects.filter(digest=digest).exists():
        return None
    row = StatementRow(
        statement=statement,
        row=came.row,
        digest=digest,
        day=came.day,
        amount=came.amount,
        office_id=queries.office_of(came.words),
    )
    words = {"words": came.words, "from": came.sender}
    row.words = seal.seal(words, data_key=seal.house_key("payments"), row=row.seal_row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None
    invoice = queries.sure_match(came.words, came.amount)
    if invoice is not None:
        _match(row, invoice, actor, decided_by=None)
    return row


@transaction.atomic
def choose(row: StatementRow, invoice: Invoice, *, actor: User) -> None:
    """A person says whose money it is; too much or too little is shown to be cleared."""
    _match(_open(row), invoice, actor, decided_by=actor)


@transaction.atomic
def set_aside(row: StatementRow, *, note: str, actor: User) -> None:
    """It is for none of our invoices; `note` says what it is."""
    row = _open(row)
    if not note.strip():
        raise RuleBroken(_("Say what this money is for."), field="note")
    row.state, row.note, row.decided_by = RowState.ASIDE, note[: rules.LONGEST_NOTE], actor
    row.save(update_fields=["state", "note", "decided_by"])
    audit.record("payments.row_set_aside", row, actor=actor)


def _open(row: StatementRow) -> StatementRow:
    fresh = StatementRow.objects.select_for_update().get(pk=row.pk)
    if fresh.state != RowState.UNSURE:
        raise RuleBroken(_("Somebody has decided this already."))
    return fresh


def _match(row: StatementRow, invoice: Invoice, actor: User, *, decided_by: User | None) -> None:
    row.settlement = _settle(row, invoice, actor)
    row.state, row.decided_by = RowState.MATCHED, decided_by
    row.save(update_fields=["settlement", "state", "decided_by"])
    if decided_by is not None:
        audit.record("payments.row_matched", invoice, actor=actor, amount=row.amount)


def _settle(row: StatementRow, invoice: Invoice, actor: User) -> Settlement:
    noon = clock.noon(row.day)
    money = Money(Source.TRANSFER, f"row-{row.digest}", row.amount, noon)
    return settling.settle(invoice.pk, money, actor=actor)
