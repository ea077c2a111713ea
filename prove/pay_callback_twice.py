"""Payments by phone under everything a provider and an unlucky machine can do: each once, none lost.

Real processes: QPay's simulator, the web server it calls, and workers that are killed between asking
what was paid and writing it down. Callbacks come twice, forged or never; payments come late, twice
and with another amount. Only waiting is shortened: leases of the dead and looks that are due in
minutes are set back. The control believes the callback, as a hurried shop would: it settles what
nobody paid, and writes one payment down twice.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from uuid import uuid4

from bench.figures import Figure
from bench.place import ROOT, Unfit
from launch.children import dies_with_parent
from launch.ports import free_port
from prove.within import broken, run, set_up

INVOICES, KILLS = 40, 12
AMOUNT = 150_000
# How each of them is paid, in turn; what is left over at the end must be nothing but the forged.
WAYS = ("", "callback-twice", "callback-lost", "callback-forged", "late", "twice", "failed", "less")
UNFIT = ("twice", "less")
PATIENCE = 90.0
WORKER = (sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2")
QUEUES = "payments"


def figures(seed: int) -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        qpay = _simulator(stack, folder)
        port = free_port()
        os.environ |= {
            "MODE": "demo",
            "QPAY": "http",
            "QPAY_URL": f"http://127.0.0.1:{qpay}/v2",
            "EBARIMT": "off",
            "PUBLIC_URL": f"http://localhost:{port}",
        }
        set_up()
        _web(stack, port)
        ways = _issue(seed)
        _pay_under_fire(qpay, ways, seed)
        _let_the_clock_look(ways)
        yield from _judge(ways)
        yield broken("pay-callback-twice", _believed(ways), "payments that were none")


def _simulator(stack: ExitStack, folder: Path) -> int:
    command = (
        *(sys.executable, "-m", "kholboo.payments.simulators.qpay", "--port", "0"),
        *("--store", str(folder / "qpay.jsonl")),
    )
    process = stack.enter_context(
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    )
    stack.callback(process.terminate)
    line = process.stdout.readline() if process.stdout else "{}"
    port: int = json.loads(line)["port"]
    return port


def _web(stack: ExitStack, port: int) -> None:
    """The product's own web server: the callbacks arrive where they do in life."""
    process = stack.enter_context(
        subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                *("--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"),
                "kholboo.config.wsgi:application",
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=dies_with_parent(signal.SIGKILL),
        )
    )
    stack.callback(process.terminate)
    _until(lambda: _answers(f"http://127.0.0.1:{port}/payments/qpay/nobody/"), "the web answers")


def _answers(address: str) -> bool:
    with suppress(OSError):
        return bool(urllib.request.urlopen(address, timeout=5).read() == b"SUCCESS")  # noqa: S310
    return False


def _issue(seed: int) -> dict[int, str]:
    """Invoices that can be paid by phone, each with the way in which it will be paid."""
    from kholboo.agency.queries import head_office
    from kholboo.payments.models import Attempt
    from kholboo.payments.rules import Line, Payer, PayerKind
    from kholboo.payments.services import attempts, invoicing

    ways = {}
    order = [WAYS[number % len(WAYS)] for number in range(INVOICES)]
    Random(f"pay:{seed}").shuffle(order)
    for number, way in enumerate(order):
        invoice = invoicing.issue(
            key=uuid4(),
            purpose="prove",
            reference=str(number),
            payer=Payer(PayerKind.PERSON, "Жишээ"),
            lines=[Line("Хураамж", "Fee", AMOUNT)],
            office=head_office(),
            due=None,
            actor=None,
        )
        attempts.open_offer(Attempt.objects.get(invoice=invoice).pk)
        ways[invoice.pk] = way
    return ways


def _pay_under_fire(qpay: int, ways: dict[int, str], seed: int) -> None:
    """People pay while workers are killed, again and again, with a look in their hands."""
    from kholboo.payments.models import Attempt

    luck = Random(f"pay-callback-twice:{seed}")
    offers = dict(Attempt.objects.values_list("invoice_id", "provider_id"))
    left = list(ways)
    each = -(-len(left) // KILLS)
    _fault(qpay, "slow", seconds=0.4)
    for _kill in range(KILLS):
        worker = _worker()
        for invoice in left[:each]:
            _pay(qpay, offers[invoice], ways[invoice])
        left = left[each:]
        _until(lambda: _count("status = 'doing'") > 0, "a worker looks")
        time.sleep(luck.uniform(0.0, 0.8))
        worker.kill()
        worker.wait()
    _fault(qpay, "")


def _worker() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*WORKER, "--queues", QUEUES],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )


