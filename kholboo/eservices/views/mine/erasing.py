"""Asking to be erased: what goes, what stays, and that a head decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import MemberRequest, member
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.forms.privacy import AskErasureForm
from kholboo.eservices.queries import tracking
from kholboo.eservices.queries.erasing import request_of
from kholboo.eservices.services import erasing


@member
@require_http_methods(["GET", "POST"])
def erasure(request: MemberRequest, application: str) -> HttpResponse:
    """Whoever sent it asks for themselves; a colleague of the organisation cannot."""
    found = tracking.application_for(request.user, application)
    if found.user_id != request.user.pk:
        raise NotFound(_("You have no such application."), application=application)
    form = AskErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            erasing.ask_erasure(found, actor=None)
            messages.success(request, _("We have your request. The head of the office decides."))
            return redirect("eservices:erasure", found.number)
    asked = request_of(found)
    facts = {
        "application": found,
        "form": form,
        "asked": asked,
        "is_waiting": asked is not None and asked.decided_at is None,
        "is_own_name": found.organisation_id is None,
    }
    status = 422 if form.errors else 200
    response = render(request, "eservices/mine/erasure.html", facts, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
