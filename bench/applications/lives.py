"""What becomes of invented applications. Each life is lived once, by the product's own services, and
then copied: so whatever the services write stands in the copies too.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from bench.plan import pick

TESTED = ("received", "checked", "paid", "assigned")
JUDGED = (*TESTED, "sampled", "tested", "visited", "drafted")
# Share of applications still open, by age in days.
OPEN_UNTIL_AGE = ((15, 0.9), (30, 0.6), (60, 0.2), (120, 0.04), (10_000, 0.002))
LONGEST_WORK = timedelta(days=55)
# A fee that nobody pays lapses by itself within two weeks, so it was asked for a few days ago.
LONGEST_UNPAID = timedelta(days=9)
# Ten working days with the longest holidays among them.
UNPAID = timedelta(days=23)
# Markers of the lived applications: what stands where they stood differs in every copy.
NAME, REGISTER, PRODUCT, STREET = "⟨байгууллага⟩", "9190919", "⟨бүтээгдэхүүн⟩", "⟨гудамж⟩"


@dataclass(frozen=True)
class Life:
    """`weight` is among the closed lives or among the open ones. `samples` of one product."""

    weight: int
    stages: tuple[str, ...]
    is_open: bool = False
    samples: int = 2


LIVES = (
    Life(33, (*JUDGED, "granted")),
    Life(35, (*JUDGED, "granted"), samples=3),
    Life(7, ("received", "asked", "answered", *JUDGED[1:], "granted")),
    Life(7, (*JUDGED[:-1], "advised_against", "refused")),
    Life(5, (*JUDGED, "sent_back", "drafted", "granted")),
    Life(4, ("received", "unfit", "refused")),
    Life(5, ("received", "checked", "lapsed")),
    Life(4, (*TESTED, "withdrawn")),
    Life(20, ("received",), is_open=True),
    Life(12, ("received", "taken"), is_open=True),
    Life(8, ("received", "asked"), is_open=True),
    Life(8, ("received", "checked"), is_open=True),
    Life(8, ("received", "checked", "paid"), is_open=True),
    Life(10, TESTED, is_open=True),
    Life(14, (*TESTED, "sampled", "visited"), is_open=True, samples=3),
    Life(8, (*TESTED, "sampled", "tested", "visited"), is_open=True),
    Life(8, JUDGED, is_open=True),
    Life(4, (*TESTED, "suspended"), is_open=True),
)


@dataclass(frozen=True)
class Lived:
    """One application as the services left it; `edges` are the moments at which its stages began."""

    life: Life
    application: Any
    edges: list[datetime]

    def stage_of(self, moment: datetime) -> int:
        return max(0, bisect_right(self.edges, moment) - 1)


def choose(luck: Random, age: timedelta, lives: dict[bool, list[int]]) -> int:
    """The place of a life in LIVES; `lives` has the places by whether they are open, as weighted."""
    share = next(share for days, share in OPEN_UNTIL_AGE if age.days < days)
    place = pick(luck, lives[luck.random() < share])
    return 0 if LIVES[place].stages[-1] == "lapsed" and age < 2 * UNPAID else place


def weighted() -> dict[bool, list[int]]:
    return {
        is_open: [
            place
            for place, life in enumerate(LIVES)
            if life.is_open is is_open
            for _each in range(life.weight)
        ]
        for is_open in (False, True)
    }


def moments(luck: Random, life: Life, received: datetime, now: datetime) -> list[datetime]:
    """When each stage was, in order; the last of an unpaid one a few days ago."""
    parts = sorted(luck.random() for _stage in life.stages[1:])
    room = min((now - received) * 0.95, LONGEST_WORK * (0.3 + 0.7 * luck.random()))
    found = [received, *(received + room * part for part in parts)]
    if life.is_open and life.stages[-1] == "checked":
        found[-1] = max(found[-1], now - LONGEST_UNPAID * luck.random(), received)
    if life.stages[-1] == "lapsed":
        found[1] = received + UNPAID * 0.5 * luck.random()
        found[2] = found[1] + UNPAID
    return found


@contextmanager
def lived() -> Iterator[list[Lived]]:
    """Every life once. All of it is rolled back at the end: nothing stays but what was copied."""
    from django.db import transaction

    with transaction.atomic():
        _count_apart()
        yield [_live(life) for life in LIVES]
        transaction.set_rollback(True)


def _count_apart() -> None:
    """Numbers of the lived ones are unlike each other, so that each is known by its text."""
    from django.db import connection

    from kholboo.agency.services.numbering import next_number
    from kholboo.core import clock
    from kholboo.eservices.services import deciding, submitting
    from kholboo.payments.services import invoicing

    now = clock.now()
    with connection.cursor() as cursor:
        for place, series in enumerate(
            (submitting.SERIES, deciding.SERIES, invoicing.SERIES), start=1
        ):
            next_number(series, now)
            cursor.execute(
                "UPDATE agency_counter SET last = %s WHERE series = %s AND year = %s",
                [9_000_000 + 100_000 * place, series, clock.agency_year(now)],
            )


def _live(life: Life) -> Lived:
    from kholboo.core import clock
    from kholboo.eservices.tests import stories

    edges, made = [clock.now()], _received()
    for stage in life.stages[1:]:
        edges.append(clock.now())
        _STAGES[stage](made, life)
    return Lived(life, stories.fresh(made), edges)


def _received() -> Any:
    from kholboo.accounts.models import Organisation
    from kholboo.eservices.tests import stories

    organisation, _new = Organisation.objects.get_or_create(
        register=REGISTER, defaults={"name": NAME}
    )
    answers = stories.answers(
        organisation_name=NAME,
        organisation_register=REGISTER,
        products=[{**stories.BREAD, "name": PRODUCT}],
        production_address=STREET,
    )
    return stories.application(applicant=stories.bakery(organisation=organisation), answers=answers)


def _told(name: str, made: Any, life: Life, **more: Any) -> None:
    """A step as the stories of the tests tell it."""
    from kholboo.eservices.tests import stories

    getattr(stories, name)(made, **more)


def _asked(made: Any, life: Life) -> None:
    from kholboo.eservices.services import completing
    from kholboo.eservices.tests import stories

    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=["production_address"],
        documents=["label_design"],
        text="Хаягаа засаж, шошгоныхоо загварыг дахин илгээнэ үү.",
        actor=stories.person("officer.orkhon"),
    )


def _answered(made: Any, life: Life) -> None:
    from kholboo.documents.tests.factories import DocumentFactory
    from kholboo.eservices.services import completing

    completing.answer(
        made,
        answers={"production_address": STREET},
        documents={"label_design": [DocumentFactory.create()]},
        actor=made.user,
    )


def _taken(made: Any, life: Life) -> None:
    from kholboo.eservices.services import stepping
    from kholboo.eservices.tests import stories

    stepping.take(stories.step(made, "check"), actor=stories.person("officer.orkhon"))


def _unfit(made: Any, life: Life) -> None:
    from kholboo.eservices.services import stepping
    from kholboo.eservices.tests import stories

    stories.declared(made, "officer.orkhon")
    stepping.complete(
        stories.step(made, "check"),
        actor=stories.person("officer.orkhon"),
        result={"outcome": "unfit", "checked": [], "note": "Бүрдэл дутуу."},
    )


def _paid(made: Any, life: Life) -> None:
    """By bank transfer: the payments house rings, as it does."""
    from kholboo.core import clock
    from kholboo.eservices.tests import stories
    from kholboo.payments.rules import Source
    from kholboo.payments.services.settling import Money, settle

    owed = stories.step(made, "payment").invoiced
    money = Money(Source.TRANSFER, f"fill-{owed.key}", owed.amount, clock.now())
    settle(owed.invoice, money, actor=None)


def _tested(made: Any, life: Life) -> None:
    from kholboo.eservices.tests import stories

    for item in range(life.samples):
        stories.measured(made, item)


def _lapsed(made: Any, life: Life) -> None:
    from kholboo.eservices.models import StepTimer
    from kholboo.eservices.services import moving
    from kholboo.eservices.services.holding import hold

    held = hold(made.pk)
    timer = StepTimer.objects.get(step__application=made)
    moving.ring(held, timer, next(one for one in held.steps if one.pk == timer.step_id))


def _withdrawn(made: Any, life: Life) -> None:
    from kholboo.eservices.services import ending

    ending.withdraw(made, reason="Үйлдвэрлэлээ түр зогсоосон.", actor=made.user)


def _suspended(made: Any, life: Life) -> None:
    from kholboo.eservices.services import pausing
    from kholboo.eservices.tests import stories

    head = stories.person("head.orkhon")
    pausing.suspend(made, reason="Лаборатори засвартай.", actor=head)


_STAGES: dict[str, Callable[[Any, Life], None]] = {
    "asked": _asked,
    "answered": _answered,
    "taken": _taken,
    "unfit": _unfit,
    "checked": partial(_told, "checked"),
    "paid": _paid,
    "lapsed": _lapsed,
    "withdrawn": _withdrawn,
    "suspended": _suspended,
    "assigned": partial(_told, "assigned"),
    "sampled": lambda made, life: _told("sampled", made, life, count=life.samples),
    "tested": _tested,
    "visited": partial(_told, "visited"),
    "drafted": partial(_told, "drafted"),
    "advised_against": partial(_told, "drafted", outcome="refused"),
    "sent_back": partial(_told, "decided", outcome="back"),
    "granted": partial(_told, "decided"),
    "refused": partial(
        _told, "decided", outcome="refused", remedy="Шүүхэд гомдол гаргаж болно (ЖИШЭЭ)."
    ),
}
