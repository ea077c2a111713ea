"""Samples and what a laboratory measured on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core.errors import RuleBroken
from kholboo.documents.models import Document
from kholboo.eservices.models import Application, Measurement, Sample, Step
from kholboo.eservices.rules import StepKind
from kholboo.eservices.services import moving
from kholboo.eservices.services.stepping import begin_to_do, keep
from kholboo.eservices.services.writing import written

MOST_SAMPLES, MOST_VALUES = 20, 40


@dataclass(frozen=True)
class Taken:
    what: str
    batch: str = ""


@dataclass(frozen=True)
class Measured:
    """One value with its limits, as the clause of the standard sets them."""

    what: str
    value: Decimal
    unit: str
    at_least: Decimal | None
    at_most: Decimal | None
    clause: str


@transaction.atomic
def take_samples(
    step: Step,
    samples: Sequence[Taken],
    *,
    note: str,
    actor: User,
    own: Mapping[str, Any] = MappingProxyType({}),
) -> Application:
    """Write down the samples; from here on each is tested by itself, all at once.

    `own`: what was typed into the step's own fields.
    """
    held, step = begin_to_do(step, actor=actor)
    _must_be(step, StepKind.SAMPLING)
    given = [one for one in samples if one.what.strip()]
    if not 1 <= len(given) <= MOST_SAMPLES:
        raise RuleBroken(
            _("Write down 1 to %(most)s samples.") % {"most": MOST_SAMPLES}, field="samples"
        )
    before = Sample.objects.filter(application=held.application).count()
    rows = [
        Sample(
            application=held.application,
            item=before + place,
            mark=f"{held.application.number}/{before + place + 1}",
            what=one.what.strip()[:200],
            batch=one.batch.strip()[:100],
            taken_on=held.today,
            taken_by=actor,
        )
        for place, one in enumerate(given)
    ]
    Sample.objects.bulk_create(rows)
    result = {
        "samples": [{"mark": row.mark, "what": row.what} for row in rows],
        "note": note.strip(),
        "outcome": "taken",
        **written(held, step, own),
    }
    moving.finish(held, step, result, actor=actor)
    return held.application


@transaction.atomic
def report(  # noqa: PLR0913  # what a laboratory hands in, each part by its name
    step: Step,
    values: Sequence[Measured],
    *,
    note: str,
    actor: User,
    files: Sequence[Document] = (),
    own: Mapping[str, Any] = MappingProxyType({}),
) -> Application:
    """The results of one sample. The values say whether it is within the limits, not a person."""
    held, step = begin_to_do(step, actor=actor)
    _must_be(step, StepKind.LABORATORY)
    if not 1 <= len(values) <= MOST_VALUES:
        raise RuleBroken(
            _("Write down 1 to %(most)s values.") % {"most": MOST_VALUES}, field="values"
        )
    if len({one.what for one in values}) != len(values):
        raise RuleBroken(_("One thing is measured twice in the list."), field="values")
    sample = Sample.objects.get(mark=mark_of(step, held.steps))
    rows = [
        Measurement(step=step, sample=sample, **{**vars(one), "what": one.what.strip()})
        for one in values
    ]
    Measurement.objects.bulk_create(rows)
    keep(step, files, held=held)
    outside = [row.what for row in rows if not row.is_within]
    result = {
        "outcome": "outside" if outside else "within",
        "outside": outside,
        "note": note.strip(),
        "mark": sample.mark,
        **written(held, step, own),
    }
    moving.finish(held, step, result, actor=actor)
    return held.application


def mark_of(step: Step, steps: Sequence[Step]) -> str:
    """Which sample a step is about: the one of its place in the last sampling."""
    takings = [one for one in steps if one.kind == StepKind.SAMPLING and one.result.get("samples")]
    return str(takings[-1].result["samples"][step.item or 0]["mark"])


def _must_be(step: Step, kind: StepKind) -> None:
    if step.kind != kind:
        raise RuleBroken(_("This step asks for something else."))
