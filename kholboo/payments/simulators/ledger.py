"""What the simulator of QPay knows: events in a file, their sum in memory, over restarts."""

import secrets
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kholboo.core.simulators.store import Store


class Ledger:
    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._invoices: dict[str, dict[str, Any]] = {}
        self._store = Store(path.with_name(f"{path.stem}-events{path.suffix}"))
        for event in reversed(self._store.newest_first()):
            self._apply(event)

    def open(self, asked: dict[str, Any]) -> str:
        name = secrets.token_hex(16)
        self._write(
            {
                "what": "open",
                "invoice": name,
                "number": str(asked["sender_invoice_no"]),
                "text": str(asked.get("invoice_description", "")),
                "amount": int(asked["amount"]),
                "callback": str(asked.get("callback_url", "")),
                "expires": str(asked.get("expiry_date", "")),
            }
        )
        return name

    def pay(
        self, invoice: str, amount: int, *, status: str = "PAID", shown_at: float = 0.0
    ) -> None:
        self._write(
            {
                "what": "pay",
                "invoice": invoice,
                "payment": secrets.token_hex(8),
                "amount": amount,
                "status": status,
                "shown_at": shown_at or time.time(),
            }
        )

    def close(self, invoice: str) -> str:
        """The problem, or nothing."""
        found = self.invoice(invoice)
        if found is None:
            return "INVOICE_NOTFOUND"
        if any(payment["status"] == "PAID" for payment in found["payments"]):
            return "INVOICE_PAID"
        self._write({"what": "close", "invoice": invoice})
        return ""

    def refund(self, payment: str) -> str:
        found = self.payment(payment)
        if found is None or found["status"] != "PAID":
            return "PAYMENT_NOTFOUND"
        self._write({"what": "refund", "invoice": found["invoice"], "payment": payment})
        return ""

    def has_number(self, number: str) -> bool:
        with self._lock:
            return any(one["number"] == number for one in self._invoices.values())

    def invoice(self, name: str) -> dict[str, Any] | None:
        with self._lock:
            return self._invoices.get(name)

    def payment(self, name: str) -> dict[str, Any] | None:
        with self._lock:
            every = (one for row in self._invoices.values() for one in row["payments"])
            return next((one for one in every if one["payment"] == name), None)

    def newest_first(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(reversed(self._invoices.values()))

    def _write(self, event: dict[str, Any]) -> None:
        with self._lock:
            self._store.add(**event)
            self._apply({**event, "at": datetime.now(UTC).isoformat()})

    def _apply(self, event: dict[str, Any]) -> None:
        name = event["invoice"]
        if event["what"] == "open":
            names = ("number", "text", "amount", "callback", "expires", "at")
            kept = {one: event[one] for one in names}
            self._invoices[name] = {"id": name, **kept, "payments": [], "is_closed": False}
        # The oldest events are forgotten; what belongs to them says nothing any more.
        elif name not in self._invoices:
            return
        elif event["what"] == "pay":
            facts = ("invoice", "payment", "amount", "status", "shown_at", "at")
            self._invoices[name]["payments"].append({one: event[one] for one in facts})
        elif event["what"] == "close":
            self._invoices[name]["is_closed"] = True
        elif event["what"] == "refund":
            for payment in self._invoices[name]["payments"]:
                if payment["payment"] == event["payment"]:
                    payment["status"] = "REFUND"


def row_of(payment: dict[str, Any]) -> dict[str, Any]:
    """A payment as QPay tells it."""
    return {
        "payment_id": payment["payment"],
        "payment_status": payment["status"],
        "payment_amount": payment["amount"],
        "trx_fee": 0,
        "payment_currency": "MNT",
        "payment_wallet": "Жишээ банк",
        "payment_type": "P2P",
        "payment_date": payment["at"],
        "card_transactions": [],
        "p2p_transactions": [],
    }
