"""When each alarm last ran, what is overdue and what waits, for those who look after the system."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock, jobs
from kholboo.core.beats import alarms


@staff("agency.read_health")
@require_GET
def health(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    found = alarms(now=now)
    facts = {
        "now": now,
        "alarms": found,
        "overdue": sum(alarm.late_since is not None for alarm in found),
        "has_worker": jobs.has_worker(),
        "queues": jobs.queues(),
    }
    return render(request, "agency/health.html", facts)
