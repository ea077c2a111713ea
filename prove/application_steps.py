"""Applications under attack: two people on one step, two branches at once, a kill in the middle of
every step, two workers at one timer. Each control takes the lock or the transaction away.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.figures import Figure
from prove.within import broken, run, set_up, together

if TYPE_CHECKING:
    from kholboo.eservices.models import Application
    from kholboo.eservices.services.holding import Held

ROUNDS = 20
# The nodes whose step a kill is aimed at, in the order of the way.
NODES = ("check", "assign", "sampling", "laboratory", "visit", "draft", "decide")


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    ended = _two_on_one_step()
    yield Figure("application-steps/one-wins", ended["won"], "rounds", f">= {ROUNDS}")
    yield Figure("application-steps/told-who", ended["told"], "rounds", f">= {ROUNDS}")
    with _unlocked():
        ended = _two_on_one_step()
    yield broken("application-steps/two-officers", ended["leaked"] + _more(ended), "rounds")

    ended = _both_branches()
    yield Figure("application-steps/joined-once", ended["one"], "rounds", f">= {ROUNDS}")
    with _unlocked():
        ended = _both_branches()
    yield broken("application-steps/branches", ended["none"] + ended["leaked"], "rounds")

    yield Figure("application-steps/half-written", _killed(), "steps", "<= 0")
    yield broken("application-steps/kill", _killed(without_transaction=True), "steps")

    yield Figure("application-steps/timer-fired-twice", _timers(), "timers", "<= 0")
    with _unlocked():
        yield broken("application-steps/timer", _timers(), "timers")


def _two_on_one_step() -> Counter[str]:
    from kholboo.eservices.tests import stories

    ended: Counter[str] = Counter()
    names = ("officer.orkhon", "officer2.orkhon")
    for _round in range(ROUNDS):
        made = stories.application()
        stories.declared(made, *names)
        together([_checking(made, name, ended) for name in names])
    return ended


def _more(ended: Counter[str]) -> int:
    """Rounds in which more than one got through."""
    return max(0, ended["won"] - ROUNDS)


def _checking(made: "Application", name: str, ended: Counter[str]) -> Callable[[], None]:
    from kholboo.eservices.services import stepping
    from kholboo.eservices.tests import stories

    step, person = stories.step(made, "check"), stories.person(name)
    result = {"outcome": "complete", "note": ""}
    return _counted(lambda: stepping.complete(step, actor=person, result=result), ended, told=".")


def _both_branches() -> Counter[str]:
    """The last sample and the visit end together: what follows them opens once."""
    from kholboo.eservices.models import Step
    from kholboo.eservices.services import laboratory, stepping
    from kholboo.eservices.tests import stories

    ended: Counter[str] = Counter()
    for _round in range(ROUNDS):
        made = stories.brought_to("laboratory")
        stories.measured(made, 0)
        stories.declared(made, "expert.orkhon")
        sample, visit = stories.step(made, "laboratory", 1), stories.step(made, "visit")
        expert, tester = stories.person("expert.orkhon"), stories.person("laboratory.orkhon")
        acts = [
            _counted(
                lambda: laboratory.report(sample, [stories.moisture()], note="", actor=tester),  # noqa: B023
                ended,
            ),
            _counted(
                lambda: stepping.complete(
                    visit,  # noqa: B023
                    actor=expert,  # noqa: B023
                    result={"outcome": "conforms", "note": "-"},
                ),
                ended,
            ),
        ]
        together(acts)
        drafts = Step.objects.filter(application=made, node="draft").count()
        ended["one" if drafts == 1 else "none"] += 1
    return ended


def _counted(act: Callable[[], object], ended: Counter[str], told: str = "") -> Callable[[], None]:
    from django.db import IntegrityError

    from kholboo.core.errors import RuleBroken

    def counted() -> None:
        try:
            act()
            ended["won"] += 1
        except RuleBroken as error:
            ended["told" if told and told in error.message else "refused"] += 1
        except IntegrityError:
            ended["leaked"] += 1

    return counted


def _killed(*, without_transaction: bool = False) -> int:
    """Steps after whose kill something half done was found, or that could not be done again."""
    from kholboo.eservices.tests import stories

    found = 0
    for node in NODES:
        made = stories.brought_to(node)
        if node in ("check", "visit", "draft", "decide"):
            stories.declared(made, "officer.orkhon", "expert.orkhon", "head.orkhon")
        before = _rows(made)
        _in_a_child(lambda: _die_in(made, node, without_transaction))  # noqa: B023
        if _rows(made) != before:
            found += 1
        elif not without_transaction:
            _go_on(made, node)
            found += _rows(made) == before
    return found


def _rows(made: "Application") -> Any:
    from kholboo.eservices.models import Application, Event, Measurement, Sample, Step

    return [
        sorted(Step.objects.filter(application=made).values_list("pk", "status")),
        Event.objects.filter(application=made).count(),
        Sample.objects.filter(application=made).count(),
        Measurement.objects.filter(step__application=made).count(),
        list(Application.objects.filter(pk=made.pk).values_list("state", "outcome")),
    ]


def _go_on(made: "Application", node: str) -> None:
    from kholboo.eservices.tests import stories

    ways: dict[str, Callable[[], object]] = {
        "check": lambda: stories.checked(made),
        "assign": lambda: stories.assigned(made),
        "sampling": lambda: stories.sampled(made),
        "laboratory": lambda: stories.measured(made, 0),
        "visit": lambda: stories.visited(made),
        "draft": lambda: stories.drafted(made),
        "decide": lambda: stories.decided(made),
    }
    ways[node]()


def _die_in(made: "Application", node: str, without_transaction: bool) -> None:
    """Do the step and be killed while the engine's answer is being written."""
    from kholboo.eservices.services import moving

    def die(*_args: object, **_more: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with ExitStack() as stack:
        if without_transaction:
            stack.enter_context(_unlocked())
            stack.enter_context(patch("django.db.transaction.Atomic.__enter__", _nothing))
            stack.enter_context(patch("django.db.transaction.Atomic.__exit__", _nothing))
        stack.enter_context(patch.object(moving, "_write", die))
        _go_on(made, node)


def _nothing(*_args: object) -> None:
    return None


def _in_a_child(act: Callable[[], object]) -> None:
    from django.db import connection

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _timers() -> int:
    """Applications whose payment is late; two workers look at once, each timer counts once."""
    from kholboo.eservices.models import Event, StepTimer
    from kholboo.eservices.services import timers
    from kholboo.eservices.tests import stories

    made = [stories.brought_to("payment") for _round in range(ROUNDS)]
    late = StepTimer.objects.filter(step__application__in=made)
    late.update(fires_on=stories.fresh(made[0]).submitted_at.date() - timedelta(days=1))
    ended: Counter[str] = Counter()
    together([_counted(timers.fire_due, ended) for _worker in range(2)])
    timers.fire_due()
    lines = Event.objects.filter(application__in=made, kind="late").count()
    return abs(lines - ROUNDS) + ended["leaked"]


def _unlocked() -> Any:
    """The control: the same row, fresh, but nobody is kept waiting for it."""
    stack = ExitStack()
    for room in ("stepping", "settling", "timers", "completing", "pausing"):
        stack.enter_context(patch(f"kholboo.eservices.services.{room}.hold", _hold_nothing))
    return stack


def _hold_nothing(application_id: int, *, skip_locked: bool = False) -> "Held":
    from kholboo.core import clock
    from kholboo.eservices.models import Application, Step
    from kholboo.eservices.queries.bundles import read
    from kholboo.eservices.services.holding import Held

    application = Application.objects.select_related("office", "version").get(pk=application_id)
    found = read(application.version)
    steps = list(Step.objects.filter(application_id=application.pk).select_related("done_by"))
    return Held(application, steps, found.bundle, found.book, clock.now())


if __name__ == "__main__":
    run(figures)
