"""`python -m bench.applications.pages TIMES`: what pages of applications cost in this process, as JSON.

The whole product answers, as in `bench.pages`. Of each visit: milliseconds of the page, milliseconds
that its questions to the database took in all, and how many questions there were.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import django

from bench.pages import WARM_UP, Visitor

# One who sees the country; an officer and a head of one department; an officer of the unit that
# owns the service in the head office, where four applications of ten lie.
COUNTRY = "agency.head@demo.invalid"
OFFICERS = ("officer.orkhon@demo.invalid", "officer.certification@demo.invalid")
HEADS = ("head.orkhon@demo.invalid", "head.certification@demo.invalid")
LOOKED_AT = 200  # applications out of which each visitor opens some
Visit = tuple[float, float, int]


def main(times: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    found: dict[str, list[Visit]] = {}
    for visitor, addresses in _tours(times + WARM_UP):
        watched = Watched(visitor)
        for turn, pages in enumerate(addresses):
            for page, address in pages:
                visit = watched.visit(address)
                if turn >= WARM_UP:
                    found.setdefault(page, []).append(visit)
    print(json.dumps(found))


class Watched:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def visit(self, address: str) -> Visit:
        from django.db import connection

        spent, asked = 0.0, 0

        def watch(execute: Any, *given: Any) -> Any:
            nonlocal spent, asked
            began = time.perf_counter()
            try:
                return execute(*given)
            finally:
                spent, asked = spent + (time.perf_counter() - began) * 1000, asked + 1

        with connection.execute_wrapper(watch):
            wait = self.visitor.visit(address)
        return wait, spent, asked


def _tours(times: int) -> Iterator[tuple[Visitor, list[list[tuple[str, str]]]]]:
    """Who opens what, turn by turn."""
    for email in OFFICERS:
        lists = [
            ("queue", "?queue=todo"),
            ("queue", "?queue=todo&page=3"),
            ("queue", "?queue=mine"),
        ]
        yield from _at_the_desk(email, times, lists)
    for email in (COUNTRY, *HEADS):
        lists = [
            ("overdue", "?queue=overdue"),
            ("overdue", "?queue=overdue&page=4"),
            ("lists", "?queue=soon"),
            ("lists", "?queue=open"),
            ("lists", "?queue=all"),
            ("lists", "?queue=all&page=9"),
        ]
        yield from _at_the_desk(email, times, lists)
    yield _applying(Visitor(_busiest()), times)


def _busiest() -> str:
    """Who follows the most of some applicants: of few applications, many an applicant has none."""
    from kholboo.accounts.models import User
    from kholboo.eservices.queries.tracking import mine

    some = User.objects.filter(email__startswith="applicant", email__endswith="@fill.invalid")
    return str(max(some.order_by("pk")[:50], key=lambda one: mine(one).count()).email)


def _at_the_desk(
    email: str, times: int, lists: list[tuple[str, str]]
) -> Iterator[tuple[Visitor, list[list[tuple[str, str]]]]]:
    from kholboo.eservices.queries.reach import visible

    visitor = Visitor(email)
    numbers = list(visible(visitor.user).order_by("?").values_list("number", flat=True)[:LOOKED_AT])
    luck = Random(email)
    yield (
        visitor,
        [
            [
                *((page, f"/desk/services/{query}") for page, query in lists),
                ("found", f"/desk/services/?q={luck.choice(numbers)}"),
                ("page", f"/desk/services/{luck.choice(numbers)}/"),
            ]
            for _turn in range(times)
        ],
    )


def _applying(visitor: Visitor, times: int) -> tuple[Visitor, list[list[tuple[str, str]]]]:
    from kholboo.eservices.queries.tracking import mine

    numbers = list(mine(visitor.user).values_list("number", flat=True))
    luck = Random(2026)
    return visitor, [
        [
            ("mine", "/services/mine/"),
            *(("progress", f"/services/mine/{luck.choice(numbers)}/") for _each in range(3)),
        ]
        for _turn in range(times)
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]))
