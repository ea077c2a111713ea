"""The petitions law and the agency's order of work on one page: no database, no clock.

Words: санал suggestion, хүсэлт request, өргөдөл petition, гомдол complaint.
Law: Иргэдээс төрийн байгууллага, албан тушаалтанд гаргасан өргөдөл, гомдлыг шийдвэрлэх тухай.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseKind(TextChoices):
    COMPLAINT = "complaint", _("complaint")
    REQUEST = "request", _("request")
    PETITION = "petition", _("petition")
    SUGGESTION = "suggestion", _("suggestion")


class Channel(TextChoices):
    """How it came; the second quarterly table of the Cabinet Secretariat counts these."""

    WEB = "web", _("web site")
    API = "api", _("another system")
    PHONE = "phone", _("hotline 1800-2525")
    LETTER = "letter", _("letter")
    VISIT = "visit", _("visit")
    EMAIL = "email", _("e-mail")
    CENTRE = "centre", _("11-11 centre")


# Spoken words that an officer writes down; the law wants them confirmed.
ORAL = (Channel.PHONE, Channel.VISIT)
# What officers write down; and what they read and confirm, so that it is registered at once.
TAKEN_BY_STAFF = (Channel.PHONE, Channel.LETTER, Channel.VISIT)
CONFIRMED_BY_STAFF = (*TAKEN_BY_STAFF, Channel.EMAIL)


class CaseStatus(TextChoices):
    RECEIVED = "received", _("received")
    REGISTERED = "registered", _("registered")
    ASSIGNED = "assigned", _("assigned")
    IN_WORK = "in_work", _("in work")
    WAITING = "waiting", _("waiting for you")
    SUSPENDED = "suspended", _("suspended")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")
    FORWARDED = "forwarded", _("forwarded to the competent body")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REOPENED = "reopened", _("reopened")


class Outcome(TextChoices):
    GRANTED = "granted", _("granted")
    PARTLY = "partly", _("partly granted")
    REFUSED = "refused", pgettext_lazy("outcome", "refused")
    EXPLAINED = "explained", _("explained")
    FORWARDED = "forwarded", _("not ours, forwarded")
    WITHDRAWN = "withdrawn", _("withdrawn")


# What an answer may decide; the other outcomes come from their own moves.
ANSWER_OUTCOMES = (Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED, Outcome.EXPLAINED)
# A refusal, whole or in part, must say on what ground (General Administrative Law: reasons).
NEEDS_GROUND = (Outcome.PARTLY, Outcome.REFUSED)


class PersonKind(TextChoices):
    PERSON = "person", _("a person")
    ORGANISATION = "organisation", _("an organisation")
    UNNAMED = "unnamed", _("without a name")


class ReplyBy(TextChoices):
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    POST = "post", _("letter by post")
    NONE = "none", _("I will look myself, with the number")


class EventKind(TextChoices):
    RECEIVED = "received", _("received")
    REGISTERED = "registered", _("registered")
    ASSIGNED = "assigned", _("assigned")
    TAKEN = "taken", _("taken up")
    QUESTION = "question", _("a question to you")
    MESSAGE = "message", _("a message from you")
    NOTE = "note", _("internal note")
    ANSWERED = "answered", _("answered")
    RATED = "rated", _("rated")
    REOPENED = "reopened", _("reopened")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CLOSED = "closed", _("closed")
    TERM_CHANGED = "term_changed", _("due date counted anew")
    NAMED = "named", _("name added")
    CONFIRMED = "confirmed", _("written words confirmed")
    TOLD = "told", _("answer told aloud")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("work goes on")
    EXTENDED = "extended", _("term extended")
    ESCALATED = "escalated", _("reported higher")
    SUBJECTS = "subjects", _("whom the case is about")
    LINKED = "linked", _("linked")
    UNLINKED = "unlinked", _("link undone")
    SAME_ANSWER = "same_answer", _("same answer for the duplicates")
    APPEALED = "appealed", _("appealed")
    ASSESSED = "assessed", _("assessed")
    INVESTIGATED = "investigated", _("investigated")
    MEASURE = "measure", _("a measure")
    ERASE_ASKED = "erase_asked", _("asked to erase personal data")
    ERASE_DENIED = "erase_denied", _("personal data was not erased")
    ERASED = "erased", _("personal data erased")
    FORWARDED = "forwarded", _("passed on")
    POSTED = "posted", _("letter posted")
    CONSENT = "consent", _("consent to publish")
    PUBLISHED = "published", _("published answer")
    PAPER_SENT = "paper_sent", _("letter to the citizen posted")


class Severity(TextChoices):
    """How bad it is for whom it happened to (ISO 10002, 8.5.2)."""

    MINOR = "minor", _("minor")
    SERIOUS = "serious", _("serious")
    GRAVE = "grave", _("grave")


class Complexity(TextChoices):
    SIMPLE = "simple", _("simple")
    USUAL = "usual", _("usual")
    COMPLEX = "complex", _("complex")


class Impact(TextChoices):
    """How many it reaches."""

    ONE = "one", _("one person or organisation")
    SOME = "some", _("several")
    MANY = "many", _("many")


class Cause(TextChoices):
    """What an investigation found to be the cause; the management review counts these."""

    DELAY = "delay", _("work was late")
    CONDUCT = "conduct", _("how somebody of ours behaved")
    INFORMATION = "information", _("wrong or missing information")
    RESULT = "result", _("a wrong measurement, test or decision")
    RULE = "rule", _("the rule itself, or its fee")
    TRADER = "trader", _("a trader or another body")
    UNFOUNDED = "unfounded", _("nothing was wrong")
    OTHER = "other", _("something else")


class MeasureKind(TextChoices):
    CORRECTION = "correction", _("puts this case right")
    PREVENTION = "prevention", _("keeps it from happening again")


class Acceptance(TextChoices):
    """What the citizen said about the answer when the case was closed."""

    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    SILENT = "silent", _("did not say")


class LinkKind(TextChoices):
    """How one case belongs to another."""

    DUPLICATE = "duplicate", _("duplicate")
    RELATED = "related", _("related")
    APPEAL = "appeal", _("appeal")


class SubjectWhy(TextChoices):
    """Why a person of ours may neither see nor handle a case."""

    COMPLAINED = "complained", _("the case complains of them")
    DECIDED = "decided", _("they decided the case this one appeals against")


class SuspendedFor(TextChoices):
    """What the work waits for; the citizen reads it."""

    LABORATORY = "laboratory", _("a laboratory test")
    EXPERT = "expert", _("an expert's conclusion")
    COURT = "court", _("a decision of a court or another body")
    OTHER = "other", _("another reason")


class Solved(TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class ErasureBasis(TextChoices):
    """Why a person's data was erased."""

    REQUEST = "request", _("the person asked for it")
    RULE = "rule", _("the time to keep it had passed")


