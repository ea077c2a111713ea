"""QPay merchant API v2. Its field names appear in this file and nowhere else.

The token's `expires_in` and `refresh_expires_in` are moments (seconds of the epoch), not seconds
that are left. Amounts are whole MNT; anything else in an answer is an answer we cannot read.
"""

import base64
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.clock import ULAANBAATAR
from kholboo.core.egress import Answer, Egress
from kholboo.core.errors import Unreachable
from kholboo.payments.errors import Refused
from kholboo.payments.qpay.port import BankLink, Offer, Order, Payment, PaymentState

# A token in its last minute may be over before the request arrives.
SAFETY = 60
PAGE, MOST_PAGES = 100, 20
STATES = {
    "NEW": PaymentState.NEW,
    "FAILED": PaymentState.FAILED,
    "PAID": PaymentState.PAID,
    # Money came; whether it is enough is our own sum.
    "PARTIAL": PaymentState.PAID,
    "REFUND": PaymentState.GIVEN_BACK,
    "REFUNDED": PaymentState.GIVEN_BACK,
}
# MNT; more is no payment, and whole numbers are exact up to here.
MOST = 10**15
MOST_LINKS, LONGEST_QR = 40, 1000
# A link opens an app or a page; what runs inside our own page is none.
_LINK = re.compile(r"(?P<scheme>[a-z][a-z0-9.+-]{1,40})://[^\s<>\"']{1,2000}", re.IGNORECASE)
_NEVER = {"javascript", "data", "vbscript", "file", "blob", "about", "http"}
_ID = re.compile(r"[\w.-]{1,100}", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]{1,8000}", re.ASCII)
# What an answer can break while it is read: also a number without an end.
BROKEN = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError)
OURS = "MNT"


@dataclass(frozen=True)
class Merchant:
    user: str
    password: str
    invoice_code: str


class QpayClient:
    def __init__(
        self, url: str, merchant: Merchant, egress: Egress, *, is_simulator: bool = False
    ) -> None:
        self._url = url.rstrip("/")
        self._merchant = merchant
        self._egress = egress
        # The pages of the simulator stand on this machine, without TLS.
        self._never = _NEVER - {"http"} if is_simulator else _NEVER
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0
        self._refresh, self._refresh_until = "", 0.0

    def open(self, order: Order) -> Offer:
        answer = self._ask(
            "POST",
            "/invoice",
            {
                "invoice_code": self._merchant.invoice_code,
                "sender_invoice_no": order.number,
                "invoice_receiver_code": "terminal",
                "invoice_description": order.text[:255],
                "amount": order.amount,
                "callback_url": order.hint_address,
                "allow_partial": False,
                "allow_exceed": False,
                "enable_expiry": True,
                "expiry_date": order.expires_at.astimezone(ULAANBAATAR).strftime(
                    "%Y-%m-%d %H:%M:%S"
                ),
            },
        )
        body = _body(answer)
        try:
            links = [self._link(one) for one in list(body.get("urls") or [])[:MOST_LINKS]]
            return Offer(
                id=_id(body["invoice_id"]),
                qr=_qr(body["qr_text"]),
                links=[link for link in links if link],
            )
        except BROKEN as error:
            raise _unclear() from error

    def payments(self, offer_id: str) -> list[Payment]:
        found: list[Payment] = []
        for page in range(1, MOST_PAGES + 1):
            body = _body(
                self._ask(
                    "POST",
                    "/payment/check",
                    {
                        "object_type": "INVOICE",
                        "object_id": offer_id,
                        "offset": {"page_number": page, "page_limit": PAGE},
                    },
                )
            )
            try:
                rows = list(body.get("rows") or [])
                found += [_payment(row) for row in rows]
                count = int(body.get("count") or len(rows))
            except BROKEN as error:
                raise _unclear() from error
            if len(found) >= count or len(rows) < PAGE:
                break
        return found

    def close(self, offer_id: str) -> None:
        answer = self._ask("DELETE", f"/invoice/{_id(offer_id)}")
        # Not there, or paid already: there is nothing left to close.
        if answer.status >= 500 or answer.status in (401, 403):
            raise _trouble()

    def give_back(self, payment_id: str, *, note: str) -> None:
        _body(self._ask("DELETE", f"/payment/refund/{_id(payment_id)}", {"note": note[:255]}))

    def _link(self, given: Mapping[str, Any]) -> BankLink | None:
        address = str(given["link"]).strip()
        found = _LINK.fullmatch(address)
        if found is None or found["scheme"].lower() in self._never:
            return None
        said = str(given.get("description") or given.get("name") or "")
        name = "".join(sign for sign in said if sign.isprintable()).strip()[:60]
        return BankLink(name or found["scheme"], address)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        answer = self._send(method, path, body, self._bearer())
        if answer.status == 401:
            # Taken back before its time: once with a new one.
            self._forget()
            answer = self._send(method, path, body, self._bearer())
        return answer

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None, authorization: str
    ) -> Answer:
        headers = {"Authorization": authorization}
        url = f"{self._url}{path}"
        if method == "DELETE":
            return self._egress.delete(url, body=body, headers=headers)
        return self._egress.post(url, body=body or {}, headers=headers)

    def _bearer(self) -> str:
        with self._lock:
            now = time.time()
            if now >= self._until - SAFETY:
                self._renew(now)
            return f"Bearer {self._token}"

    def _forget(self) -> None:
        with self._lock:
            self._token, self._until, self._refresh = "", 0.0, ""

    def _renew(self, now: float) -> None:
        """Under the lock: of many threads one asks, and the others take what it got."""
        answer: Answer | None = None
        if self._refresh and now < self._refresh_until - SAFETY:
            answer = self._send("POST", "/auth/refresh", None, f"Bearer {self._refresh}")
        if answer is None or answer.status != 200:
            pair = f"{self._merchant.user}:{self._merchant.password}".encode()
            basic = f"Basic {base64.b64encode(pair).decode()}"
            answer = self._send("POST", "/auth/token", None, basic)
        if answer.status in (400, 401, 403):
            raise Unreachable(_("QPay does not accept our name and password."))
        body = _body(answer)
        try:
            token = _token(body["access_token"])
            until = float(body["expires_in"])
            refresh = _token(body["refresh_token"]) if body.get("refresh_token") else ""
            refresh_until = float(body.get("refresh_expires_in") or 0)
        except BROKEN as error:
            raise _unclear() from error
        self._token, self._until = token, until
        self._refresh, self._refresh_until = refresh, refresh_until


