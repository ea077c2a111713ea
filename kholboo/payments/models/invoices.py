"""What is to be paid, for what, to which office. Whether it arrived anywhere is not its business."""

import base64
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language

from kholboo.agency.models import Office
from kholboo.payments.rules import (
    LONGEST_NOTE,
    LONGEST_PURPOSE,
    LONGEST_REFERENCE,
    LONGEST_TITLE,
    AccountState,
    InvoiceState,
    PayerKind,
    Tax,
    transfer_text,
)


def new_public_id() -> str:
    """128 random bits as 26 base-32 letters: who knows the address may pay."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


class Invoice(models.Model):
    """One thing to pay once. All amounts are whole MNT.

    `purpose` and `reference` are the owner's words for what it is for. `paid` and `refunded` are
    the sums of its settlements and of its refunds that were done, kept under the row's lock.
    """

    key = models.UUIDField(unique=True, editable=False)
    public_id = models.CharField(max_length=26, unique=True, default=new_public_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    purpose = models.CharField(max_length=LONGEST_PURPOSE)
    reference = models.CharField(max_length=LONGEST_REFERENCE)
    payer_kind = models.CharField(max_length=12, choices=PayerKind)
    # Erased by emptying both.
    payer_key = models.BinaryField()
    payer = models.BinaryField()
    total = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="invoices")
    due = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=InvoiceState, default=InvoiceState.OPEN)
    # Money came that does not fit: too much, too little, or for what is no longer to be paid.
    is_to_clear = models.BooleanField(default=False)
    # Any of its prices is not confirmed by a source.
    is_sample = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["purpose", "reference"], name="invoice_of_its_owner"),
            models.Index(fields=["office", "state", "-issued_at"], name="invoice_of_its_office"),
            models.Index(fields=["state", "-issued_at"], name="invoice_by_its_state"),
            models.Index(
                fields=["office", "-issued_at"],
                condition=Q(is_to_clear=True),
                name="invoice_to_clear",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="invoice_costs_something", condition=Q(total__gt=0)),
            models.CheckConstraint(
                name="invoice_gives_back_what_came",
                condition=Q(refunded__gte=0, paid__gte=F("refunded")),
            ),
            models.CheckConstraint(
                name="invoice_settled_has_its_moment",
                condition=Q(state=InvoiceState.SETTLED, settled_at__isnull=False)
                | Q(settled_at__isnull=True) & ~Q(state=InvoiceState.SETTLED),
            ),
            models.CheckConstraint(
                name="invoice_void_has_its_reason",
                condition=Q(voided_at__isnull=True) & ~Q(state=InvoiceState.VOID)
                | Q(state=InvoiceState.VOID, voided_at__isnull=False) & ~Q(void_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def address(self) -> str:
        """The payer's page; whoever has it may see and pay the invoice."""
        return reverse("payments:invoice", args=[self.public_id])

    @property
    def transfer_text(self) -> str:
        return transfer_text(self.number)

    @property
    def balance(self) -> int:
        """What is kept of what was paid."""
        return self.paid - self.refunded

    @property
    def rest(self) -> int:
        """What is still to be paid; 0 where nothing is asked any more."""
        return max(self.total - self.balance, 0) if self.state == InvoiceState.OPEN else 0

    @property
    def surplus(self) -> int:
        """What came beyond what was asked for."""
        owed = 0 if self.state == InvoiceState.VOID else self.total
        return max(self.balance - owed, 0)

    @property
    def is_open(self) -> bool:
        return self.state == InvoiceState.OPEN

    @property
    def is_settled(self) -> bool:
        return self.state == InvoiceState.SETTLED


class InvoiceLine(models.Model):
    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    title_mn = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE)
    price = models.BigIntegerField()
    quantity = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    tax = models.CharField(max_length=8, choices=Tax)
    code = models.CharField(max_length=20, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="line_has_its_place"),
            models.CheckConstraint(
                name="line_is_price_times_quantity",
                condition=Q(amount=F("price") * F("quantity"), price__gte=0, quantity__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_mn


class BankAccount(models.Model):
    """Where bank transfers go. Payers see the newest one that was confirmed and has begun.

    Nobody confirms their own. `kept_by` is nobody for what came with the installation.
    """

    bank_mn = models.CharField(max_length=100)
    bank_en = models.CharField(max_length=100)
    number = models.CharField(max_length=34)
    holder_mn = models.CharField(max_length=200)
    holder_en = models.CharField(max_length=200)
    since = models.DateField()
    is_sample = models.BooleanField(default=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=9, choices=AccountState, default=AccountState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="account_is_confirmed_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(kept_by__isnull=True)
                | ~Q(decided_by=F("kept_by")),
            ),
            models.CheckConstraint(
                name="account_in_use_has_two_people",
                condition=~Q(state=AccountState.CONFIRMED)
                | Q(kept_by__isnull=True)
                | Q(decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_mn} {self.number}"

    @property
    def bank(self) -> str:
        return self.bank_en if get_language() == "en" else self.bank_mn

    @property
    def holder(self) -> str:
        return self.holder_en if get_language() == "en" else self.holder_mn
