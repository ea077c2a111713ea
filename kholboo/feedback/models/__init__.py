"""Django looks for models here; the rooms are apart."""

from kholboo.feedback.models.answers import Answer, AnswerTemplate, Rating
from kholboo.feedback.models.arrivals import Arrival
from kholboo.feedback.models.bodies import CompetentBody, Forwarding, ForwardTerm
from kholboo.feedback.models.cases import Case, CaseFile, Contact
from kholboo.feedback.models.certificates import CaseCertificate
from kholboo.feedback.models.drafts import Draft, DraftFile
from kholboo.feedback.models.erasing import Erasure, ErasureRequest, RetentionRule
from kholboo.feedback.models.escalation import Escalation, EscalationRung
from kholboo.feedback.models.exclusions import Exclusion
from kholboo.feedback.models.fields import FieldRule
from kholboo.feedback.models.history import Assignment, CaseEvent
from kholboo.feedback.models.hotline import Call
from kholboo.feedback.models.inquiry import Assessment, Closing, Investigation, Measure
from kholboo.feedback.models.joint import JointPetition, Signature
from kholboo.feedback.models.links import CaseLink
from kholboo.feedback.models.mail import IncomingLetter, LetterFile, MailboxLook
from kholboo.feedback.models.oral import OralAnswer, OralRecord
from kholboo.feedback.models.postings import Posting
from kholboo.feedback.models.published import PublicationConsent, PublishedAnswer
from kholboo.feedback.models.reading import Reading
from kholboo.feedback.models.reports import SentReport
from kholboo.feedback.models.scores import ServiceScore
from kholboo.feedback.models.subjects import CaseSubject
from kholboo.feedback.models.terms import ClockInterval, Extension, TermRule
from kholboo.feedback.models.triage import DangerWord, Suggestion, TriageModel, TriageUse
from kholboo.feedback.models.words import Word

__all__ = [
    "Answer",
    "AnswerTemplate",
    "Arrival",
    "Assessment",
    "Assignment",
    "Call",
    "Case",
    "CaseCertificate",
    "CaseEvent",
    "CaseFile",
    "CaseLink",
    "CaseSubject",
    "ClockInterval",
    "Closing",
    "CompetentBody",
    "Contact",
    "DangerWord",
    "Draft",
    "DraftFile",
    "Erasure",
    "ErasureRequest",
    "Escalation",
    "EscalationRung",
    "Exclusion",
    "Extension",
    "FieldRule",
    "ForwardTerm",
    "Forwarding",
    "IncomingLetter",
    "Investigation",
    "JointPetition",
    "LetterFile",
    "MailboxLook",
    "Measure",
    "OralAnswer",
    "OralRecord",
    "Posting",
    "PublicationConsent",
    "PublishedAnswer",
    "Rating",
    "Reading",
    "RetentionRule",
    "SentReport",
    "ServiceScore",
    "Signature",
    "Suggestion",
    "TermRule",
    "TriageModel",
    "TriageUse",
    "Word",
]
