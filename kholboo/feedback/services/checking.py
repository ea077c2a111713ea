"""Following the chain of every story, batch by batch, so that memory stays small."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kholboo.feedback.models import Case, CaseEvent, Erasure
from kholboo.feedback.services.timeline import first_broken_of

CASES = 1000


@dataclass(frozen=True)
class Batch:
    """Some cases: how many, the last key, and each broken one as number and key of its line."""

    cases: int
    last: int
    broken: list[tuple[str, int]]


def batches(*, after: int = 0) -> Iterator[Batch]:
    """Every case with a key above `after`, oldest first. A case without any line is broken too:
    each begins with its receipt (told as line 0).
    """
    while True:
        cases = dict(
            Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "number")[:CASES]
        )
        if not cases:
            return
        after = max(cases)
        yield Batch(len(cases), after, _broken_of(cases))


def _broken_of(cases: dict[int, str]) -> list[tuple[str, int]]:
    erased = set(Erasure.objects.filter(case_id__in=cases).values_list("case_id", flat=True))
    events = CaseEvent.objects.filter(case_id__in=cases).order_by("case_id", "pk")
    told: set[int] = set()
    broken = []
    for case_id, story in groupby(events.iterator(), key=lambda event: event.case_id):
        told.add(case_id)
        line = first_broken_of(story, is_erased=case_id in erased)
        if line is not None:
            broken.append((cases[case_id], line.pk))
    return broken + [(cases[key], 0) for key in cases if key not in told]
