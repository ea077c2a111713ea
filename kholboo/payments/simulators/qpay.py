"""QPay's merchant API v2 as a process of its own, with a page where one pays without money.

    python -m kholboo.payments.simulators.qpay --port 8030 --store var/qpay.jsonl [--key user:password]

`/` lists what waits to be paid; a press pays it, in the way that was chosen. `/messages.json` gives
everything to tests, POST /pay (JSON) pays, POST /faults switches trouble of the whole service on:
"slow", "500", "cut", and "lost" (done, but the answer never comes).

Ways to pay: "" (in order), "late" (the callback comes at once, the truth seconds later), "twice",
"more" and "less" (another amount), "failed" (first it fails, then it is paid), "failed-only",
"callback-lost", "callback-twice", and "callback-forged" (a callback without any payment).
What QPay answers to a number that was used before was not seen; a refusal is our guess.
"""

import argparse
import base64
import json
import secrets
import threading
import time
import urllib.request
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.serving import serve
from kholboo.core.simulators.web import OUR_NAMES, POLICY, Desk
from kholboo.payments.simulators.ledger import Ledger, row_of
from kholboo.payments.simulators.qpay_page import bank_links, list_page

LONGEST = 100_000
TOKEN_LIFE, REFRESH_LIFE = 3600, 7200
LATE_SECONDS = 4.0


class QpayFaults(Faults):
    kinds = ("", "slow", "500", "cut", "lost")


