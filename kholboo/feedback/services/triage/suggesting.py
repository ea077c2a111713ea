"""Suggesting kind, service, unit and urgency of new cases; run by a job every minute.

Not at receipt, which must stay quick, and not in web processes, which never load the library.
"""

import logging
from collections.abc import Iterable

from django.db import transaction

from kholboo.core import clock
from kholboo.core.language import stems
from kholboo.feedback import learning
from kholboo.feedback.models import Case, DangerWord, Suggestion, TriageModel
from kholboo.feedback.queries import triage as queries
from kholboo.feedback.queries.triage import Before
from kholboo.feedback.services.triage.training import Untrusted, opened
from kholboo.feedback.triage import TriageField, Urgency

log = logging.getLogger(__name__)
# Below it a suggestion costs more attention than it saves.
SURE_ENOUGH = 0.5

Weights = dict[str, learning.FieldWeights]


def suggest_new() -> int:
    """Look at new cases once each; how many were looked at. Safe to run twice at a time."""
    cases = list(queries.unsuggested(now=clock.now()))
    if not cases:
        return 0
    model, weights = _in_use()
    words = queries.danger_words()
    before = queries.decided_lately() if model else queries.Before([])
    for case in cases:
        rows = [_urgency(case, words)]
        if model:
            rows += [row for row in _learnt(case, model, weights, before) if row]
        _keep(case, rows)
    return len(cases)


@transaction.atomic
def _keep(case: Case, rows: list[Suggestion]) -> None:
    """Not for a case that was erased in between: its words are reasons no more."""
    if queries.is_there(case.pk):
        Suggestion.objects.bulk_create(rows, ignore_conflicts=True)


def _in_use() -> tuple[TriageModel | None, Weights]:
    model = queries.newest_model() if learning.is_installed() else None
    if model is None:
        return None, {}
    try:
        return model, opened(model)
    except Untrusted:
        log.error("triage_model_untrusted", extra={"version": model.version})
        return None, {}


def _urgency(case: Case, words: Iterable[DangerWord]) -> Suggestion:
    """Words of danger and nothing else; the row also says that this case was looked at."""
    said = set(stems(f"{case.text} {case.wish}"))
    met = [row.word for row in words if said.issuperset(stems(row.word))]
    value = Urgency.URGENT if met else Urgency.USUAL
    return _row(case, TriageField.URGENCY, value, reason={"words": met})


def _learnt(
    case: Case, model: TriageModel, weights: Weights, before: Before
) -> Iterable[Suggestion | None]:
    for field in queries.VALUE_OF:
        if str(field) in weights and not (field == TriageField.UNIT and not case.office.is_head):
            found = learning.guess(weights[str(field)], f"{case.text} {case.wish}")
            yield _of_field(case, field, model, found, before)


def _of_field(
    case: Case, field: TriageField, model: TriageModel, found: learning.Guess, before: Before
) -> Suggestion | None:
    confidence = min(found.confidence, _right_before(model, field, found.value))
    if confidence < SURE_ENOUGH:
        return None
    words = before.common(found.words)
    similar, alike = before.alike(words[:2], field, found.value)
    reason = {"words": words, "similar": similar, "alike": alike}
    row = _row(case, field, found.value, reason=reason)
    row.model, row.confidence = model, confidence
    return row


def _right_before(model: TriageModel, field: TriageField, value: str) -> float:
    """How often this value was right among the cases kept apart. Linear models are often too sure
    of themselves; none is surer here than it was right.
    """
    figures = next(row for row in model.figures if row["field"] == field)
    known = next((row for row in figures["classes"] if row["value"] == value), None)
    share = known["precision"] if known else None
    return float(figures["precision"] if share is None else share)


def _row(case: Case, field: TriageField, value: str, *, reason: dict[str, object]) -> Suggestion:
    return Suggestion(
        case=case, field=field, value=value, confidence=1.0, reason=reason, at=clock.now()
    )
