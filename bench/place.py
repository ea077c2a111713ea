"""A database of our own beside the product's, and servers started on it as in production."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from launch.children import dies_with_parent

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 60.0  # seconds
# The same as `make run` gives its web process (launch/run.py), with one process for each core.
WEB_THREADS = 8
PRODUCT = "kholboo.config.wsgi:application"
PRODUCTION = {
    "MODE": "production",
    "DEMO_DOORS": "false",
    "PUBLIC_URL": "https://kholboo.example",
    "ALLOWED_HOSTS": '["127.0.0.1"]',
    "TRUSTED_PROXIES": "1",
    "MAIL": "smtp",
    "SMS": "messagepro",
    "MAILBOX": "off",
    "PUSH": "off",
    "PUSH_SIMULATOR": "",
    "ESTANDARD": "off",
    "QPAY": "off",
    "QPAY_PAGE": "",
    "EBARIMT": "off",
    "CERTIFICATE_SEAL": "off",
}


class Unfit(Exception):
    """What was asked cannot be measured or proved here; the message says why."""


def address_of(name: str) -> str:
    """The address of another database of the same server as DATABASE_URL."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """A fresh, prepared database; gives the environment that leads to it. Dropped at the end.

    Raises Unfit on a server that forgets: without fsync no figure about durability is true.
    """
    _recreate(name)
    env = {**os.environ, "DATABASE_URL": address_of(name)}
    try:
        run([sys.executable, "-m", "launch.prepare"], env)
        yield env
    finally:
        _drop(name)


def run(command: Sequence[object], env: Mapping[str, str], *, may_miss: bool = False) -> str:
    """What a command said; raises Unfit with its complaint when it failed.

    `may_miss`: exit code 1 is only a missed bar, which the caller tells itself.
    """
    done = subprocess.run(
        [str(part) for part in command],
        env=dict(env),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not (may_miss and done.returncode == 1 and done.stdout):
        raise Unfit(f"{command[2]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def _recreate(name: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit"):
            row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
            if row != ("on",):
                raise Unfit(f"This PostgreSQL has {setting} off: it promises nothing to measure.")
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _drop(name: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


class Web:
    """The product's web server on a port of its own; can be killed and started again."""

    def __init__(
        self, env: Mapping[str, str], *, workers: int = 1, application: str = PRODUCT
    ) -> None:
        self.port = free_port()
        self._application = application
        self._env = {**env, **PRODUCTION}
        self._workers = workers
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers. Raises Unfit when it does not."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
                "--port", str(self.port), "--workers", str(self._workers),
                "--blocking-threads", str(WEB_THREADS), "--no-ws", "--workers-kill-timeout", "3",
                self._application,
            ],
            env=self._env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )  # fmt: skip

    def wait(self) -> None:
        """Until it answers. Raises Unfit when it does not."""
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            if self.process is None or self.process.poll() is not None or _passed(deadline):
                raise Unfit("The web server did not start.")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with suppress(URLError, OSError):
            address = f"http://127.0.0.1:{self.port}/health/live"
            with urllib.request.urlopen(address, timeout=2) as answer:
                return bool(json.load(answer)["live"])
        return False

    def kill(self) -> None:
        """SIGKILL to the server and its workers: no goodbye, as in a power cut."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, 9)
            self.process.wait()
            self.process = None


@contextmanager
def web(env: Mapping[str, str], *, workers: int = 1, application: str = PRODUCT) -> Iterator[Web]:
    server = Web(env, workers=workers, application=application)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def _passed(deadline: float) -> bool:
    return time.monotonic() > deadline


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        number: int = trial.getsockname()[1]
        return number
