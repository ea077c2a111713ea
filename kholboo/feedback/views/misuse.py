"""Complaints about certificates in one list, for who keeps the registers and for who answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.feedback.queries import misuse
from kholboo.feedback.views.desk_lines import lines_of

LONGEST_NUMBER = 40


@staff("feedback.read_case")
@require_GET
def complaints(request: StaffRequest) -> HttpResponse:
    """`?certificate=`: of one alone; `?page=` goes on."""
    number = request.GET.get("certificate", "").strip()[:LONGEST_NUMBER]
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 1
    found = misuse.complaints_about_certificates(request.user, number=number, page=page)
    lines = lines_of(found.cases.rows, clock.local_date(clock.now()))
    facts = {
        "rows": [(line, one.about) for line, one in zip(lines, found.complaints, strict=True)],
        "page": found.cases,
        "number": number,
        "may_see_registers": request.user.has_perm("registers.read_desk"),
    }
    return render(request, "feedback/desk/misuse.html", facts)
