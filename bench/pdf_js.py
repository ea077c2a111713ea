"""pdf.js beside our page: the same file, the same browser, the same network, in the same run.

It is measured only and belongs to no machine that serves. Its worker is not slowed by the browser's
emulation, so the figure is kinder to it than a phone is.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli

from bench.place import ROOT, Unfit

LIBRARY = Path("/usr/share/javascript/pdf")
FILES = {"/build/pdf.js", "/build/pdf.worker.js"}
NOTHING: Mapping[str, str] = {}
MISSING = "pdf.js is not on this machine. Install it to compare: sudo apt-get install libjs-pdf"


@contextmanager
def viewer(pdf: bytes) -> Iterator[str]:
    """The address of a page that shows this file. Raises Unfit where pdf.js is missing."""
    if not (LIBRARY / "build" / "pdf.js").exists():
        raise Unfit(MISSING)
    for name in FILES:
        _packed(name)  # before anybody waits for it
    server = _Server(("127.0.0.1", 0), partial(_Answer, pdf))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@cache
def _packed(name: str) -> bytes:
    packed: bytes = brotli.compress((LIBRARY / name.lstrip("/")).read_bytes(), quality=11)
    return packed


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser closes what it no longer needs; nobody has to read of it."""


class _Answer(BaseHTTPRequestHandler):
    """As a good server would: scripts packed, the PDF by ranges."""

    protocol_version = "HTTP/1.1"

    def __init__(self, pdf: bytes, *more: object) -> None:
        self.pdf = pdf
        super().__init__(*more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path in FILES:
            self._send(_packed(self.path), "text/javascript", {"Content-Encoding": "br"})
        elif self.path == "/file.pdf":
            self._send_pdf()
        elif self.path == "/":
            page = (ROOT / "bench" / "pdf_js.html").read_bytes()
            self._send(page, "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _send_pdf(self) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if not asked:
            self._send(self.pdf, "application/pdf", {"Accept-Ranges": "bytes"})
            return
        first, last = int(asked[1]), min(int(asked[2]), len(self.pdf) - 1)
        place = f"bytes {first}-{last}/{len(self.pdf)}"
        piece = self.pdf[first : last + 1]
        self._send(piece, "application/pdf", {"Content-Range": place}, status=206)

    def _send(
        self,
        body: bytes,
        media_type: str,
        headers: Mapping[str, str] = NOTHING,
        *,
        status: int = 200,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass
