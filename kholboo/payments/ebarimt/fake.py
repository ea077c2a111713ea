"""Receipts for tests: the same sale gives the same one; faults as the simulator's."""

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import Unreachable
from kholboo.payments.ebarimt.port import Made, Sale
from kholboo.payments.errors import Refused


class FakeEbarimt:
    """Faults: "500", "cut", "refuse"; "lost" makes it, and its answer never comes."""

    def __init__(self) -> None:
        self.made: dict[str, Made] = {}
        self.sales: list[Sale] = []
        self.cancelled: set[str] = set()
        self.fault = ""

    def make(self, sale: Sale) -> Made:
        self._strike("500", "cut")
        if self.fault == "refuse" or not sale.items:
            raise Refused(_("The tax authority does not accept this receipt."), word="ERROR")
        if sale.key not in self.made:
            number = f"{len(self.made) + 1:033d}"
            lottery = "" if sale.buyer_tin else f"ЖШ {len(self.made) + 1:08d}"
            self.made[sale.key] = Made(number, lottery, f"sample-{number}")
            self.sales.append(sale)
        self._strike("lost")
        return self.made[sale.key]

    def cancel(self, number: str) -> None:
        self._strike("500", "cut")
        self.cancelled.add(number)

    def _strike(self, *kinds: str) -> None:
        if self.fault in kinds:
            raise Unreachable(_("The tax authority's receipts have trouble. Try again later."))
