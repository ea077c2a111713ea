"""Two workers climb the ladder at once and are killed in the middle; each rung happens once.

Real processes run the product's own job, with small transactions so that a kill falls between and
into them. Afterwards everything a rung leaves is counted for each case: its row, its line in the
story, its line in the history, and the letters that name the case. The control takes the unique
row away and lets two workers report what both of them had asked for.
"""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import uuid4

from bench.figures import Figure
from bench.place import ROOT
from launch.children import dies_with_parent
from prove.within import broken, run, set_up, together

CASES = 300
RACED = 60
KILLS = 16
BATCH = 10  # cases in a transaction, instead of hundreds
LATE = timedelta(days=40)


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    cases = _late_cases(CASES)
    kills = _under_fire(seed)
    yield Figure("escalation/kills", kills, "", f">= {KILLS}")
    rungs = _rungs()
    yield Figure("escalation/rungs", rungs, "", ">= 3")
    for name, times in _times(cases).items():
        wrong = sum(times.get(key, 0) != rungs for key in cases)
        yield Figure(f"escalation/{name}-not-once", wrong, "cases", "<= 0")
    yield Figure("escalation/raced-not-once", _raced(RACED), "cases", "<= 0")
    _without_the_unique_row()
    yield broken("escalation", _raced(RACED), "cases")


def _late_cases(count: int) -> dict[int, str]:
    """Received long ago and in nobody's hands; numbers by key."""
    from kholboo.core import clock
    from kholboo.feedback.contacts import Person
    from kholboo.feedback.models import Case
    from kholboo.feedback.rules import CaseKind, Channel, PersonKind
    from kholboo.feedback.services.intake import NewCase, receive_case

    person = Person(kind=PersonKind.PERSON, given_name="Болд", family_name="Дорж")
    made = {}
    for number in range(count):
        new = NewCase(uuid4(), CaseKind.COMPLAINT, Channel.WEB, f"Захидал {number}", person)
        case = receive_case(new).case
        made[case.pk] = case.number
    began = clock.now() - LATE
    Case.objects.filter(pk__in=made).update(
        received_at=began, clock_started_at=began, due_at=began + timedelta(days=30)
    )
    return made


def _under_fire(seed: int) -> int:
    """Two climbers at a time, one killed after another; at last one that nobody kills."""
    luck = Random(f"escalation:{seed}")
    kills = 0
    climbers = [_climber(), _climber()]
    while kills < KILLS:
        for place, climber in enumerate(climbers):
            time.sleep(luck.uniform(0.01, 0.15))
            climber.kill()
            climber.wait()
            kills += 1
            climbers[place] = _climber()
    for climber in climbers:
        climber.wait()
    _climber().wait()
    return kills


def _climber() -> "subprocess.Popen[str]":
    """A process that has said it is about to climb."""
    process = subprocess.Popen(
        [sys.executable, "-m", "prove.escalation", "climb"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )
    if process.stdout:
        process.stdout.readline()
    return process


def climb() -> None:
    """What a worker does at five past the hour."""
    set_up()
    from kholboo.feedback.services import escalation

    escalation.BATCH = BATCH
    print("ready", flush=True)
    escalation.climb()


def _rungs() -> int:
    """How many rungs have to report each of these cases: all of them, they are that late."""
    from kholboo.core import clock
    from kholboo.feedback.queries.escalation import rungs_on

    return len(rungs_on(clock.local_date(clock.now())))


def _times(cases: dict[int, str]) -> dict[str, Counter[int]]:
    """How often each thing that a rung leaves is there for each case."""
    from kholboo.audit.models import Entry
    from kholboo.feedback.models import CaseEvent, Escalation
    from kholboo.feedback.rules import EventKind

    events = CaseEvent.objects.filter(case_id__in=cases, kind=EventKind.ESCALATED)
    entries = Entry.objects.filter(action="feedback.case_escalated")
    rows = Escalation.objects.filter(case_id__in=cases)
    keys = {number: key for key, number in cases.items()}
    return {
        "row": Counter(rows.values_list("case_id", flat=True)),
        "line": Counter(events.values_list("case_id", flat=True)),
        "history": Counter(
            int(target.rpartition(":")[2]) for target in entries.values_list("target", flat=True)
        ),
        "letter": Counter(keys[number] for number in _named_in_letters() if number in keys),
    }


def _named_in_letters() -> Iterator[str]:
    """Numbers of cases in the letters to heads, as often as they stand there."""
    from kholboo.notifications.models import Delivery
    from kholboo.notifications.queries import opened

    for delivery in Delivery.objects.filter(key__startswith="feedback:rung:"):
        for line in opened(delivery)["text"].splitlines():
            yield line.partition(" ")[0]


def _raced(count: int) -> int:
    """Two workers ask, both get the same cases, both report them; how many were not told once?"""
    from kholboo.core import clock
    from kholboo.feedback.models import Escalation, EscalationRung
    from kholboo.feedback.queries.escalation import to_report
    from kholboo.feedback.services.escalation import report

    cases = _late_cases(count)
    now = clock.now()
    rung = EscalationRung.objects.filter(share__isnull=False).first()
    if rung is None:
        return 0
    asked = to_report(rung, now=now, limit=count)

    def act() -> None:
        report(rung, asked, now=now)

    together([act, act])
    rows = Escalation.objects.filter(case_id__in=cases, rung=rung)
    times = Counter(rows.values_list("case_id", flat=True))
    return sum(times[key] != 1 for key in cases)


def _without_the_unique_row() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE feedback_escalation DROP CONSTRAINT escalation_once_a_round")


if __name__ == "__main__":
    if sys.argv[1] == "climb":
        climb()
    else:
        run(figures)
