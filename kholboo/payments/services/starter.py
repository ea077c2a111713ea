"""Rows of the demonstration: an account that is none, so that the page shows bank transfer too."""

from datetime import date

from kholboo.payments.models import BankAccount
from kholboo.payments.rules import AccountState


def load_samples() -> None:
    """Safe to repeat."""
    if BankAccount.objects.exists():
        return
    BankAccount.objects.create(
        bank_mn="Жишээ банк",
        bank_en="Sample Bank",
        number="MN00 0000 0000 0000 0000",
        holder_mn="Стандарт, хэмжил зүйн газар",
        holder_en="Agency for Standardization and Metrology",
        since=date(2026, 1, 1),
        is_sample=True,
        state=AccountState.CONFIRMED,
    )
