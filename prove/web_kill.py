"""Web servers are killed thirty times while people send; nothing accepted is lost or doubled.

Two servers stand on one database, as on two hosts; one of them is killed while the other works
or is still coming up. Senders do what our own pages do: keep the key of a letter and send it again until an answer
comes. Some of them lose their network right after sending, so answers are lost too. The control
does the same with a fresh key for each try, as programs without our contract do.
"""

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from threading import Event, Thread
from uuid import uuid4

import psycopg

from bench.caller import BODY, Caller, Cut, asker, content_of
from bench.figures import Figure
from bench.place import Web
from prove.within import broken, run

KILLS, CONTROL_KILLS = 30, 6
SENDERS = 4
NETWORK_LOST = 0.2  # share of sends whose answer nobody waits for
PAUSE = 0.05  # seconds before the same letter is sent again
SERIES = "feedback"


@dataclass
class Sent:
    """What the senders know: letters begun, and the number each accepted one was given."""

    begun: "count[int]" = field(default_factory=count)
    accepted: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    retried: "count[int]" = field(default_factory=count)


def figures(seed: int) -> Iterator[Figure]:
    sent = _under_fire(seed, KILLS, keeps_key=True)
    kept = _kept(sent.letters.values())
    lost = sum(kept.get(letter, []) != [sent.accepted[key]] for key, letter in _pairs(sent))
    yield Figure("web-kill/kills", KILLS, "", f">= {KILLS}")
    yield Figure("web-kill/accepted", len(sent.accepted), "", ">= 50")
    yield Figure("web-kill/sent-again", next(sent.retried), "", "> 0")
    yield Figure("web-kill/lost", lost, "", "<= 0")
    yield Figure("web-kill/doubled", _doubled(kept), "", "<= 0")
    yield Figure("web-kill/gaps", _gaps(), "", "<= 0")
    control = _under_fire(seed + 1, CONTROL_KILLS, keeps_key=False)
    yield broken("web-kill", _doubled(_kept(control.letters.values())), "doubled")


def _pairs(sent: Sent) -> list[tuple[str, str]]:
    return [(key, sent.letters[key]) for key in sent.accepted]


def _under_fire(seed: int, kills: int, *, keeps_key: bool) -> Sent:
    sent, stop = Sent(), Event()
    luck = Random(f"web-kill:{seed}")
    webs = [Web(os.environ), Web(os.environ)]
    ports = [web.port for web in webs]
    senders = [
        Thread(target=_send, args=(ports, sent, stop, keeps_key, Random(f"{seed}:{number}")))
        for number in range(SENDERS)
    ]
    try:
        for web in webs:
            web.start()
        for sender in senders:
            sender.start()
        for kill in range(kills):
            web = webs[kill % 2]
            web.wait()
            time.sleep(luck.uniform(0.1, 0.5))
            web.kill()
            web.launch()
        for web in webs:
            web.wait()
        stop.set()
        for sender in senders:
            sender.join()
    finally:
        stop.set()
        for web in webs:
            web.kill()
    return sent


def _send(ports: list[int], sent: Sent, stop: Event, keeps_key: bool, luck: Random) -> None:
    """One sender: a letter after another, each until its answer has come from either server."""
    callers = [Caller(port, timeout=10) for port in ports]
    while not stop.is_set():
        number = next(sent.begun)
        letter, key = f"Захидал {number}: жин дутуу хэмжиж байна. {uuid4()}", str(uuid4())
        sent.letters[key] = letter
        content = content_of({**BODY, "text": letter})
        while True:
            try:
                waits = luck.random() >= NETWORK_LOST
                reply = callers[0].send(key, asker(number), content, waits=waits)
                if reply.status in (200, 201):
                    sent.accepted[key] = reply.number
                    break
            except Cut:
                next(sent.retried)
                callers.reverse()
            time.sleep(PAUSE)
            if not keeps_key:
                key = str(uuid4())
                sent.letters[key] = letter
    for caller in callers:
        caller.close()


def _kept(letters: Iterable[str]) -> dict[str, list[str]]:
    """Numbers of the cases in the database, by letter."""
    wanted, kept = set(letters), dict[str, list[str]]()
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        for text, number in connection.execute("SELECT text, number FROM feedback_case"):
            if text in wanted:
                kept.setdefault(text, []).append(number)
    return kept


def _doubled(kept: dict[str, list[str]]) -> int:
    return sum(len(numbers) - 1 for numbers in kept.values())


def _gaps() -> int:
    """Numbers between one and the counter's last that no case has, or more than one has."""
    missing = 0
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        counters = connection.execute(
            "SELECT year, last FROM agency_counter WHERE series = %s", [SERIES]
        ).fetchall()
        for year, last in counters:
            rows = connection.execute(
                "SELECT number FROM feedback_case WHERE number LIKE %s", [f"{year % 100:02d}-%"]
            )
            given = sorted(int(number[3:-2]) for (number,) in rows)
            missing += given != list(range(1, last + 1))
    return missing


if __name__ == "__main__":
    run(figures)
