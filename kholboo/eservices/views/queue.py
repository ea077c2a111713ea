"""The queues of those who work on applications."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff


@staff("eservices.read_application")
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    return render(request, "eservices/desk/queue.html", {"rows": []})
