"""`make run`: the whole product on one machine, from nothing to an address to open.

One supervisor holds PostgreSQL, web, worker and the simulators as its children, starts a
fallen one again, and takes all of them along when it goes.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError

from launch import place, postgres
from launch.children import Child
from launch.environment import environment
from launch.errors import StartError
from launch.place import ROOT
from launch.ports import Ports, assert_free, free_port
from launch.stale import fingerprint
from tools.messages import compile_stale

READY_WITHIN = 90.0  # seconds from the first child to the first 200
DATABASE = "kholboo"


class Stopped(Exception):  # not an error: somebody asked us to stop
    """Ctrl-C or SIGTERM arrived."""


def main() -> None:
    port = place.port_from_environment()
    var = place.var_from_environment(port)
    try:
        with stoppable(), place.claimed(var), ExitStack() as stack:
            assert_free(port)
            product = Product(port, var, stack)
            product.start()
            product.wait_until_ready()
            product.greet()
            product.watch()
    except Stopped:
        say("Stopped. Nothing is left running.")


class Product:
    def __init__(self, port: int, var: Path, stack: ExitStack) -> None:
        self.port, self.var, self.stack = port, var, stack
        self.log = var / "log"
        self.server: postgres.Server | None = None
        self.children: list[Child] = []
        self.ports = Ports(*(free_port() for _port in Ports._fields))
        self.env = environment(port, var, self.ports)

    def start(self) -> None:
        self.start_database()
        ports = self.ports
        self.stack.callback(self.stop)
        simulators = "kholboo.notifications.simulators"
        if "MAIL_HOST" not in os.environ:
            self.add(
                "mail", "-m", f"{simulators}.mail", "--smtp-port", ports.smtp,
                "--page-port", ports.mail_page, "--store", self.var / "mail.jsonl",
            )  # fmt: skip
        if "SMS_URL" not in os.environ:
            self.add(
                "sms", "-m", f"{simulators}.sms", "--port", ports.sms,
                "--store", self.var / "sms.jsonl",
            )  # fmt: skip
        if "MAILBOX_HOST" not in os.environ:
            self.add(
                "mailbox", "-m", f"{simulators}.mailbox", "--imap-port", ports.imap,
                "--page-port", ports.mailbox_page, "--store", self.var / "mailbox.jsonl",
            )  # fmt: skip
        if self.env["PUSH_SIMULATOR"] == f"http://localhost:{ports.push}":
            self.add(
                "push", "-m", f"{simulators}.push", "--port", ports.push,
                "--store", self.var / "push.jsonl",
            )  # fmt: skip
        if self.env["ESTANDARD_URL"] == f"http://localhost:{ports.estandard}":
            self.add(
                "estandard", "-m", "kholboo.standards.simulators.estandard",
                "--port", ports.estandard, "--store", self.var / "estandard.jsonl",
            )  # fmt: skip
        if self.env["QPAY_URL"] == f"http://localhost:{ports.qpay}/v2":
            self.add(
                "qpay", "-m", "kholboo.payments.simulators.qpay",
                "--port", ports.qpay, "--store", self.var / "qpay.jsonl",
            )  # fmt: skip
        if self.env["EBARIMT_URL"] == f"http://localhost:{ports.ebarimt}":
            self.add(
                "ebarimt", "-m", "kholboo.payments.simulators.ebarimt",
                "--port", ports.ebarimt, "--store", self.var / "ebarimt.jsonl",
            )  # fmt: skip
        # Its database may be gone before it: asked to stop it would wait for it for long.
        self.add(
            "worker", "manage.py", "procrastinate", "worker", "--name", "kholboo",
            "--concurrency", 4, "--shutdown-graceful-timeout", 4, orphaned=signal.SIGKILL,
        )  # fmt: skip
        self.add(
            "web", "-m", "granian", "--interface", "wsgi", "--host", self.env["HOST"],
            "--port", self.port, "--workers", 1, "--blocking-threads", 8, "--no-ws",
            "--workers-kill-timeout", 3, "kholboo.config.wsgi:application",
        )  # fmt: skip

    def start_database(self) -> None:
        """A database with today's tables and starter data, and nothing else running."""
        compile_stale()
        self.env["DATABASE_URL"] = os.environ.get("DATABASE_URL") or self.own_database()
        self.prepare_if_stale()

    def own_database(self) -> str:
        self.server = self.stack.enter_context(
            postgres.running(
                self.var / "postgres",
                log=self.log / "postgres.log",
                source=os.environ.get("POSTGRES", "auto"),
            )
        )
        return self.server.create(DATABASE)

    def prepare_if_stale(self) -> None:
        """Nothing changed since this very database was prepared today: nothing to do.

        The stamp is a remark on the database itself, so no other database can wear it. The day
        belongs to it because starter data (holidays) look ahead from today.
        """
        # Sites stand at addresses under PUBLIC_URL, so another one is other rows.
        where = f"{self.env['PUBLIC_URL']} {self.env.get('SITE_HOSTS', '')}"
        now = f"{fingerprint(sources())} {date.today()} {where}"  # noqa: DTZ011
        static = self.var / "static"
        if self.server and static.exists() and self.server.remark(DATABASE) == now:
            return
        self.prepare()
        if self.server:
            self.server.set_remark(DATABASE, now)

    def prepare(self) -> None:
        log = self.log / "prepare.log"
        log.parent.mkdir(parents=True, exist_ok=True)  # with a database elsewhere we are the first
        with log.open("wb") as said:
            done = subprocess.run(
                [sys.executable, "-m", "launch.prepare"],
                cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        if done.returncode:
            raise StartError(f"The database could not be prepared.\n{tail(log)}\nWhole: {log}")

    def add(self, name: str, *argv: object, orphaned: signal.Signals = signal.SIGTERM) -> None:
        command = [sys.executable, *(str(part) for part in argv)]
        child = Child(name, command, self.env, self.log / f"{name}.log", orphaned=orphaned)
        child.start()
        self.children.append(child)

    def stop(self) -> None:
        """All are asked at once, then waited for one by one: the slowest sets the time."""
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        answer = ""
        while time.monotonic() < deadline:
            self.look_after()
            answer = ready(f"http://127.0.0.1:{self.port}/health/ready")
            if not answer:
                return
            time.sleep(0.1)
        raise StartError(
            f"The product did not become ready within {READY_WITHIN:.0f} s: {answer}\n"
            f"{tail(self.log / 'web.log')}\nThe logs are in {self.log}"
        )

    def greet(self) -> None:
        address = self.env["PUBLIC_URL"]
        place.write_note(self.var, pid=os.getpid(), url=address, port=self.port, env=self.env)
        rows = [
            ("Kholboo is ready", address),
            ("One click per role", f"{address}/account/demo/"),
            ("E-mails it sent", self.env["MAIL_PAGE"]),
            ("SMS it sent", self.env["SMS_PAGE"]),
            ("Write to it by e-mail", self.env["MAILBOX_PAGE"]),
            ("Notices on phones", self.env["PUSH_SIMULATOR"]),
            ("The national store", self.env["ESTANDARD_URL"]),
            ("Pay without money", self.env["QPAY_PAGE"]),
            ("Logs", str(self.log)),
        ]
        if self.env["DEMO_DOORS"].lower() != "true":
            del rows[1]
        lines = [f"{name + ':':<23}{value}" for name, value in rows if value]
        width = max(map(len, lines)) + 2
        say("\n".join(
            ["", "┌" + "─" * width + "┐"]
            + [f"│ {line:<{width - 1}}│" for line in lines]
            + ["└" + "─" * width + "┘", "Ctrl-C stops everything.", ""]
        ))  # fmt: skip

    def watch(self) -> None:
        while True:
            self.look_after()
            time.sleep(0.25)

    def look_after(self) -> None:
        if self.server and self.server.process and self.server.process.poll() is not None:
            say("PostgreSQL ended; starting it again.")
            self.server.process = None
            self.server.start()
        for child in self.children:
            if sentence := child.watch():
                say(sentence)


def sources() -> Iterator[Path]:
    """Every file that decides how a prepared database looks."""
    yield ROOT / "requirements.lock"
    for file in (ROOT / "kholboo").rglob("*"):
        if file.suffix not in (".pyc", ".mo") and "tests" not in file.parts and file.is_file():
            yield file


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP end us in order; while we are ending, further ones wait."""
    ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(number: int, frame: FrameType | None) -> None:
        for one in ending:
            signal.signal(one, signal.SIG_IGN)
        raise Stopped

    before = {one: signal.signal(one, stop) for one in ending}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def ready(url: str) -> str:
    """Empty when the product serves; otherwise what is missing."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return ""
    except HTTPError as error:
        return error.read(500).decode(errors="replace")
    except (URLError, OSError) as error:
        return str(error)


def tail(log: Path, lines: int = 12) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def say(text: str) -> None:
    print(text, flush=True)
