"""The national store in the form we propose to it, as a process of its own.

    python -m kholboo.standards.simulators.estandard --port 8027 --store var/estandard.jsonl [--key K]

GET /changes and POST /records as `estandard/client.py` says; `/` shows what it holds,
`/messages.json` gives it to tests, POST /faults switches trouble on, and POST /edit is somebody who
changes a record over there. Every change is a row of the store, so a mark is the number of a row.
"""

import json
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kholboo.core.simulators import page
from kholboo.core.simulators.serving import keyed, serve
from kholboo.core.simulators.web import Desk

LONGEST = 200_000
SHEET = 50


class StoreDesk(Desk):
    key = ""

    def do_GET(self) -> None:  # noqa: N802  # the library calls it so
        parts = urlsplit(self.path)
        if parts.path != "/changes":
            super().do_GET()
        elif not self._is_stopped():
            since = parse_qs(parts.query).get("since", ["0"])[0]
            self._tell(int(since) if since.isdecimal() else 0)

    def do_POST(self) -> None:  # noqa: N802
        path = urlsplit(self.path).path
        if path not in ("/records", "/edit"):
            super().do_POST()
            return
        length = min(int(self.headers.get("Content-Length", "0")), LONGEST)
        asked = json.loads(self.rfile.read(length) or b"{}")
        if path == "/edit":
            self.answer_json(200, {"revision": self._write(asked, "")})
        elif not self._is_stopped():
            self._take(asked)

    def _is_stopped(self) -> bool:
        """Whether the answer is trouble; `self.fault` is what may come after the work."""
        self.fault = self.server.faults.strike()
        if self.fault == "slow":
            self.server.faults.be_slow()
        if self.fault == "cut":
            self.hang_up()
        elif self.fault == "500":
            self.answer(500, b"trouble", "text/plain")
        elif self.key and self.headers.get("Authorization") != f"Bearer {self.key}":
            self.answer_json(401, {"message": "Unauthorized"})
        else:
            return False
        return True

    def _tell(self, since: int) -> None:
        rows = [row for row in reversed(self.server.store.newest_first()) if row["id"] > since]
        sheet = rows[:SHEET]
        records = [
            {
                **{name: row[name] for name in ("number", "year", "facts")},
                "revision": str(row["id"]),
            }
            for row in sheet
        ]
        mark = sheet[-1]["id"] if sheet else since
        self.answer_json(
            200, {"records": records, "next": str(mark), "more": len(rows) > len(sheet)}
        )

    def _take(self, asked: dict[str, Any]) -> None:
        key = self.headers.get("Idempotency-Key", "")
        known = self.server.store.newest_first()
        before = next((row for row in known if key and row.get("key") == key), None)
        if before is None and _newest(known, asked) != asked.get("expected", ""):
            self.answer_json(409, {"message": "Conflict"})
            return
        revision = str(before["id"]) if before else self._write(asked, key)
        if self.fault == "lost":
            self.hang_up()
        else:
            self.answer_json(200, {"revision": revision})

    def _write(self, asked: dict[str, Any], key: str) -> str:
        row = {name: asked.get(name) for name in ("number", "year", "facts")}
        return str(self.server.store.add(key=key, **row))


def _newest(known: list[dict[str, Any]], asked: dict[str, Any]) -> str:
    same = (row for row in known if row["number"] == asked.get("number"))
    return next((str(row["id"]) for row in same if row["year"] == asked.get("year")), "")


def store_page(rows: list[dict[str, Any]], faults: dict[str, Any]) -> str:
    return page.frame("Стандартын цахим сан", "National store", [_row(row) for row in rows], faults)


def _row(row: dict[str, Any]) -> str:
    title = row["facts"].get("title_mn") or row["facts"].get("title_en") or ""
    return (
        f'<article class="sms"><h2>{escape(str(row["number"]))} : {escape(str(row["year"]))}</h2>'
        f'<p class="bubble">{escape(str(title))}</p>'
        f'<p class="small">№ {row["id"]} {page.moment(row["at"])}</p></article>'
    )


def main() -> None:
    serve("The national store in the form we propose.", store_page, keyed(StoreDesk))


if __name__ == "__main__":
    main()