class QpayDesk(Desk):
    policy = POLICY.replace("form-action 'none'", "form-action 'self'")
    key = ""
    ledger: Ledger
    tokens: dict[str, float]
    refreshers: dict[str, float]

    def do_GET(self) -> None:  # noqa: N802  # the library calls it so
        parts = urlsplit(self.path)
        if parts.path == "/" and self.is_for_us():
            asked = parse_qs(parts.query)
            page = list_page(
                self.ledger.newest_first(),
                self.server.faults.as_dict(),
                chosen=asked.get("invoice", [""])[0],
            )
            self.answer(200, page.encode(), "text/html; charset=utf-8")
        elif parts.path == "/messages.json" and self.is_for_us():
            self.answer_json(200, self.ledger.newest_first())
        elif parts.path.startswith("/v2/payment/") and not self._is_stopped():
            found = self.ledger.payment(parts.path.rsplit("/", 1)[-1])
            if found is None:
                self._refuse("PAYMENT_NOTFOUND")
            else:
                self.answer_json(200, row_of(found))
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        path = urlsplit(self.path).path
        if path == "/pay":
            self._pay()
        elif path in ("/v2/auth/token", "/v2/auth/refresh"):
            self._let_in(path.endswith("refresh"))
        elif path in ("/v2/invoice", "/v2/payment/check"):
            asked = self._body()
            if not self._is_stopped():
                self._open(asked) if path == "/v2/invoice" else self._check(asked)
        else:
            super().do_POST()

    def do_DELETE(self) -> None:  # noqa: N802
        self._body()
        path = urlsplit(self.path).path
        name = path.rsplit("/", 1)[-1]
        if self._is_stopped():
            return
        if path.startswith("/v2/invoice/"):
            self._done(self.ledger.close(name))
        elif path.startswith("/v2/payment/refund/"):
            self._done(self.ledger.refund(name))
        else:
            self.answer_json(404, {"message": "NOT_FOUND"})

    def _body(self) -> dict[str, Any]:
        length = min(int(self.headers.get("Content-Length") or "0"), LONGEST)
        raw = self.rfile.read(length) or b"{}"
        if self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            return {name: values[0] for name, values in parse_qs(raw.decode()).items()}
        asked = json.loads(raw)
        return asked if isinstance(asked, dict) else {}

    def _is_stopped(self) -> bool:
        """Whether the answer is trouble already; `self.fault` is what may come after the work."""
        self.fault = self.server.faults.strike()
        if self.fault == "slow":
            self.server.faults.be_slow()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.fault == "cut":
            self.hang_up()
        elif self.fault == "500":
            self.answer(500, b"trouble", "text/plain")
        elif self.tokens.get(token, 0) < time.time():
            self.answer_json(401, {"message": "AUTHENTICATION_FAILED"})
        else:
            return False
        return True

    def _let_in(self, is_refresh: bool) -> None:
        self._body()
        kind, _space, shown = self.headers.get("Authorization", "").partition(" ")
        if is_refresh:
            is_known = self.refreshers.get(shown, 0) > time.time()
        else:
            pair = base64.b64encode(self.key.encode()).decode()
            is_known = kind == "Basic" and (not self.key or shown == pair)
        if not is_known:
            self.answer_json(401, {"message": "AUTHENTICATION_FAILED"})
            return
        token, refresher = secrets.token_hex(16), secrets.token_hex(16)
        until, refresh_until = int(time.time()) + TOKEN_LIFE, int(time.time()) + REFRESH_LIFE
        self.tokens[token], self.refreshers[refresher] = until, refresh_until
        self.answer_json(
            200,
            {
                "token_type": "bearer",
                "access_token": token,
                "expires_in": until,
                "refresh_token": refresher,
                "refresh_expires_in": refresh_until,
            },
        )

    def _open(self, asked: dict[str, Any]) -> None:
        number = str(asked.get("sender_invoice_no", ""))
        if not number or len(number) > 45 or self.ledger.has_number(number):
            self._refuse("INVOICE_CODE_INVALID")
            return
        name = self.ledger.open(asked)
        links = bank_links(self.headers.get("Host", ""), name)
        self._done(
            "",
            {
                "invoice_id": name,
                "qr_text": f"0002010102121531279404962794049600000000{name}",
                "qr_image": "",
                "qPay_shortUrl": links[0]["link"],
                "urls": links,
            },
        )

    def _check(self, asked: dict[str, Any]) -> None:
        found = self.ledger.invoice(str(asked.get("object_id", "")))
        if found is None:
            self._refuse("INVOICE_NOTFOUND")
            return
        rows = [row_of(one) for one in found["payments"] if one["shown_at"] <= time.time()]
        paid = sum(row["payment_amount"] for row in rows if row["payment_status"] == "PAID")
        offset = asked.get("offset") or {}
        limit = int(offset.get("page_limit") or 100)
        start = (int(offset.get("page_number") or 1) - 1) * limit
        self._done(
            "", {"count": len(rows), "paid_amount": paid, "rows": rows[start : start + limit]}
        )

    def _done(self, problem: str, body: dict[str, Any] | None = None) -> None:
        if self.fault == "lost":
            self.hang_up()
        elif problem:
            self._refuse(problem)
        else:
            self.answer_json(200, body or {})

    def _refuse(self, word: str) -> None:
        self.answer_json(400, {"error": word, "message": word})

    def _pay(self) -> None:
        """Somebody pays: from the page, or from a test by JSON."""
        kind = self.headers.get("Content-Type", "")
        is_json = kind.startswith("application/json")
        if not self.is_for_us() or not (is_json or self._is_our_form()):
            self.answer(404, b"POST /pay", "text/plain")
            return
        asked = self._body()
        found = self.ledger.invoice(str(asked.get("invoice", "")))
        if found is None or found["is_closed"]:
            self.answer_json(404, {"message": "INVOICE_NOTFOUND"})
            return
        calls = self._happen(found, str(asked.get("way", "")))
        if calls:
            threading.Thread(target=_call, args=(found["callback"], calls), daemon=True).start()
        if is_json:
            self.answer_json(200, {"callbacks": calls})
        else:
            self.send_response(303)
            self.send_header("Location", f"/?invoice={found['id']}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _happen(self, invoice: dict[str, Any], way: str) -> int:
        """What that way of paying does; returns how often the merchant is called."""
        amount = int(invoice["amount"])
        if way == "callback-forged":
            return 1
        if way.startswith("failed"):
            self.ledger.pay(invoice["id"], amount, status="FAILED")
            if way == "failed-only":
                return 1
        paid = {"more": amount + 1000, "less": max(amount - 1000, 1)}.get(way, amount)
        shown_at = time.time() + (LATE_SECONDS if way == "late" else 0)
        for _each in range(2 if way == "twice" else 1):
            self.ledger.pay(invoice["id"], paid, shown_at=shown_at)
        return {"callback-lost": 0, "twice": 2, "callback-twice": 2}.get(way, 1)

    def _is_our_form(self) -> bool:
        """A form of our own page: browsers name the page it stands on."""
        origin = urlsplit(self.headers.get("Origin", "")).netloc
        is_ours = origin.rpartition(":")[0] in OUR_NAMES and origin == self.headers.get("Host")
        kind = self.headers.get("Content-Type", "")
        return is_ours and kind.startswith("application/x-www-form-urlencoded")


def _call(address: str, times: int) -> None:
    """The hints; a merchant that does not answer misses them. Only merchants of this machine."""
    if urlsplit(address).hostname not in OUR_NAMES:
        return
    for _each in range(times):
        with suppress(OSError, ValueError):
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310  checked above


def desk(chosen: argparse.Namespace) -> type[QpayDesk]:
    facts = {"key": chosen.key, "tokens": {}, "refreshers": {}, "ledger": Ledger(chosen.store)}
    return type("RunningQpayDesk", (QpayDesk,), facts)


def main() -> None:
    serve("QPay's merchant API v2.", lambda *_all: "", desk, QpayFaults)


if __name__ == "__main__":
    main()
