"""PosAPI 3.0 of the tax authority. Its field names appear in this file and nowhere else.

It answers with a lottery number and a QR code that may only be printed. To be confirmed with the
agency: whether `billIdSuffix` makes a repeated sale one receipt, and which class of services each
fee belongs to.
"""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.egress import Answer, Egress
from kholboo.core.errors import Unreachable
from kholboo.payments.ebarimt.port import Item, Made, Sale
from kholboo.payments.errors import Refused
from kholboo.payments.rules import Tax

_NUMBER = re.compile(r"\d{20,40}", re.ASCII)
LONGEST_LOTTERY, LONGEST_QR = 40, 1000


@dataclass(frozen=True)
class Seller:
    """`district` are four digits, `branch` three."""

    tin: str
    district: str
    branch: str
    pos: str


class EbarimtClient:
    def __init__(self, url: str, seller: Seller, egress: Egress) -> None:
        self._url = url.rstrip("/")
        self._seller = seller
        self._egress = egress

    def make(self, sale: Sale) -> Made:
        body = _body(self._egress.post(f"{self._url}/rest/receipt", body=self._receipt(sale)))
        if body.get("status") != "SUCCESS":
            raise _refused(body)
        try:
            number = str(body["id"])
            if not _NUMBER.fullmatch(number):
                raise ValueError("not a number of a receipt")
            return Made(
                number,
                lottery=str(body.get("lottery") or "")[:LONGEST_LOTTERY],
                qr=str(body.get("qrData") or "")[:LONGEST_QR],
            )
        except (LookupError, TypeError, ValueError) as error:
            raise _unclear() from error

    def cancel(self, number: str) -> None:
        answer = self._egress.delete(f"{self._url}/rest/receipt", body={"id": number})
        if answer.status != 404:
            _body(answer)

    def _receipt(self, sale: Sale) -> dict[str, Any]:
        seller = self._seller
        by_tax = sorted(sale.items, key=lambda item: item.tax)
        return {
            "branchNo": seller.branch,
            "posNo": seller.pos,
            "merchantTin": seller.tin,
            "districtCode": seller.district,
            "type": "B2B_RECEIPT" if sale.buyer_tin else "B2C_RECEIPT",
            "customerTin": sale.buyer_tin or None,
            "consumerNo": sale.consumer or None,
            "billIdSuffix": sale.key,
            "totalAmount": sale.amount,
            "totalVAT": sale.vat,
            "totalCityTax": 0,
            "receipts": [
                self._part(tax, list(items))
                for tax, items in groupby(by_tax, key=lambda item: item.tax)
            ],
            "payments": [
                {
                    "code": "CASH" if sale.is_cash else "PAYMENT_CARD",
                    "status": "PAID",
                    "paidAmount": sale.amount,
                }
            ],
        }

    def _part(self, tax: Tax, items: list[Item]) -> dict[str, Any]:
        return {
            "taxType": tax.value,
            "merchantTin": self._seller.tin,
            "totalAmount": sum(item.amount for item in items),
            "totalVAT": sum(item.vat for item in items),
            "totalCityTax": 0,
            "items": [
                {
                    "name": item.title,
                    "barCodeType": "UNDEFINED",
                    "classificationCode": item.code,
                    "measureUnit": "ш",
                    "qty": item.quantity,
                    "unitPrice": item.price,
                    "totalVAT": item.vat,
                    "totalCityTax": 0,
                    "totalAmount": item.amount,
                }
                for item in items
            ],
        }


def _body(answer: Answer) -> dict[str, Any]:
    if answer.status >= 500 or answer.status in (401, 403, 429):
        raise Unreachable(_("The tax authority's receipts have trouble. Try again later."))
    if answer.status == 204 or not answer.body:
        return {}
    try:
        body = answer.json()
    except (ValueError, RecursionError) as error:
        raise _unclear() from error
    if not isinstance(body, dict):
        raise _unclear()
    if answer.status >= 400:
        raise _refused(body)
    return body


def _refused(body: dict[str, Any]) -> Refused:
    word = re.sub(r"[^\w ]", "", str(body.get("message") or body.get("status") or ""))[:60]
    return Refused(_("The tax authority does not accept this receipt."), word=word)


def _unclear() -> Unreachable:
    return Unreachable(_("The answer of the tax authority could not be read."))
