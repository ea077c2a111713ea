"""Facts this house announces. Listeners run inside the transaction of the change."""

from dataclasses import dataclass

from kholboo.core.hooks import Hook


@dataclass(frozen=True)
class CaseFact:
    """Something happened to a case; the listener reads the row itself."""

    case_id: int
    number: str


case_received: Hook[CaseFact] = Hook("feedback.case_received")
case_answered: Hook[CaseFact] = Hook("feedback.case_answered")
case_reopened: Hook[CaseFact] = Hook("feedback.case_reopened")
case_rated: Hook[CaseFact] = Hook("feedback.case_rated")
# Houses that keep something of a case's person wipe it when this rings.
person_erased: Hook[CaseFact] = Hook("feedback.person_erased")
