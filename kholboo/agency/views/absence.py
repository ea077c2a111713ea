"""Who is away and who stands in: one's own absence, and for heads those of their people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency import absence as away
from kholboo.agency.forms import AbsenceForm
from kholboo.agency.services import absence as services
from kholboo.core import clock
from kholboo.core.edge import errors_on


@staff("agency.read_absence")
@require_http_methods(["GET", "POST"])
def absences(request: StaffRequest) -> HttpResponse:
    people = away.people_under(request.user)
    form = AbsenceForm(
        request.POST or None,
        people=people,
        deputies=away.deputies_for(request.user),
        initial={"person": request.user.pk},
    )
    if form.is_valid():
        with errors_on(form):
            row = services.set_absence(form.absence(), actor=request.user)
            said = _("%(person)s is away; %(deputy)s does the work meanwhile.")
            names = {"person": row.person.short_name, "deputy": row.deputy.short_name}
            messages.success(request, said % names)
            return redirect("agency:absences")
    facts = {
        "form": form,
        "rows": away.shown_to(request.user),
        "is_head": len(people) > 1,
        "today": clock.local_date(clock.now()),
    }
    return render(request, "agency/absences.html", facts, status=422 if form.errors else 200)


@staff("agency.read_absence")
@require_POST
def end_absence(request: StaffRequest, absence_id: int) -> HttpResponse:
    row = away.absence_for(request.user, absence_id)
    services.end_absence(row, actor=request.user)
    messages.success(
        request, _("The absence of %(person)s has ended.") % {"person": row.person.short_name}
    )
    return redirect("agency:absences")
