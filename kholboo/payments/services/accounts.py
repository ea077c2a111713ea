"""The account bank transfers go to: changed by a new row from a day on, the old ones stay."""

from datetime import date

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.payments.models import BankAccount


@transaction.atomic
def keep(*, since: date, actor: User, **facts: str) -> BankAccount:
    """`facts`: names of bank and holder in both languages, and the number."""
    account = BankAccount.objects.create(since=since, kept_by=actor, **facts)
    audit.record(
        "payments.account_kept",
        account,
        actor=actor,
        account=account.number,
        since=since.isoformat(),
    )
    return account
