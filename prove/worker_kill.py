"""Workers are killed thirty times while cases come in; every confirmation still arrives.

Real processes: two workers that take turns at dying, a mail server and an SMS provider that keep
what they get. Only waiting is shortened: the last sign of life of the dead, and the leases they
held on messages, are set back, because nobody watches a proof for five minutes. The control ends
after the killing with a worker that does everything but the rescue.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event, Thread
from uuid import uuid4

from bench.figures import Figure
from bench.place import ROOT, Unfit
from launch.children import dies_with_parent
from prove.within import broken, run, set_up

KILLS = 30
PAUSE = 0.05  # seconds between two cases
BY_SMS = 0.1  # the provider takes five a second, and more would only wait
WORKER = (sys.executable, "manage.py", "procrastinate", "worker")
# Letters that gather cases for a unit wait for their hour; nobody has to do them yet.
RIPE = "queue_name = 'messages' AND coalesce(scheduled_at, now()) <= now()"
PATIENCE = 90.0  # seconds until everything must have arrived


@dataclass
class Accepted:
    """Cases that were taken in, by the address their confirmation must reach."""

    cases: dict[str, int] = field(default_factory=dict)


class Worker:
    """A worker process, started and killed again and again."""

    def __init__(self, env: dict[str, str], *more: str) -> None:
        self._env, self._more = env, more
        self.process: subprocess.Popen[bytes] | None = None
        self._before: set[int] = set()

    def launch(self) -> None:
        self._before = _worker_keys()
        self.process = subprocess.Popen(
            [*WORKER, "--concurrency", "4", *self._more],
            env=self._env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )

    def wait(self) -> None:
        """Until some worker has said that it began after our launch."""
        _until(lambda: bool(_worker_keys() - self._before), "a worker starts")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        env = _providers(stack, folder)
        accepted = _under_fire(env, seed)
        yield Figure("worker-kill/kills", KILLS, "", f">= {KILLS}")
        yield Figure("worker-kill/accepted", len(accepted.cases), "", ">= 100")
        left = _without_rescue(env)
        _with_rescue(env)
        deliveries, arrived = _deliveries(accepted), _arrived(folder)
        unsent = sum(deliveries.get(case, []) != ["sent"] for case in accepted.cases.values())
        missing = sum(address not in arrived for address in accepted.cases)
        yield Figure("worker-kill/without-one-sent-delivery", unsent, "", "<= 0")
        yield Figure("worker-kill/never-arrived", missing, "", "<= 0")
        yield Figure("worker-kill/arrived-again", sum(arrived.values()) - len(arrived), "messages")
        yield broken("worker-kill", left, "jobs nobody does")


def _providers(stack: ExitStack, folder: Path) -> dict[str, str]:
    """Both simulators as processes, and the environment of workers that send to them."""
    mail = _simulator(stack, "mail", "--smtp-port", "0", "--page-port", "0", store=folder)
    sms = _simulator(stack, "sms", "--port", "0", store=folder)
    return {
        **os.environ,
        "MODE": "demo",
        "MAIL": "smtp",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": str(mail["smtp_port"]),
        "SMS": "messagepro",
        "SMS_URL": f"http://127.0.0.1:{sms['port']}",
        "SMS_KEY": "prove",
        "SMS_FROM": "18002525",
    }


def _simulator(stack: ExitStack, name: str, *ports: str, store: Path) -> dict[str, int]:
    module = f"kholboo.notifications.simulators.{name}"
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", module, *ports, "--store", str(store / f"{name}.jsonl")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
    )
    stack.callback(process.terminate)
    said: dict[str, int] = json.loads(process.stdout.readline()) if process.stdout else {}
    return said


def _under_fire(env: dict[str, str], seed: int) -> Accepted:
    accepted, stop = Accepted(), Event()
    luck = Random(f"worker-kill:{seed}")
    sender = Thread(target=_send, args=(accepted, stop, Random(f"{seed}:sender")))
    workers = [Worker(env), Worker(env)]
    sender.start()
    try:
        for worker in workers:
            worker.launch()
            worker.wait()
        for kill in range(KILLS):
            worker = workers[kill % 2]
            worker.wait()
            time.sleep(luck.uniform(0.1, 0.6))
            worker.kill()
            worker.launch()
    finally:
        stop.set()
        sender.join()
        for worker in workers:
            worker.kill()
    return accepted


def _send(accepted: Accepted, stop: Event, luck: Random) -> None:
    """Cases one after another, each with an address of its own for the confirmation."""
    from django.db import connection

    from kholboo.feedback.contacts import Person
    from kholboo.feedback.rules import CaseKind, Channel, PersonKind, ReplyBy
    from kholboo.feedback.services.intake import NewCase, receive_case

    while not stop.wait(PAUSE):
        number = len(accepted.cases)
        by_sms = luck.random() < BY_SMS
        phone, email = f"99{number:06d}", f"sender{number}@example.invalid"
        person = Person(
            kind=PersonKind.PERSON,
            given_name="Болд",
            family_name="Дорж",
            phone=phone,
            email=email,
            reply_by=ReplyBy.SMS if by_sms else ReplyBy.EMAIL,
        )
        new = NewCase(uuid4(), CaseKind.COMPLAINT, Channel.WEB, f"Захидал {number}", person)
        accepted.cases[phone if by_sms else email] = receive_case(new).case.pk
    connection.close()


def _without_rescue(env: dict[str, str]) -> int:
    """The control: a worker does every message job it can get; how many stay `doing`?"""
    worker = Worker(env, "--queues", "messages")
    worker.launch()
    try:
        worker.wait()
        _until(lambda: not _count(f"status = 'todo' AND {RIPE}"), "jobs are taken")
        # What the living worker took is done within a moment; the rest belonged to the dead.
        time.sleep(2)
        left = _count("status = 'doing' AND queue_name = 'messages'")
    finally:
        worker.kill()
    return left


def _with_rescue(env: dict[str, str]) -> None:
    """The product's own ways of finding what the dead left, and a worker that does it."""
    from kholboo.notifications.services import carrying

    _sql(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'",
        "UPDATE notifications_delivery SET leased_until = now() WHERE leased_until > now()",
    )
    _rescue()
    carrying.sweep()
    worker = Worker(env)
    worker.launch()
    try:
        unsent = "SELECT count(*) FROM notifications_delivery WHERE state = 'waiting'"
        _until(
            lambda: not _count(f"status IN ('todo', 'doing') AND {RIPE}") and not _one(unsent),
            "everything has arrived",
        )
    finally:
        worker.kill()


