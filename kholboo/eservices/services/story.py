"""Adding lines to an application's story. Call with its row locked, or not yet visible."""

from datetime import datetime

from kholboo.accounts.models import User
from kholboo.core.jobs import schedule
from kholboo.eservices.models import Application, Event
from kholboo.eservices.rules import EventKind

# Of these the applicant hears by e-mail too.
TOLD = frozenset(
    {
        EventKind.SUBMITTED,
        EventKind.RETURNED,
        EventKind.INVOICED,
        EventKind.PAID,
        EventKind.SUSPENDED,
        EventKind.RESUMED,
        EventKind.DECIDED,
        EventKind.LAPSED,
    }
)
INSIDE = frozenset({EventKind.STEP_DONE, EventKind.STEP_TAKEN, EventKind.LATE, EventKind.NOTE})


def add_event(  # noqa: PLR0913  # one line of history has this many facts
    application: Application,
    kind: EventKind,
    *,
    at: datetime,
    actor: User | None = None,
    by_applicant: bool = False,
    text: str = "",
    **facts: object,
) -> Event:
    event = Event.objects.create(
        application=application,
        at=at,
        kind=kind,
        is_public=kind not in INSIDE,
        actor=actor,
        by_applicant=by_applicant,
        text=text,
        facts=facts,
    )
    if kind in TOLD:
        schedule("eservices.tell", event_id=event.pk)
    return event
