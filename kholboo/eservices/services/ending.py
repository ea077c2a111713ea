"""An application that ends before its decision: its applicant takes it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import Application, Completion, Decision, Pause
from kholboo.eservices.rules import EventKind, Outcome
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import hold, must_be_open
from kholboo.eservices.services.story import add_event

LONGEST_REASON = 2_000


@transaction.atomic
def withdraw(application: Application, *, reason: str, actor: User | None) -> Application:
    """Possible until the decision; what was waited for is not needed any more."""
    held = hold(application.pk)
    must_be_open(held)
    if Decision.objects.filter(application=application).exists():
        raise RuleBroken(_("It was decided already: it cannot be taken back any more."))
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(_("This text is too long."), field="reason")
    Pause.objects.filter(application=application, ended_at__isnull=True).update(ended_at=held.now)
    Completion.objects.filter(application=application, answered_at__isnull=True).update(
        answered_at=held.now
    )
    moving.cancel_all(held, actor=None)
    moving.end(held, Outcome.WITHDRAWN, actor=actor)
    add_event(
        held.application,
        EventKind.WITHDRAWN,
        at=held.now,
        actor=None,
        by_applicant=True,
        text=reason.strip(),
    )
    audit.record("eservices.withdrawn", held.application, actor=actor)
    return held.application
