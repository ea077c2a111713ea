"""The whole product as people start it: real processes, real ports, nothing left behind."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from launch.place import ROOT
from launch.ports import free_port

# One worker and one folder for all: only its first start makes a database.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("launch")]
OURS = (
    "DATABASE_URL",
    "VAR",
    "PORT",
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "SEAL_KEY",
    "MAIL",
    "SMS",
    "MAILBOX",
)


# Seconds that an end may take beside all the other tests; how long it takes is no test's business.
PATIENCE = 60


@pytest.fixture(scope="module")
def place():
    """One folder for all: the later starts are second starts."""
    made = Path("/var/tmp", f"kholboo-run-{os.getpid()}")  # noqa: S108
    made.mkdir(mode=0o755)
    yield made
    shutil.rmtree(made)


def start(var, port, *, said):
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-m", "launch", "run"],
        cwd=ROOT, env={**env, "VAR": str(var), "PORT": str(port)},
        stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
    )  # fmt: skip


@contextmanager
def running(var, port, *, alone=True):
    with (var.parent / f"said-{port}").open("wb+") as said:
        product = start(var, port, said=said)
        try:
            yield product
        finally:
            if product.poll() is None:
                product.kill()
                product.wait()
            if alone:
                gone(var)


def answer(port, path="/health/ready"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as got:
            return got.status
    except (URLError, OSError):
        return None


def until(happens, seconds=240.0):  # a first start makes a database, beside one of the journeys
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := happens():
            return found
        time.sleep(0.1)
    return None


def family(var):
    """Every living process of this run: each of them has the folder in its environment."""
    mark, found = f"VAR={var}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment, words = (entry / "environ").read_bytes(), (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if mark in environment.split(b"\0") or str(var).encode() in words:
            found.append(words.replace(b"\0", b" ").decode())
    return found


def gone(var):
    return until(lambda: not family(var), PATIENCE)


def said(var, port):
    return (var.parent / f"said-{port}").read_text()


def test_the_product_comes_up_greets_and_leaves_nothing(place):
    var, port = place / "one", free_port()

    with running(var, port) as product:
        assert until(lambda: "Ctrl-C stops everything" in said(var, port)), said(var, port)
        assert answer(port) == 200
        assert f"http://localhost:{port}/account/demo/" in said(var, port)
        assert len(family(var)) >= 7  # supervisor, server, three simulators, worker, web
        note = json.loads((var / "running.json").read_text())
        assert answer(note["env"]["MAIL_PAGE"].split(":")[-1].strip("/"), "/") == 200
        assert answer(note["env"]["SMS_PAGE"].split(":")[-1].strip("/"), "/") == 200
        assert answer(note["env"]["MAILBOX_PAGE"].split(":")[-1].strip("/"), "/") == 200
        for secret in ("secrets.json", "running.json"):
            assert (var / secret).stat().st_mode & 0o777 == 0o600

        product.send_signal(signal.SIGTERM)

        assert product.wait(PATIENCE) == 0
    assert family(var) == []
    assert not (var / "running.json").exists()


def asked(var):
    """What a command that joins reads from the database: how many services there are."""
    command = (
        "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']);"
        "print(c.execute('SELECT count(*) FROM agency_service').fetchone()[0])"
    )
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-m", "launch", "join", "python", "-c", command],
        cwd=ROOT, env={**env, "VAR": str(var)}, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip


def test_a_command_meets_a_database_of_its_own_where_nothing_runs(place):
    assert asked(place / "one") == "15\n"
    assert family(place / "one") == []


def test_two_run_at_once_and_a_third_in_the_same_folder_is_told(place):
    one, two, ports = place / "one", place / "two", (free_port(), free_port())
    # A first start was seen already: what it left, copied with its owners, starts as another.
    if one.exists():
        subprocess.run(["cp", "-a", one, two], check=True)

    with running(one, ports[0]) as first, running(two, ports[1]) as second:
        assert until(lambda: answer(ports[0]) == 200 and answer(ports[1]) == 200)
        assert asked(one) == "15\n"  # a command joins what runs, and leaves it running
        assert answer(ports[0]) == 200

        port = free_port()
        with running(one, port, alone=False) as third:
            assert third.wait(PATIENCE) == 1
        told = said(one, port)
        assert f"already runs in {one}" in told
        assert "PORT=8001 make run" in told
        assert "Traceback" not in told

        # Ctrl-C in a terminal
        first.send_signal(signal.SIGINT)
        assert first.wait(PATIENCE) == 0
        assert answer(ports[1]) == 200
        second.send_signal(signal.SIGINT)
        assert second.wait(PATIENCE) == 0
    assert family(one) == family(two) == []


def test_what_falls_is_started_again_and_a_killed_supervisor_takes_all_along(place):
    var, port = place / "one", free_port()

    with running(var, port) as product:
        assert until(lambda: answer(port) == 200)
        server = int((var / "postgres/data/postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGKILL)

        assert until(lambda: "PostgreSQL ended" in said(var, port))
        assert until(lambda: answer(port) == 200)

        web = _pid_of(var, b"granian")
        os.kill(web, signal.SIGKILL)

        assert until(lambda: "web ended" in said(var, port))
        assert until(lambda: answer(port) == 200)
        assert _pid_of(var, b"granian") != web

        product.kill()
        product.wait()
        assert gone(var), family(var)


def _pid_of(var, word):
    """The oldest process of the run whose command has the word."""
    mark = f"VAR={var}".encode()
    pids = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (
                word in (entry / "cmdline").read_bytes()
                and mark in (entry / "environ").read_bytes()
            ):
                pids.append(int(entry.name))
        except OSError:
            continue
    return min(pids)


def test_a_busy_port_is_said_before_anything_starts(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(place / "three", port) as product:
            assert product.wait(PATIENCE) == 1

    assert said(place / "three", port).startswith(f"Port {port} is used by another program.")
    assert not (place / "three" / "postgres").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_said(place, port):
    with running(place / "three", port) as product:
        assert product.wait(PATIENCE) == 1

    assert "PORT must be a number" in said(place / "three", port)