class RequestState(TextChoices):
    WAITING = "waiting", _("waits for a decision")
    DONE = "done", _("erased")
    REFUSED = "refused", _("not erased")


class ReadingReason(TextChoices):
    """Why somebody reads a sensitive case they do not handle; the citizen sees which."""

    WORK = "work", _("to lead or check the work on it")
    STANDS_IN = "stands_in", _("to stand in for the officer in charge")
    CONTACT = "contact", _("the person called or came")
    COMPLAINT = "complaint", _("to look into a complaint about the work on it")
    OTHER = "other", _("another reason")


# Two and less of five: who gives so little waits for another word of ours.
LOW_SCORE = 2


def is_unhappy(solved: Solved, score: int) -> bool:
    """Whether a rating asks somebody of ours to look at the case again."""
    return solved == Solved.NO or score <= LOW_SCORE


OPEN = frozenset(
    {
        CaseStatus.RECEIVED,
        CaseStatus.REGISTERED,
        CaseStatus.ASSIGNED,
        CaseStatus.IN_WORK,
        CaseStatus.WAITING,
        CaseStatus.SUSPENDED,
        CaseStatus.REOPENED,
    }
)
# What a handler can be at; nobody suspends a case that is in nobody's hands.
_WORKED = frozenset({CaseStatus.ASSIGNED, CaseStatus.IN_WORK, CaseStatus.WAITING})
IN_HAND = _WORKED | {CaseStatus.SUSPENDED}
# The work stands still; whether the clock does too is a matter of the dated rule.
PAUSED = frozenset({CaseStatus.WAITING, CaseStatus.SUSPENDED})
UNSORTED = frozenset({CaseStatus.RECEIVED, CaseStatus.REGISTERED, CaseStatus.REOPENED})

_FINAL_MOVES = frozenset({CaseStatus.ANSWERED, CaseStatus.FORWARDED, CaseStatus.WITHDRAWN})
MOVES: dict[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.RECEIVED: _WORKED | _FINAL_MOVES | {CaseStatus.REGISTERED},
    CaseStatus.REGISTERED: _WORKED | _FINAL_MOVES,
    CaseStatus.ASSIGNED: IN_HAND | _FINAL_MOVES,
    CaseStatus.IN_WORK: IN_HAND | _FINAL_MOVES,
    CaseStatus.WAITING: _WORKED | _FINAL_MOVES,
    # It may be given to another officer as it is.
    CaseStatus.SUSPENDED: _FINAL_MOVES | {CaseStatus.IN_WORK, CaseStatus.SUSPENDED},
    CaseStatus.REOPENED: _WORKED | _FINAL_MOVES,
    CaseStatus.ANSWERED: frozenset({CaseStatus.CLOSED, CaseStatus.REOPENED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.REOPENED}),
    CaseStatus.FORWARDED: frozenset(),
    CaseStatus.WITHDRAWN: frozenset(),
}

MAX_TEXT = 10_000


def may_move(now: CaseStatus, to: CaseStatus) -> bool:
    return to in MOVES[now]