def _rescue() -> None:
    """Have the periodic job done now, by itself."""
    from procrastinate.contrib.django import app

    app.tasks["core.rescue_stalled_jobs"].configure(queue="prove", queueing_lock="prove").defer(
        timestamp=0
    )
    subprocess.run(
        [*WORKER, "--queues", "prove", "--one-shot"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _deliveries(accepted: Accepted) -> dict[int, list[str]]:
    """States of the deliveries that confirm each case, found by their keys."""
    from kholboo.feedback.models import CaseEvent
    from kholboo.feedback.rules import EventKind
    from kholboo.notifications.models import Delivery

    states: dict[str, list[str]] = {}
    for key, state in Delivery.objects.values_list("key", "state"):
        states.setdefault(key, []).append(state)
    events = CaseEvent.objects.filter(kind=EventKind.RECEIVED).values_list("case_id", "pk")
    return {case: states.get(f"feedback:{event}:citizen", []) for case, event in events}


def _arrived(folder: Path) -> Counter[str]:
    """How many messages came to each address, by what the providers kept."""
    files = [folder / f"{name}.jsonl" for name in ("mail", "sms")]
    lines = [line for file in files if file.exists() for line in file.read_text().splitlines()]
    return Counter(json.loads(line)["to"] for line in lines)


def _worker_keys() -> set[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_workers")
        return {key for (key,) in cursor.fetchall()}


def _count(where: str) -> int:
    return _one(f"SELECT count(*) FROM procrastinate_jobs WHERE {where}")  # noqa: S608  ours


def _one(query: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        number: int = cursor.fetchone()[0]
    return number


def _sql(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _until(done: Callable[[], bool], what: str) -> None:
    """Look again and again. Raises Unfit when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise Unfit(f"Waited {PATIENCE:.0f} s in vain until {what}.")
        time.sleep(0.05)


if __name__ == "__main__":
    run(figures)
