"""A second person reads a draft, and puts it in force from a day on."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.forms.procedures import PublishForm, ReviewForm
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries import describing
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.rules import VersionState
from kholboo.eservices.services import publishing as services
from kholboo.eservices.views.procedures.editing import page


@staff("eservices.publish_procedure", is_fresh=True)
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """What the draft says, what differs from the version in force, and one key to agree."""
    found = _in_state(procedure, version, VersionState.DRAFT)
    opened, earlier = queries.open_version(found), queries.before(found)
    against = earlier.number if earlier else None
    initial = {"seen": opened.seen, "against": against}
    form = ReviewForm(request.POST or None, initial=initial)
    # What is wrong with the files stands on the page: it has no key then.
    if form.is_valid() and opened.read is not None:
        with errors_on(form):
            services.review(found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The version is reviewed. It can be published."))
            return redirect("eservices:procedure_version", procedure, version)
    may_review = opened.may_review(request.user)
    facts = {
        "may_review": may_review,
        "before": earlier if opened.read else None,
        "differences": queries.differences_of(opened, earlier),
        "sheet": describing.sheet_of(opened.read) if opened.read else None,
    }
    return page(request, "review", opened, form, **facts)


@staff("eservices.publish_procedure", is_fresh=True)
@require_http_methods(["GET", "POST"])
def publish(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    found = _in_state(procedure, version, VersionState.REVIEWED)
    form: BaseForm = PublishForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            services.publish(found, since=form.cleaned_data["since"], actor=request.user)
            messages.success(request, _("The version is published. It never changes now."))
            return redirect("eservices:procedure_version", procedure, version)
    in_force = queries.before(found)
    return page(request, "publish", queries.open_version(found), form, in_force=in_force)


def _in_state(procedure: str, number: int, state: VersionState) -> ProcedureVersion:
    found = queries.version_at(procedure, number)
    if found.state != state:
        raise NotFound(_("This version is %(state)s.") % {"state": found.get_state_display()})
    return found
