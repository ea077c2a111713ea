"""The account bank transfers go to: one person writes it down, another confirms it, old ones stay."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.payments.models import BankAccount
from kholboo.payments.rules import AccountState


@transaction.atomic
def keep(*, since: date, actor: User, **facts: str) -> BankAccount:
    """Payers see it when another person has confirmed it.

    `facts`: names of bank and holder in both languages, and the number.
    """
    account = BankAccount.objects.create(since=since, kept_by=actor, **facts)
    _tell("payments.account_kept", account, actor)
    return account


@transaction.atomic
def decide(account: BankAccount, *, is_confirmed: bool, actor: User) -> None:
    """By another person than who wrote it down. RuleBroken for one's own, and when it is decided."""
    row = BankAccount.objects.select_for_update().get(pk=account.pk)
    if row.state != AccountState.WAITING:
        raise RuleBroken(_("Somebody has decided this already."))
    if row.kept_by_id == actor.pk:
        raise RuleBroken(_("You wrote this account down yourself: a second person confirms it."))
    row.state = AccountState.CONFIRMED if is_confirmed else AccountState.REFUSED
    row.decided_by, row.decided_at = actor, clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _tell(f"payments.account_{row.state}", row, actor)


def _tell(action: str, account: BankAccount, actor: User) -> None:
    audit.record(
        action, account, actor=actor, account=account.number, since=account.since.isoformat()
    )