def _body(answer: Answer) -> dict[str, Any]:
    if answer.status in (401, 403) or answer.status >= 500 or answer.status == 429:
        raise _trouble()
    try:
        body = answer.json()
    except (ValueError, RecursionError) as error:
        raise _unclear() from error
    if not isinstance(body, dict):
        raise _unclear()
    if answer.status >= 400:
        word = re.sub(r"\W", "", str(body.get("error") or body.get("message") or ""))[:60]
        raise Refused(_("QPay does not accept this."), word=word or str(answer.status))
    return body


def _payment(row: Mapping[str, Any]) -> Payment:
    amount = float(row["payment_amount"])
    currency = str(row.get("payment_currency") or OURS).upper()
    if not 0 <= amount <= MOST or amount != int(amount) or currency != OURS:
        raise ValueError("not whole MNT")
    return Payment(
        id=_id(row["payment_id"]),
        state=STATES.get(str(row["payment_status"]).upper(), PaymentState.NEW),
        amount=int(amount),
        at=_moment(row.get("payment_date")),
    )


def _moment(text: Any) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    # At the edge of the calendar a moment has no name in another zone.
    if not 2000 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ULAANBAATAR)


def _id(given: Any) -> str:
    """An id of theirs stands in addresses of ours to them: nothing that could leave its place."""
    if not _ID.fullmatch(str(given)) or set(str(given)) <= {"."}:
        raise ValueError("not an id")
    return str(given)


def _token(given: Any) -> str:
    """It stands in a header: no line end, and no letter that no header can hold."""
    if not isinstance(given, str) or not _TOKEN.fullmatch(given):
        raise ValueError("not a token")
    return given


def _qr(given: Any) -> str:
    text = str(given)
    if not text or len(text) > LONGEST_QR or "\x00" in text:
        raise ValueError("not a code")
    return text


def _trouble() -> Unreachable:
    return Unreachable(_("QPay has trouble. Try again later."))


def _unclear() -> Unreachable:
    return Unreachable(_("The answer of QPay could not be read."))
