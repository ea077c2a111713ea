"""What was judged, found and ordered in a case."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import Assessment, Case, Closing, Investigation, Measure
from kholboo.feedback.queries.parts import Part


@dataclass(frozen=True)
class Inquiry:
    """Everything ISO 10002 leaves in a case; the newest judgement and finding count."""

    assessment: Assessment | None
    investigation: Investigation | None
    measures: list[Measure]
    closing: Closing | None

    @property
    def is_empty(self) -> bool:
        return not (self.is_begun or self.closing)

    @property
    def is_begun(self) -> bool:
        """Something was judged, found or ordered: who opens the case reads that first."""
        return bool(self.assessment or self.investigation or self.measures)


def inquiry_of(case: Case, parts: Collection[Part]) -> Inquiry:
    """`parts` from `parts_of`: one question for each that the case has."""

    def last(part: Part, rows: Any) -> Any:
        return rows.select_related("by").last() if part in parts else None

    measures = case.measures.select_related("responsible", "done_by")
    return Inquiry(
        assessment=last(Part.ASSESSMENT, case.assessments),
        investigation=last(Part.INVESTIGATION, case.investigations),
        measures=list(measures) if Part.MEASURE in parts else [],
        closing=last(Part.CLOSING, case.closings),
    )


def measure_of(case: Case, key: int) -> Measure:
    """A measure of this case. NotFound for one of another."""
    row = Measure.objects.filter(case_id=case.pk, pk=key).select_related("responsible").first()
    if row is None:
        raise NotFound(_("There is no such measure."))
    return row
