"""The small web server under the simulators: the page, its style, JSON, the fault switch."""

import json
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kholboo.core.simulators.faults import Faults
from kholboo.core.simulators.store import Store

HOST = "127.0.0.1"
OUR_NAMES = ("127.0.0.1", "localhost")
STYLE = (Path(__file__).parent / "simulator.css").read_bytes()
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
LONGEST_WISH = 10_000


class Web(ThreadingHTTPServer):
    """Speaks on 127.0.0.1 only. `page` writes the list of what was sent."""

    daemon_threads = True

    def __init__(
        self,
        port: int,
        store: Store,
        faults: Faults,
        page: Callable[[list[dict[str, Any]], dict[str, Any]], str],
        desk: "type[Desk] | None" = None,
    ) -> None:
        super().__init__((HOST, port), desk or Desk)
        self.store, self.faults, self.page = store, faults, page

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Desk(BaseHTTPRequestHandler):
    server: Web
    policy = POLICY

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not self.is_for_us():
            self.answer(403, b"only on this machine", "text/plain")
        elif path == "/":
            page = self.server.page(self.server.store.newest_first(), self.server.faults.as_dict())
            self.answer(200, page.encode(), "text/html; charset=utf-8")
        elif path == "/messages.json":
            self.answer_json(200, self.server.store.newest_first())
        elif path == "/faults":
            self.answer_json(200, self.server.faults.as_dict())
        elif path == "/simulator.css":
            self.answer(200, STYLE, "text/css; charset=utf-8")
        else:
            self.answer(404, b"not here", "text/plain")

    def do_POST(self) -> None:
        # Only JSON: a form of a foreign page in the same browser cannot send it.
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        if not self.is_for_us() or not is_json or urlsplit(self.path).path != "/faults":
            self.answer(404, b"POST JSON to /faults", "text/plain")
            return
        try:
            length = min(int(self.headers.get("Content-Length", "0")), LONGEST_WISH)
            wish = json.loads(self.rfile.read(length) or b"{}")
            self.answer_json(200, self.server.faults.switch(wish))
        except (ValueError, TypeError, AttributeError) as error:
            self.answer_json(422, {"error": str(error)})

    def is_for_us(self) -> bool:
        """A foreign name that was pointed at 127.0.0.1 reads nothing here."""
        return self.headers.get("Host", "").rpartition(":")[0] in OUR_NAMES

    def answer_json(self, status: int, body: object) -> None:
        self.answer(status, json.dumps(body, ensure_ascii=False).encode(), "application/json")

    def answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """End the conversation without a word."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: addresses asked for carry phones and texts."""
