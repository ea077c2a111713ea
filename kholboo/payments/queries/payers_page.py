"""What the payer's page shows. The address is the right: whoever knows it may see and pay."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.payments.models import Attempt, BankAccount, Invoice, Receipt, Settlement
from kholboo.payments.queries import offers
from kholboo.payments.rules import AccountState

PUBLIC_ID = re.compile(r"[a-z2-7]{26}")


def invoice_at(public_id: str) -> Invoice:
    """Raises NotFound for what is no address of ours."""
    found = (
        Invoice.objects.select_related("office").filter(public_id=public_id).first()
        if PUBLIC_ID.fullmatch(public_id)
        else None
    )
    if found is None:
        raise NotFound(_("There is no such invoice. Look at the link again."))
    return found


@dataclass(frozen=True)
class PayersPage:
    """`offer` is what can be paid by phone now, or is being prepared."""

    invoice: Invoice
    offer: Attempt | None
    money: list[Settlement]
    receipt: Receipt | None

    @property
    def mark(self) -> str:
        """Another one whenever the page would show something else."""
        offer = f"{self.offer.number}{self.offer.state}" if self.offer else ""
        return f"{self.invoice.state}-{self.invoice.balance}-{offer}-{len(self.money)}"


def standing_of(invoice: Invoice) -> PayersPage:
    return PayersPage(
        invoice,
        offers.offer_of(invoice) if invoice.is_open else None,
        list(invoice.settlements.all()),
        Receipt.objects.filter(invoice=invoice).first(),
    )


def account_on(day: date) -> BankAccount | None:
    """Where transfers go on this day; None while no two people have said it."""
    return BankAccount.objects.filter(since__lte=day, state=AccountState.CONFIRMED).first()
