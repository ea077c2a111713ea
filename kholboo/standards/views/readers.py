"""Who may read what is sold: given and taken back here until it can be bought."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.standards.forms.texts import ReaderForm
from kholboo.standards.queries import desk_texts as queries
from kholboo.standards.services import entitlements as services


@staff("standards.grant_reading")
@require_http_methods(["GET", "POST"])
def readers(request: StaffRequest) -> HttpResponse:
    form = ReaderForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            made = services.grant(**form.cleaned_data, actor=request.user)
            said = _("Given. Licence %(number)s stands on each page they read.")
            messages.success(request, said % {"number": made.number})
            return redirect("standards:readers")
    facts = {
        "form": form,
        "rights": queries.latest_entitlements(),
        "members": queries.members_to_confirm(),
        "today": clock.local_date(clock.now()),
    }
    status = 422 if form.errors else 200
    return render(request, "standards/desk/readers.html", facts, status=status)


@staff("standards.grant_reading")
@require_POST
def end(request: StaffRequest, right_id: int) -> HttpResponse:
    services.end(queries.entitlement_at(right_id), actor=request.user)
    messages.success(request, _("Taken back. They read only what is free now."))
    return redirect("standards:readers")


@staff("standards.grant_reading")
@require_POST
def confirm_member(request: StaffRequest, member_id: int) -> HttpResponse:
    services.confirm_member(queries.member_at(member_id), actor=request.user)
    messages.success(request, _("Confirmed. They read what their organisation may read."))
    return redirect("standards:readers")
