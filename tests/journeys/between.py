"""Something between a phone and the server: another version of the worker, as after a release.

A browser fetches the script of a worker past everything a test can intercept in its pages, so the
other version has to come over the network.
"""

import http.client
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# Of one connection only, and what we say ourselves.
NOT_PASSED = {"connection", "transfer-encoding", "content-length", "keep-alive", "accept-encoding"}


class Handler(BaseHTTPRequestHandler):
    """Passes everything on; the worker's script through `server.worker`."""

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        there = http.client.HTTPConnection(self.server.there, timeout=60)
        asked = {k: v for k, v in self.headers.items() if k.lower() not in NOT_PASSED}
        try:
            there.request(self.command, self.path, body or None, asked)
            answer = there.getresponse()
            content = answer.read()
        finally:
            there.close()
        if self.path == "/sw.js":
            content = self.server.worker(content.decode()).encode()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in NOT_PASSED:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_HEAD = pass_on  # noqa: N815  # names of the library

    def log_message(self, *said):
        pass


@contextmanager
def going_between(origin):
    """An address that is the product's; `.worker` may be changed at any time: text → text."""
    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.there, server.worker = urlsplit(origin).netloc, lambda source: source
    server.url = f"http://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
