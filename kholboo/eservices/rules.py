"""Words of an application's life. Pure Python: no database, no clock.

State is not outcome: what stands still, what goes on and what ended is the state; what was decided
is the outcome.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")
    PUBLISHED = "published", _("published")


class ApplicationState(TextChoices):
    IN_WORK = "in_work", _("in work")
    WAITING = "waiting", _("waiting for the applicant")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")


OPEN = frozenset({ApplicationState.IN_WORK, ApplicationState.WAITING, ApplicationState.SUSPENDED})


class Outcome(TextChoices):
    GRANTED = "granted", _("decided to grant")
    REFUSED = "refused", _("decided to refuse")
    WITHDRAWN = "withdrawn", _("withdrawn by the applicant")
    LAPSED = "lapsed", _("lapsed")


class Via(TextChoices):
    WEB = "web", _("over the internet")
    COUNTER = "counter", _("on paper, at the counter")


class StepStatus(TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("not needed any more")


class StepKind(TextChoices):
    """What a step asks for; the page of the step follows from it."""

    CHECK = "check", _("check of documents")
    ASSIGN = "assign", _("naming of the expert")
    SAMPLING = "sampling", _("taking of samples")
    LABORATORY = "laboratory", _("laboratory test")
    EXPERT = "expert", _("visit of the expert")
    DRAFT = "draft", _("draft of the decision")
    DECIDE = "decide", _("decision")
    TASK = "task", _("task")
    PAYMENT = "payment", _("payment of the fee")
    CALL = "call", _("part of the procedure")


# What a laboratory reads: how its samples were taken, and its own.
OF_SAMPLES = frozenset({StepKind.SAMPLING, StepKind.LABORATORY})


class PauseKind(TextChoices):
    COMPLETION = "completion", _("the applicant was asked to complete the papers")
    SUSPENSION = "suspension", _("the work was suspended")


class EventKind(TextChoices):
    SUBMITTED = "submitted", _("received")
    STEP_DONE = "step_done", _("step done")
    STEP_TAKEN = "step_taken", _("step taken")
    RETURNED = "returned", _("returned for completion")
    COMPLETED = "completed", _("completed")
    INVOICED = "invoiced", _("fee to be paid")
    PAID = "paid", _("fee paid")
    LATE = "late", _("the term of a step passed")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    DECIDED = "decided", _("decided")
    GRANTED = "granted", _("certificate issued")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("lapsed")
    MOVED = "moved", _("moved to another version")
    NOTE = "note", _("note")
    ERASE_ASKED = "erase_ask", _("asked to be erased")
    ERASE_DENIED = "erase_no", _("erasing refused")
    ERASED = "erased", _("person erased")


class RequestState(TextChoices):
    """Of a request to be erased."""

    WAITING = "waiting", _("waits for a decision")
    REFUSED = "refused", _("not erased")
    DONE = "done", _("erased")
