"""The product as people start it: own processes, own PostgreSQL, own folder, own port."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from launch.place import ROOT, read_note
from launch.ports import free_port

# What this process set for its own database and fakes must not reach the product.
OURS = (
    "DATABASE_URL", "VAR", "PORT", "MODE", "DEMO_DOORS", "DJANGO_SETTINGS_MODULE", "PUBLIC_URL",
    "SECRET_KEY", "SEAL_KEY", "SMS_KEY", "MAIL", "MAIL_HOST", "SMS", "SMS_URL",
    "MAILBOX", "PUSH", "VAPID_KEY", "QPAY", "EBARIMT", "CERTIFICATE_SEAL",
)  # fmt: skip
UP_WITHIN = 240.0  # seconds from nothing to the first page, a new database included
DOWN_WITHIN = 60.0
TOLD_WITHIN = 60.0  # seconds from a press to the message in the simulator


@dataclass(frozen=True)
class Product:
    """Where a running product answers: its pages, and what its simulators were sent."""

    url: str
    mail_page: str
    sms_page: str
    push_page: str = ""
    env: dict[str, str] = field(default_factory=dict)  # what a command needs to work beside it

    def texts_to(self, phone):
        """What was sent to the phone by SMS, newest first."""
        return [message["text"] for message in self._sent(self.sms_page) if message["to"] == phone]

    def letters_to(self, address):
        return [m["text"] for m in self._sent(self.mail_page) if m["to"] == address]

    def wait_for_text(self, phone, *, nth=1):
        """The first, second, … SMS to the phone. AssertionError when it does not come."""
        return self._wait(lambda: self.texts_to(phone), nth)

    def wait_for_letter(self, address, *, nth=1):
        return self._wait(lambda: self.letters_to(address), nth)

    def subscribe_at_push_service(self, key):
        """What a browser does for a page: endpoint and keys, as PushSubscription.toJSON()."""
        asked = urllib.request.Request(  # noqa: S310
            f"{self.push_page}/subscribe",
            data=json.dumps({"key": key}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=TOLD_WITHIN) as answer:  # noqa: S310
            return json.load(answer)

    def wait_for_notice(self, endpoint):
        """What the browser of this endpoint reads in the first locked message."""
        token = endpoint.rpartition("/")[2]
        sent = f"{self.push_page}/"
        return self._wait(lambda: [m["text"] for m in self._sent(sent) if m["to"] == token], 1)

    def _wait(self, look, nth):
        deadline = time.monotonic() + TOLD_WITHIN
        while time.monotonic() < deadline:
            if len(texts := look()) >= nth:
                return texts[-nth]
            time.sleep(0.1)
        raise AssertionError(f"Message {nth} did not come in {TOLD_WITHIN:.0f} s: {look()}")

    def _sent(self, page):
        with urllib.request.urlopen(f"{page}messages.json", timeout=TOLD_WITHIN) as answer:  # noqa: S310
            return json.load(answer)


@contextmanager
def running_product(static=None, database=None):
    """Start the product, give its addresses, take all of it down again.

    `static` is a folder of the files pages need, made from what stands here, and `database` the
    address of a migrated one: both take long to make, and what was made elsewhere is the same.
    """
    # Under /var/tmp: PostgreSQL may run as another user, who must be able to walk there.
    place = Path(tempfile.mkdtemp(prefix="kholboo-journey-", dir="/var/tmp"))
    place.chmod(0o755)
    var, said = place / "var", place / "said"
    if static:
        shutil.copytree(static, var / "static")
    try:
        with said.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "launch", "run"],
                cwd=ROOT, env=_environment(var, database), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            yield _when_up(process, var, said)
        finally:
            _end(process)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _environment(var, database):
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    given = {"DATABASE_URL": database} if database else {}
    return {**env, **given, "VAR": str(var), "PORT": str(free_port())}


def _when_up(process, var, said):
    deadline = time.monotonic() + UP_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"The product ended while starting:\n{said.read_text()}")
        if url := read_note(var).get("url"):  # written when /health/ready answered 200
            told = read_note(var)["env"]
            pages = (told["MAIL_PAGE"], told["SMS_PAGE"], told["PUSH_SIMULATOR"])
            return Product(url, *pages, env=told)
        time.sleep(0.1)
    raise AssertionError(f"The product was not ready in {UP_WITHIN:.0f} s:\n{said.read_text()}")


def _end(process):
    """In order; then whatever is left. The supervisor's children die with it."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(DOWN_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError(f"The product did not stop in {DOWN_WITHIN:.0f} s.") from None


def given_product(url):
    """A product that runs already. Its simulators are where its own note says."""
    for folder in (ROOT / "var", ROOT / "var" / str(urlsplit(url).port or "")):
        note = read_note(folder)
        if note.get("port") == urlsplit(url).port and "env" in note:
            env = note["env"]
            pages = (env["MAIL_PAGE"], env["SMS_PAGE"], env["PUSH_SIMULATOR"])
            return Product(url.rstrip("/"), *pages, env=env)
    raise SystemExit(f"No product of this folder runs at {url}. Start it: make run")
