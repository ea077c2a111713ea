"""Money put on the desk."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.payments import rules
from kholboo.payments.models import Invoice, Settlement
from kholboo.payments.rules import Source
from kholboo.payments.services import settling
from kholboo.payments.services.settling import Money


@transaction.atomic
def take_cash(invoice: Invoice, *, amount: int, key: UUID, note: str, actor: User) -> Settlement:
    """Safe to press twice: `key` is of the form that was sent."""
    # Of two cashiers the second sees what the first one took.
    invoice = settling.lock(invoice.pk)
    before = Settlement.objects.filter(source=Source.CASH, key=f"desk-{key}").first()
    if before is not None:
        return before
    if not invoice.is_open:
        raise RuleBroken(_("It was paid or taken back meanwhile: nothing is to be taken."))
    if not 0 < amount <= rules.LARGEST:
        raise RuleBroken(_("Write the amount in whole ₮."), field="amount")
    if amount > invoice.rest:
        raise RuleBroken(
            _("That is more than the %(rest)s ₮ still to be paid.") % {"rest": f"{invoice.rest:,}"},
            field="amount",
        )
    money = Money(Source.CASH, f"desk-{key}", amount, clock.now(), note=note)
    return settling.settle(invoice.pk, money, actor=actor)
