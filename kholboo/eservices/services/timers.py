"""Timers on the edges of steps: each fires once, however many workers look."""

from django.db import transaction

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.eservices.models import StepTimer
from kholboo.eservices.rules import ApplicationState, StepStatus
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import hold

BATCH = 500


def fire_due() -> int:
    """Fire what is due now; returns how many fired. Each in a transaction of its own."""
    today = clock.local_date(clock.now())
    due = StepTimer.objects.filter(
        fired_at__isnull=True,
        fires_on__lte=today,
        # What stands still keeps its timers; they are counted anew when it goes on.
        step__application__state=ApplicationState.IN_WORK,
    ).order_by("fires_on", "pk")
    found = list(due.values_list("pk", "step__application_id")[:BATCH])
    return sum(_fire(timer, application) for timer, application in found)


@transaction.atomic
def _fire(timer_id: int, application_id: int) -> bool:
    """The application is locked first, as by everybody; one that is held is left for the next look."""
    try:
        held = hold(application_id, skip_locked=True)
    except NotFound:
        return False
    timer = StepTimer.objects.filter(pk=timer_id, fired_at__isnull=True).first()
    if timer is None or held.application.state != ApplicationState.IN_WORK:
        return False
    step = next(one for one in held.steps if one.pk == timer.step_id)
    if step.status != StepStatus.WAITING:
        return False
    moving.ring(held, timer, step)
    return True
