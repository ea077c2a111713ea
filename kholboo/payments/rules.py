"""What money is here: whole MNT, what an invoice may become, when a provider is asked again.

Pure Python: no database, no clock.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kholboo.core.checkdigit import is_valid

MOST_LINES = 50
# MNT; more than any fee there is, and every sum of it still fits everywhere.
LARGEST = 100_000_000_000
LONGEST_TITLE, LONGEST_NOTE, LONGEST_PURPOSE, LONGEST_REFERENCE = 300, 500, 60, 100
# Of 110 parts of a price with tax ten are the tax (10 %). To be confirmed for each fee.
VAT_PARTS, WITH_VAT = 10, 110


class InvoiceState(TextChoices):
    OPEN = "open", _("waits for payment")
    SETTLED = "settled", _("paid")
    VOID = "void", _("no longer to be paid")


class AttemptState(TextChoices):
    """A later success overrules an earlier failure; nothing overrules a success."""

    ASKED = "asked", _("being prepared")
    OPEN = "open", _("can be paid")
    FAILED = "failed", _("a payment failed")
    PAID = "paid", _("paid")
    CLOSED = "closed", _("closed")


# The provider may still tell news of these.
LIVE = (AttemptState.OPEN, AttemptState.FAILED)


class Source(TextChoices):
    """Who says that it was paid."""

    QPAY = "qpay", _("QPay")
    TRANSFER = "transfer", _("bank statement")
    CASH = "cash", _("cash at the desk")


class PayerKind(TextChoices):
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Tax(TextChoices):
    """As the receipts of the tax authority know it. Which fee is which waits for the agency's word."""

    VAT = "VAT_ABLE", _("price with VAT")
    FREE = "VAT_FREE", _("free of VAT")
    ZERO = "VAT_ZERO", _("VAT of 0 %")
    NONE = "NO_VAT", _("no VAT")


class RefundState(TextChoices):
    ASKED = "asked", _("waits for a second person")
    APPROVED = "approved", _("is being given back")
    REFUSED = "refused", _("not approved")
    DONE = "done", _("given back")
    FAILED = "failed", _("could not be given back")


class AccountState(TextChoices):
    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("not confirmed")


class ReceiptState(TextChoices):
    ASKED = "asked", _("being made")
    MADE = "made", _("made")
    REFUSED = "refused", _("refused by the tax system")
    CANCELLED = "void", _("cancelled")


@dataclass(frozen=True)
class Payer:
    """Who is to pay. `register` and `tin` are of an organisation; only it gets a receipt by them."""

    kind: PayerKind
    name: str
    register: str = ""
    tin: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Line:
    """One row of an invoice: `price` in whole MNT for one, tax included.

    `code` is the class of goods or services the tax authority wants on receipts, where known.
    """

    title_mn: str
    title_en: str
    price: int
    quantity: int = 1
    tax: Tax = Tax.NONE
    code: str = ""
    is_sample: bool = False

    @property
    def amount(self) -> int:
        return self.price * self.quantity


def total_of(lines: Sequence[Line]) -> int:
    return sum(line.amount for line in lines)


def vat_in(amount: int) -> int:
    """The tax inside a price with tax, to the nearest MNT, a half upwards."""
    return (2 * amount * VAT_PARTS + WITH_VAT) // (2 * WITH_VAT)


# How an invoice is found again in a bank statement: "KH" and the nine or ten digits of its number.
MARK = "KH"
# In a year's series there are six figures, and seven when it was a busy year: both are tried.
_PARTS = tuple(rf"(\d{{2}})[ .\-/]?(\d{{{places}}})[ .\-/]?(\d)(?!\d)" for places in (6, 7))
_WRITTEN = [re.compile(rf"(?<![A-Z0-9])KH\W{{0,3}}{parts}") for parts in _PARTS]
_BARE = [re.compile(rf"(?<!\d){parts}") for parts in _PARTS]
# Letters that look alike: a payer writes them with whatever keyboard is on.
_ALIKE = str.maketrans({"К": "K", "Н": "H", "Х": "H"})


def transfer_text(number: str) -> str:
    """What the payer writes as the purpose of a bank transfer."""
    return MARK + number.replace("-", "")


def numbers_in(text: str) -> tuple[set[str], set[str]]:
    """Invoice numbers in a bank's words: those that say whose they are, and bare ones.

    A bare number may be a phone, an account or a number of something else: it is a hint only.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_ALIKE)
    marked = _numbers(_WRITTEN, plain)
    return marked, _numbers(_BARE, plain) - marked


def _numbers(ways: list[re.Pattern[str]], plain: str) -> set[str]:
    found = {parts for way in ways for parts in way.findall(plain)}
    return {"-".join(parts) for parts in found if is_valid("".join(parts))}


# An offer of the provider can be paid for so long; another is made when it is over.
OFFER_LIFE = timedelta(days=3)
# A payment made in its last minute may be told later.
AFTER_LIFE = timedelta(days=1)
# Between two looks of the clock; the last one goes on for as long as the offer is looked after.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 1, 2, 3, 5, 10, 15, 30, 60, 120, 180))
# Somebody looks at the page, or the provider hinted: not oftener than this.
HINT_PAUSE = timedelta(seconds=5)
WATCH_PAUSE = timedelta(seconds=15)
# A job that asks the provider is given so long before another may take its place.
LEASE = timedelta(minutes=2)
MOST_TRIES = 8


def pause_after(looks: int) -> timedelta:
    """How long to wait after the look number `looks` (from 1)."""
    return PAUSES[min(max(looks, 1), len(PAUSES)) - 1]
