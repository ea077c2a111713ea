"""Days that were counted are counted anew when the calendar changes, of everything that goes on."""

from django.db import transaction

from kholboo.audit import services as audit
from kholboo.core.errors import NotFound
from kholboo.eservices.models import Application
from kholboo.eservices.rules import ApplicationState
from kholboo.eservices.services import pausing
from kholboo.eservices.services.holding import hold


def recount_all() -> int:
    """Every application in work, each in a transaction of its own; returns how many days moved.

    What stands still is counted when it goes on. Safe to stop and to repeat.
    """
    rows = Application.objects.filter(state=ApplicationState.IN_WORK).order_by("pk")
    return sum(recount(key) for key in rows.values_list("pk", flat=True).iterator())


@transaction.atomic
def recount(application_id: int) -> bool:
    """Whether the day of the decision moved; history keeps both days."""
    try:
        held = hold(application_id)
    except NotFound:
        return False
    application = held.application
    if application.state != ApplicationState.IN_WORK:
        return False
    before = application.due_on
    pausing.count_anew(held)
    after = application.due_on
    if before == after:
        return False
    audit.record(
        "eservices.term_recounted",
        application,
        actor=None,
        before=before.isoformat() if before else "",
        after=after.isoformat() if after else "",
    )
    return True
