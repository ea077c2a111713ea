"""Of what news of a case a phone is told, and in which words: nothing a locked screen may not show."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseKind, EventKind

START = "feedback:case:"


class AlertKind(TextChoices):
    ANSWER = "answer", _("the answer")
    QUESTION = "question", _("a question to me")
    DATE = "date", _("a change of the due date")
    STEP = "step", _("an officer takes it up")


# Chosen until the person chooses otherwise.
USUAL = (AlertKind.ANSWER, AlertKind.QUESTION, AlertKind.DATE)
ALERT_OF = {
    EventKind.ANSWERED: AlertKind.ANSWER,
    EventKind.FORWARDED: AlertKind.ANSWER,
    EventKind.QUESTION: AlertKind.QUESTION,
    EventKind.EXTENDED: AlertKind.DATE,
    EventKind.SUSPENDED: AlertKind.DATE,
    EventKind.RESUMED: AlertKind.DATE,
    EventKind.ASSIGNED: AlertKind.STEP,
}
# Whole sentences, because Mongolian bends the name of the kind. What the news is, is not said.
NEWS = {
    CaseKind.COMPLAINT: _("There is news about your complaint %(number)s."),
    CaseKind.REQUEST: _("There is news about your request %(number)s."),
    CaseKind.PETITION: _("There is news about your petition %(number)s."),
    CaseKind.SUGGESTION: _("There is news about your suggestion %(number)s."),
}
NAMES = {
    CaseKind.COMPLAINT: _("Complaint %(number)s"),
    CaseKind.REQUEST: _("Request %(number)s"),
    CaseKind.PETITION: _("Petition %(number)s"),
    CaseKind.SUGGESTION: _("Suggestion %(number)s"),
}


def topic_of(case: Case) -> str:
    """The case's name among everything phones are told of."""
    return f"{START}{case.pk}"
