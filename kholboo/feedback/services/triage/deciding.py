"""What officers made of suggestions, counted in the transaction of their decision."""

from datetime import datetime

from django.db.models import F

from kholboo.feedback.models import Case, Suggestion, TriageUse
from kholboo.feedback.triage import TriageField, Urgency


def remember_decision(case: Case, *fields: TriageField, now: datetime) -> None:
    """People decided these fields: what was suggested for each was accepted or changed.

    Kind and service are decided when a case is registered, the unit when somebody first gets it.
    Only the first decision counts. Call with the case locked.
    """
    for row in Suggestion.objects.filter(case=case, field__in=fields, decided_at__isnull=True):
        _decide(row, _value_of(case, TriageField(row.field)), now=now)
        _count(row)


def remember_urgency(case: Case, *, is_urgent: bool, now: datetime) -> None:
    """An officer assessed a case. Counted are those that words of danger had marked: among the
    others urgent ones are too rare for a share that says anything.
    """
    row = Suggestion.objects.filter(
        case=case, field=TriageField.URGENCY, decided_at__isnull=True
    ).first()
    if row is None:
        return
    _decide(row, Urgency.URGENT if is_urgent else Urgency.USUAL, now=now)
    if row.value == Urgency.URGENT:
        _count(row)


def _decide(row: Suggestion, value: str, *, now: datetime) -> None:
    row.decided_at, row.decided_value = now, value
    row.save(update_fields=["decided_at", "decided_value"])


def _value_of(case: Case, field: TriageField) -> str:
    values = {
        TriageField.KIND: str(case.kind),
        TriageField.SERVICE: case.service.code if case.service else "",
        TriageField.UNIT: case.unit.slug if case.unit else "",
    }
    return values.get(field, "")


def _count(row: Suggestion) -> None:
    column = "accepted" if row.decided_value == row.value else "changed"
    use, _is_new = TriageUse.objects.get_or_create(model_id=row.model_id, field=row.field)
    TriageUse.objects.filter(pk=use.pk).update(**{column: F(column) + 1})
