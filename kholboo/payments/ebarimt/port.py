"""What we ask of the tax authority's receipts, in our own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kholboo.payments.rules import Tax


@dataclass(frozen=True)
class Item:
    """`amount` in whole MNT with tax; `vat` is the part of it that is VAT."""

    title: str
    quantity: int
    price: int
    amount: int
    vat: int
    tax: Tax
    code: str = ""


@dataclass(frozen=True)
class Sale:
    """What was paid. `key` names it for ever: six digits of a day at most are sent of it.

    `buyer_tin` is of a company ("" for a citizen); `consumer` are eight digits of a citizen's own
    account at the tax authority, "" where they keep none.
    """

    key: str
    items: Sequence[Item]
    is_cash: bool
    buyer_tin: str = ""
    consumer: str = ""

    @property
    def amount(self) -> int:
        return sum(item.amount for item in self.items)

    @property
    def vat(self) -> int:
        return sum(item.vat for item in self.items)


@dataclass(frozen=True)
class Made:
    """`lottery` and `qr` may be printed in the answer that is being given, and never kept."""

    number: str
    lottery: str
    qr: str


class ReceiptService(Protocol):
    def make(self, sale: Sale) -> Made:
        """The same sale again gives the same receipt. Raises Refused, Unreachable."""
        ...

    def cancel(self, number: str) -> None:
        """The receipt counts no more; done already is done. Raises Refused, Unreachable."""
        ...
