"""Notes for colleagues: they stand in the story, and the applicant never sees them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import Application, Event
from kholboo.eservices.rules import EventKind
from kholboo.eservices.services.holding import hold
from kholboo.eservices.services.story import add_event

LONGEST_NOTE = 5_000


@transaction.atomic
def note(application: Application, *, text: str, actor: User) -> Event:
    """Also of an application that has ended; not of one whose person was erased."""
    held = hold(application.pk)
    words = text.strip()
    if not words:
        raise RuleBroken(_("Write the note first."), field="text")
    if len(words) > LONGEST_NOTE:
        raise RuleBroken(_("This text is too long."), field="text")
    if held.application.erased_at:
        raise RuleBroken(_("The personal data is erased: nothing is written here any more."))
    event = add_event(held.application, EventKind.NOTE, at=held.now, actor=actor, text=words)
    audit.record("eservices.noted", held.application, actor=actor)
    return event
