"""PosAPI 3.0 of the tax authority as a process of its own: receipts that count for nobody.

    python -m kholboo.payments.simulators.ebarimt --port 8031 --store var/ebarimt.jsonl

POST and DELETE /rest/receipt, GET /rest/info; `/` shows what was made. Faults: "slow", "500",
"cut", "lost" (made, but the answer never comes), "refuse". That the same `billIdSuffix` of a seller
gives the same receipt is our guess.
"""

import hashlib
import json
from html import escape
from typing import Any
from urllib.parse import urlsplit

from kholboo.core.simulators import page
from kholboo.core.simulators.serving import keyed, serve
from kholboo.core.simulators.web import Desk

LONGEST = 100_000


class EbarimtDesk(Desk):
    key = ""

    def do_GET(self) -> None:  # noqa: N802  # the library calls it so
        if urlsplit(self.path).path == "/rest/info":
            self.answer_json(200, {"operatorName": "ЖИШЭЭ", "posNo": "0"})
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        if urlsplit(self.path).path != "/rest/receipt":
            super().do_POST()
            return
        asked = self._body()
        fault = self._fault()
        if fault == "refuse" or not _is_whole(asked):
            self.answer_json(200, {"status": "ERROR", "message": "totalAmount"})
        elif fault not in ("cut", "500"):
            answer = self._make(asked)
            self.hang_up() if fault == "lost" else self.answer_json(200, answer)

    def do_DELETE(self) -> None:  # noqa: N802
        asked = self._body()
        if self._fault() not in ("cut", "500"):
            self.server.store.add(what="cancel", number=str(asked.get("id", "")))
            self.answer_json(200, {})

    def _body(self) -> dict[str, Any]:
        length = min(int(self.headers.get("Content-Length") or "0"), LONGEST)
        asked = json.loads(self.rfile.read(length) or b"{}")
        return asked if isinstance(asked, dict) else {}

    def _fault(self) -> str:
        """After "cut" and "500" the answer is given already."""
        fault = self.server.faults.strike()
        if fault == "slow":
            self.server.faults.be_slow()
        if fault == "cut":
            self.hang_up()
        elif fault == "500":
            self.answer(500, b"trouble", "text/plain")
        return fault

    def _make(self, asked: dict[str, Any]) -> dict[str, Any]:
        known = self.server.store.newest_first()
        suffix = str(asked.get("billIdSuffix", ""))
        before = next((row for row in known if suffix and row.get("suffix") == suffix), None)
        number = before["number"] if before else _number(asked, len(known))
        if before is None:
            names = ("type", "totalAmount", "totalVAT")
            kept = {name: asked.get(name) for name in names}
            self.server.store.add(what="receipt", number=number, suffix=suffix, **kept)
        lottery = "" if asked.get("customerTin") else f"ЖШ {int(number[-8:]):08d}"
        return {
            "id": number,
            "status": "SUCCESS",
            "lottery": lottery,
            "qrData": f"sample:{number}",
            "date": "",
        }


def _is_whole(asked: dict[str, Any]) -> bool:
    """The sums of a receipt are those of its parts."""
    parts = asked.get("receipts") or []
    items = [item for part in parts for item in part.get("items") or []]
    total = asked.get("totalAmount")
    paid = sum(payment.get("paidAmount", 0) for payment in asked.get("payments") or [])
    return bool(items) and total == sum(item["totalAmount"] for item in items) == paid


def _number(asked: dict[str, Any], place: int) -> str:
    digest = hashlib.sha256(json.dumps([asked, place], sort_keys=True).encode()).hexdigest()
    return f"{int(digest, 16):033d}"[:33]


def receipts_page(rows: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    return page.frame(
        "Баримт", "Receipts of the tax authority", [_row(row) for row in rows], faults
    )


def _row(row: dict[str, Any]) -> str:
    amount = row.get("totalAmount")
    words = f"{amount:,} ₮" if isinstance(amount, int) else escape(str(row["what"]))
    return (
        f'<article class="sms"><h2>{words}</h2><p class="small">{escape(row["number"])}</p>'
        f'<p class="small">№ {row["id"]} {page.moment(row["at"])}</p></article>'
    )


def main() -> None:
    serve("PosAPI 3.0 of the tax authority.", receipts_page, keyed(EbarimtDesk))


if __name__ == "__main__":
    main()
