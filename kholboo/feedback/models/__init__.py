"""Django looks for models here; the rooms are apart."""

from kholboo.feedback.models.answers import Answer, AnswerTemplate, Rating
from kholboo.feedback.models.cases import Case, CaseFile, Contact
from kholboo.feedback.models.drafts import Draft, DraftFile
from kholboo.feedback.models.exclusions import Exclusion
from kholboo.feedback.models.history import Assignment, CaseEvent
from kholboo.feedback.models.joint import JointPetition, Signature
from kholboo.feedback.models.oral import OralAnswer, OralRecord
from kholboo.feedback.models.terms import ClockInterval, Extension, TermRule

__all__ = [
    "Answer",
    "AnswerTemplate",
    "Assignment",
    "Case",
    "CaseEvent",
    "CaseFile",
    "ClockInterval",
    "Contact",
    "Draft",
    "DraftFile",
    "Exclusion",
    "Extension",
    "JointPetition",
    "OralAnswer",
    "OralRecord",
    "Rating",
    "Signature",
    "TermRule",
]
