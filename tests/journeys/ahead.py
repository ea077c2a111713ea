"""The product a day later: another web process beside it, of the same database, whose clock is ahead.

What begins on a day to come is met there by its readers, and nobody waits for the day.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import timedelta

from launch.place import ROOT
from launch.ports import free_port

UP_WITHIN = 180.0  # seconds on a busy machine
DOWN_WITHIN = 60.0


@contextmanager
def days_ahead(product, days):
    """A function that gives the address, once it answers: the process starts meanwhile."""
    port = free_port()
    address = f"http://localhost:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.ahead", str(port), str(days)],
        cwd=ROOT, env={**os.environ, **product.env}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield lambda: _when_up(process, address)
    finally:
        process.terminate()
        process.wait(DOWN_WITHIN)


def _when_up(process, address):
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "The product of another day ended while starting."
        try:
            with urllib.request.urlopen(f"{address}/health/live", timeout=5):  # noqa: S310
                return address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The product of another day was not ready in {UP_WITHIN:.0f} s.")


def main(port, days):
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from kholboo.core import clock

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_what):
            pass

    now = clock.now
    clock.now = lambda: now() + timedelta(days=days)

    from kholboo.config.wsgi import application

    with make_server("localhost", port, application, Server, Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
