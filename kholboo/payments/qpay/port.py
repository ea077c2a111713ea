"""What we ask of whoever takes payments by phone, in our own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class PaymentState(StrEnum):
    NEW = "new"
    FAILED = "failed"
    PAID = "paid"
    GIVEN_BACK = "given_back"


@dataclass(frozen=True)
class Order:
    """What shall be paid. `number` is ours and never repeats (45 letters); `amount` in MNT.

    `hint_address` is called by the provider when something happened, perhaps.
    """

    number: str
    amount: int
    text: str
    hint_address: str
    expires_at: datetime


@dataclass(frozen=True)
class BankLink:
    """Opens the app of a bank on the phone."""

    name: str
    address: str


@dataclass(frozen=True)
class Offer:
    """`id` is the provider's; `qr` are the words of the code, drawn by us."""

    id: str
    qr: str
    links: Sequence[BankLink]


@dataclass(frozen=True)
class Payment:
    """`at` is None where the provider does not say when."""

    id: str
    state: PaymentState
    amount: int
    at: datetime | None = None


class PaymentProvider(Protocol):
    def open(self, order: Order) -> Offer:
        """Take an order. Raises Refused (also for a number that was used), or Unreachable."""
        ...

    def payments(self, offer_id: str) -> list[Payment]:
        """Everything that was paid or tried for the offer: the truth. Raises Refused, Unreachable."""
        ...

    def close(self, offer_id: str) -> None:
        """Nobody can pay it from now on; closing what is closed or paid does nothing.

        Raises Unreachable.
        """
        ...

    def give_back(self, payment_id: str, *, note: str) -> None:
        """The whole payment goes back to who paid. Raises Refused, Unreachable."""
        ...
