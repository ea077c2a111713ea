"""What was judged, found and ordered in a case."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.feedback.models import Assessment, Case, Closing, Investigation, Measure


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


def inquiry_of(case: Case) -> Inquiry:
    """One question for the many cases without an inquiry, and one for each part a case has."""
    assessed, investigated, measured, closed = (
        Case.objects.filter(pk=case.pk)
        .values_list(
            *(
                Exists(part.objects.filter(case=OuterRef("pk")))
                for part in (Assessment, Investigation, Measure, Closing)
            )
        )
        .get()
    )
    return Inquiry(
        assessment=case.assessments.select_related("by").last() if assessed else None,
        investigation=case.investigations.select_related("by").last() if investigated else None,
        measures=list(case.measures.select_related("responsible", "done_by")) if measured else [],
        closing=case.closings.select_related("by").last() if closed else None,
    )


def measure_of(case: Case, key: int) -> Measure:
    """A measure of this case. NotFound for one of another."""
    row = Measure.objects.filter(case_id=case.pk, pk=key).select_related("responsible").first()
    if row is None:
        raise NotFound(_("There is no such measure."))
    return row