def _pay(qpay: int, offer: str, way: str) -> int:
    body = json.dumps({"invoice": offer, "way": way}).encode()
    headers = {"Content-Type": "application/json"}
    address = f"http://127.0.0.1:{qpay}/pay"
    with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
        count: int = json.load(answer)["callbacks"]
    return count


def _fault(qpay: int, kind: str, seconds: float = 0) -> None:
    body = json.dumps({"kind": kind, "seconds": seconds}).encode()
    headers = {"Content-Type": "application/json"}
    address = f"http://127.0.0.1:{qpay}/faults"
    urllib.request.urlopen(urllib.request.Request(address, body, headers)).close()


def _let_the_clock_look(ways: dict[int, str]) -> None:
    """The product's own sweep, its minutes shortened; jobs of the dead stay with the dead."""
    from kholboo.core import clock
    from kholboo.payments.models import Attempt, Invoice
    from kholboo.payments.services import attempts

    paid = [key for key, way in ways.items() if way != "callback-forged"]
    worker = _worker()
    deadline = time.monotonic() + PATIENCE
    try:
        while Invoice.objects.filter(pk__in=paid, paid=0).exists():
            if time.monotonic() > deadline:
                break
            Attempt.objects.exclude(next_look_at=None).update(next_look_at=clock.now())
            Attempt.objects.update(looked_at=None)
            attempts.sweep(clock.now())
            time.sleep(1)
        _until(lambda: not _count("status = 'todo' AND scheduled_at IS NULL"), "all is looked at")
    finally:
        worker.kill()
        worker.wait()


def _judge(ways: dict[int, str]) -> Iterator[Figure]:
    from django.db.models import Count, Sum

    from kholboo.audit.models import Entry
    from kholboo.payments.models import Invoice, Settlement

    name = "pay-callback-twice"
    due = {"twice": 2 * AMOUNT, "less": AMOUNT - 1000, "callback-forged": 0}
    rows = Invoice.objects.in_bulk(list(ways))
    sums = dict(Settlement.objects.order_by().values_list("invoice").annotate(Sum("amount")))
    wrong = [key for key, way in ways.items() if rows[key].paid != due.get(way, AMOUNT)]
    unequal = [key for key in ways if rows[key].paid != sums.get(key, 0)]
    forged = [k for k, way in ways.items() if way == "callback-forged" and rows[k].paid]
    settled = [key for key, row in rows.items() if row.is_settled]
    rung = Entry.objects.filter(action="payments.invoice_settled")
    doubled = rung.order_by().values("target").annotate(n=Count("pk")).filter(n__gt=1)
    clear = [key for key, way in ways.items() if rows[key].is_to_clear != (way in UNFIT)]
    yield Figure(f"{name}/paid-by-phone", len(ways) - len(forged), "invoices", f">= {INVOICES}")
    yield Figure(f"{name}/kills", KILLS, "", f">= {KILLS}")
    yield Figure(f"{name}/lost-or-doubled", len(wrong), "invoices", "<= 0")
    yield Figure(f"{name}/sum-unlike-its-payments", len(unequal), "invoices", "<= 0")
    yield Figure(f"{name}/settled-by-a-forged-callback", len(forged), "invoices", "<= 0")
    yield Figure(f"{name}/owners-told-twice", len(doubled), "invoices", "<= 0")
    yield Figure(f"{name}/owners-not-told", len(settled) - rung.count(), "invoices", "<= 0")
    yield Figure(f"{name}/wrongly-shown-to-clear", len(clear), "invoices", "<= 0")


def _believed(ways: dict[int, str]) -> int:
    """The control: who writes a payment down for each callback, without asking. Nothing is kept."""
    from django.db import transaction

    from kholboo.core import clock
    from kholboo.payments.models import Invoice, Settlement
    from kholboo.payments.rules import Source
    from kholboo.payments.services.settling import Money, settle

    calls = {"callback-forged": 1, "callback-twice": 2}
    paid = {"callback-forged": 0, "callback-twice": 1}
    with transaction.atomic():
        before = Settlement.objects.count()
        for invoice in Invoice.objects.filter(
            pk__in=[k for k, way in ways.items() if way in calls]
        ):
            for _call in range(calls[ways[invoice.pk]]):
                money = Money(Source.QPAY, f"believed-{uuid4()}", AMOUNT, clock.now())
                settle(invoice.pk, money, actor=None)
        made_up = Settlement.objects.count() - before
        transaction.set_rollback(True)
    return made_up - sum(paid.get(way, 0) for way in ways.values())


def _count(where: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'payments' AND {where}"  # noqa: S608
        )
        number: int = cursor.fetchone()[0]
    return number


def _until(done: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Look again and again. Raises Unfit when patience ends."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise Unfit(f"Waited {seconds:.0f} s in vain until {what}.")
        time.sleep(0.02)


if __name__ == "__main__":
    run(figures)
