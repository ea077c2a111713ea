"""Running applications as judging needs them: where they stand, what was answered, what is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet, Window
from django.db.models.functions import Mod, RowNumber

from kholboo.eservices.engine.walking import Token
from kholboo.eservices.models import Application, Completion, Decision, ProcedureVersion, Step
from kholboo.eservices.queries.judging import Case, Place
from kholboo.eservices.rules import OPEN, StepStatus

CHUNK = 1_000  # applications read at once


def case_of(application: Application, steps: Iterable[Step]) -> Case:
    """One application, for whoever holds it."""
    asked = Completion.objects.filter(application=application, answered_at__isnull=True).first()
    return Case(
        places=tuple(
            Place(
                Token(step.node, step.visit, step.item, step.scope),
                step.status,
                str(step.result.get("outcome") or ""),
            )
            for step in sorted(steps, key=_when_done)
        ),
        answers=application.answers,
        asked=(*asked.fields, *asked.documents) if asked else (),
        is_decided=Decision.objects.filter(application=application).exists(),
    )


def _when_done(step: Step) -> tuple[bool, float, int]:
    """Those that wait stand last."""
    done = step.done_at
    return done is None, done.timestamp() if done else 0.0, step.pk


def running_under(version: ProcedureVersion) -> QuerySet[Application]:
    return Application.objects.filter(version=version, state__in=sorted(OPEN))


def spread(running: QuerySet[Application], *, count: int, most: int) -> list[tuple[int, str]]:
    """Key and number of at most `most` of these `count` applications, evenly from the oldest to
    the newest: where people stand differs with how long they wait.
    """
    ordered = running.order_by("pk")
    if count > most:
        turn = Window(RowNumber(), order_by="pk")
        ordered = ordered.annotate(turn=Mod(turn * most, count)).filter(turn__lt=most)
    return list(ordered.values_list("pk", "number")[:most])


def cases_of(
    applications: Sequence[tuple[int, str]], *, with_answers: bool
) -> Iterator[tuple[str, Case]]:
    """The number and the case of each; a fixed number of queries for a thousand."""
    for first in range(0, len(applications), CHUNK):
        rows = applications[first : first + CHUNK]
        keys = [key for key, _number in rows]
        places, asked, decided = _places(keys), _asked(keys), _decided(keys)
        answers = _answers(keys) if with_answers else {}
        for key, number in rows:
            yield (
                number,
                Case(
                    tuple(places.get(key, ())),
                    answers.get(key, {}),
                    asked.get(key, ()),
                    key in decided,
                ),
            )


def _places(keys: list[int]) -> Mapping[int, list[Place]]:
    rows = (
        Step.objects.filter(application__in=keys)
        .exclude(status=StepStatus.CANCELLED)
        .order_by("application", "done_at", "pk")
        .values_list(
            *("application", "node", "visit", "item", "scope", "status", "result__outcome")
        )
    )
    return {
        key: [
            Place(Token(node, visit, item, scope), status, str(outcome or ""))
            for _key, node, visit, item, scope, status, outcome in steps
        ]
        for key, steps in groupby(rows, key=itemgetter(0))
    }


def _asked(keys: list[int]) -> dict[int, tuple[str, ...]]:
    rows = Completion.objects.filter(application__in=keys, answered_at__isnull=True)
    return {row.application_id: (*row.fields, *row.documents) for row in rows}


def _decided(keys: list[int]) -> set[int]:
    return set(Decision.objects.filter(application__in=keys).values_list("application", flat=True))


def _answers(keys: list[int]) -> dict[int, Any]:
    return dict(Application.objects.filter(pk__in=keys).values_list("pk", "answers"))
