"""Spoken words: whether they were confirmed, and whether the answer was told aloud."""

from dataclasses import dataclass

from kholboo.core import planned
from kholboo.feedback.models import Case, OralAnswer, OralRecord
from kholboo.feedback.rules import ORAL, CaseStatus


@dataclass(frozen=True)
class Spoken:
    """`told` is the telling of the present round's answer, if there was one."""

    record: OralRecord
    told: OralAnswer | None
    may_tell: bool

    @property
    def is_confirmed(self) -> bool:
        return bool(self.record.by)


@planned.reading()
def spoken_of(case: Case) -> Spoken | None:
    """None for words that came in writing: those cost no query."""
    if case.channel not in ORAL:
        return None
    record = OralRecord.objects.select_related("heard_by").filter(case=case).first()
    if record is None:
        return None
    is_answered = case.status in (CaseStatus.ANSWERED, CaseStatus.CLOSED)
    tellings = OralAnswer.objects.select_related("told_by")
    told = tellings.filter(answer__case=case, answer__round=case.round).first()
    return Spoken(record=record, told=told, may_tell=is_answered and told is None)
