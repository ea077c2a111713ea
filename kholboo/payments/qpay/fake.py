"""A provider for tests: remembers orders; `pay` is the person with the phone."""

from dataclasses import dataclass, field
from itertools import count

from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.core.errors import Unreachable
from kholboo.payments.errors import Refused
from kholboo.payments.qpay.port import BankLink, Offer, Order, Payment, PaymentState


@dataclass
class Kept:
    order: Order
    offer: Offer
    payments: list[Payment] = field(default_factory=list)
    is_closed: bool = False


class FakeQpay:
    """Faults: "500", "cut"; "lost" does the work and its answer never comes."""

    def __init__(self) -> None:
        self.kept: dict[str, Kept] = {}
        self.fault = ""
        self._numbers = count(1)

    def open(self, order: Order) -> Offer:
        self._strike("500", "cut")
        if any(one.order.number == order.number for one in self.kept.values()):
            raise Refused(_("QPay does not accept this."), word="INVOICE_NUMBER_USED")
        name = f"offer-{next(self._numbers)}"
        links = [BankLink("Хаан банк", f"khanbank://q?qPay_QRcode={name}")]
        self.kept[name] = Kept(order, Offer(name, f"0002010102{name}", links))
        self._strike("lost")
        return self.kept[name].offer

    def payments(self, offer_id: str) -> list[Payment]:
        self._strike("500", "cut", "lost")
        return list(self._one(offer_id).payments)

    def close(self, offer_id: str) -> None:
        self._strike("500", "cut")
        if offer_id in self.kept:
            self.kept[offer_id].is_closed = True
        self._strike("lost")

    def give_back(self, payment_id: str, *, note: str) -> None:
        self._strike("500", "cut")
        for one in self.kept.values():
            for place, payment in enumerate(one.payments):
                if payment.id == payment_id and payment.state == PaymentState.PAID:
                    one.payments[place] = Payment(
                        payment.id, PaymentState.GIVEN_BACK, payment.amount, payment.at
                    )
                    self._strike("lost")
                    return
        raise Refused(_("QPay does not accept this."), word="PAYMENT_NOTFOUND")

    def pay(
        self, offer_id: str, amount: int | None = None, state: PaymentState = PaymentState.PAID
    ) -> str:
        """Somebody pays, or fails to; returns the payment's id."""
        one = self._one(offer_id)
        payment = Payment(
            f"payment-{next(self._numbers)}", state, amount or one.order.amount, clock.now()
        )
        one.payments.append(payment)
        return payment.id

    def newest(self) -> str:
        """The id of the order that came last."""
        return next(reversed(self.kept))

    def _one(self, offer_id: str) -> Kept:
        if offer_id not in self.kept:
            raise Refused(_("QPay does not accept this."), word="INVOICE_NOTFOUND")
        return self.kept[offer_id]

    def _strike(self, *kinds: str) -> None:
        if self.fault in kinds:
            raise Unreachable(_("QPay has trouble. Try again later."))
