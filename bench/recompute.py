"""A new holiday among 100,000 open cases: how long until every one has its right date.

All cases of a filling are opened again by one statement and begin within three weeks, under rules
that count working days, so that the holiday moves every one of them: no real day is as bad.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import django

from bench import place
from bench.figures import Figure

CASES = 100_000
LONGEST = 30  # seconds
# Begin on whole days of the past; due dates are put right by the first recount.
REOPEN = """
UPDATE feedback_case SET status = 'in_work', outcome = '', answered_at = NULL,
    handler_id = coalesce(handler_id, (SELECT min(user_id) FROM agency_post)),
    received_at = now() - (id % 21) * interval '1 day',
    clock_started_at = now() - (id % 21) * interval '1 day',
    due_at = now() + interval '30 days', due_on = (now() + interval '30 days')::date,
    rule_id = coalesce(rule_id, (SELECT min(id) FROM feedback_termrule))
"""


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_recompute") as env:
        place.run([sys.executable, "-m", "bench.fill", "--cases", CASES], env, may_miss=True)
        said = json.loads(place.run([sys.executable, "-m", "bench.recompute"], env))
    yield Figure("recompute_open", said["open"], "cases", f">= {CASES}")
    yield Figure("recompute_moved", said["moved"], "cases", f">= {CASES * 99 // 100}")
    yield Figure("recompute_100k", said["seconds"], "s", f"< {LONGEST}")
    yield Figure("recompute_broken_stories", said["broken"], "of 50", "<= 0")
    yield Figure("escalation_choose_ms", said["choose_ms"], "ms")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()

    from django.db import connection

    from kholboo.accounts.models import User
    from kholboo.agency.services.calendar import set_override
    from kholboo.core import clock
    from kholboo.feedback.models import Case, EscalationRung, TermRule
    from kholboo.feedback.queries.escalation import to_report
    from kholboo.feedback.rules import OPEN
    from kholboo.feedback.services.clockwork import recompute_open_cases
    from kholboo.feedback.services.timeline import first_broken

    with connection.cursor() as cursor:
        cursor.execute(REOPEN)
        cursor.execute("UPDATE feedback_clockinterval SET ended_at = coalesce(ended_at, now())")
        TermRule.objects.update(unit="working")
        recompute_open_cases(reason="rule")
        cursor.execute("VACUUM ANALYZE feedback_case")
    today = clock.local_date(clock.now())
    monday = today + timedelta(days=7 - today.weekday())
    set_override(
        monday,
        is_working=False,
        name_mn="Хэмжилтийн амралт",
        name_en="A measured day off",
        actor=User.objects.filter(is_staff=True).earliest("pk"),
    )
    began = time.perf_counter()
    moved = recompute_open_cases(reason="calendar")
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    for rung in EscalationRung.objects.all():
        to_report(rung, now=clock.now(), limit=500)
    chose = time.perf_counter() - began
    some = Case.objects.order_by("client_key")[:50]
    said = {
        "open": Case.objects.filter(status__in=OPEN).count(),
        "moved": moved,
        "seconds": round(seconds, 1),
        "broken": sum(first_broken(case) is not None for case in some),
        "choose_ms": round(1000 * chose),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
