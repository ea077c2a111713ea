"""Which aimag has a department, and how one reaches each office."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency import queries
from kholboo.agency.forms import ContactsForm
from kholboo.agency.services import departments as keeping
from kholboo.core.edge import errors_on


@staff("agency.change_contacts")
@require_GET
def departments(request: StaffRequest) -> HttpResponse:
    """Offices whose contacts one keeps; for the administrator also the switch of each aimag."""
    may_switch = request.user.has_perm("agency.change_departments")
    facts = {
        "offices": queries.offices_to_change(request.user),
        "aimags": queries.places_of_departments() if may_switch else [],
    }
    return render(request, "agency/departments.html", facts)


@staff("agency.change_contacts")
@require_http_methods(["GET", "POST"])
def contacts(request: StaffRequest, office: str) -> HttpResponse:
    found = queries.office_to_change(request.user, office)
    known = {name: getattr(found, name) for name in ContactsForm.base_fields}
    form = ContactsForm(request.POST or None, initial=known)
    if form.is_valid():
        with errors_on(form):
            keeping.set_contacts(found, form.contacts(), actor=request.user)
            messages.success(request, _("Pages and letters say it from now on."))
            return redirect("agency:departments")
    facts = {"form": form, "office": found}
    return render(request, "agency/contacts.html", facts, status=422 if form.errors else 200)


@staff("agency.change_departments", is_fresh=True)
@require_http_methods(["GET", "POST"])
def switch_department(request: StaffRequest, aimag: str) -> HttpResponse:
    """What will happen, then the deed. The form says which way, so sending it twice is once."""
    place = queries.department_place(aimag)
    wanted = request.POST.get("to")
    if wanted in ("open", "closed"):
        office = keeping.set_department(place, has_department=wanted == "open", actor=request.user)
        said = _("%(office)s is open.") if wanted == "open" else _("%(office)s is closed.")
        messages.success(request, said % {"office": office.name})
        return redirect("agency:departments")
    facts = {"aimag": place, "people": queries.count_of_posts(place)}
    return render(request, "agency/switch_department.html", facts)
