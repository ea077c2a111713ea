"""What officers made of suggestions, counted in the transaction of their decision."""

from datetime import datetime

from django.db.models import F

from kholboo.feedback.models import Case, Suggestion, TriageUse
from kholboo.feedback.triage import TriageField


def remember_decision(case: Case, *, now: datetime) -> None:
    """A case was registered: each suggestion was accepted or changed. Call with the case locked."""
    waiting = Suggestion.objects.filter(case=case, decided_at__isnull=True, model__isnull=False)
    for row in waiting:
        row.decided_at, row.decided_value = now, _value_of(case, TriageField(row.field))
        row.save(update_fields=["decided_at", "decided_value"])
        _count(row)


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
