"""Matters left to other laws: the public page that explains each and says where to go, and the
administrator's pages that put the words right and confirm them.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, public, staff
from kholboo.feedback.forms.exclusions import MatterForm, words_of
from kholboo.feedback.queries.exclusions import all_exclusions, exclusion
from kholboo.feedback.services.exclusions import change_exclusion


@public
@require_GET
def excluded(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/exclusions/page.html", {"exclusions": all_exclusions()})


@staff("feedback.change_exclusions")
@require_GET
def all_matters(request: StaffRequest) -> HttpResponse:
    return render(request, "feedback/exclusions/all.html", {"matters": all_exclusions()})


@staff("feedback.change_exclusions")
@require_http_methods(["GET", "POST"])
def change_matter(request: StaffRequest, exclusion_id: int) -> HttpResponse:
    row = exclusion(exclusion_id)
    form = MatterForm(request.POST or None, initial=words_of(row))
    if form.is_valid():
        change_exclusion(row, form.stated(), actor=request.user)
        messages.success(request, _("Saved. Citizens read it so from now on."))
        return redirect("feedback:exclusions")
    status = 422 if form.errors else 200
    facts = {"form": form, "matter": row}
    return render(request, "feedback/exclusions/change.html", facts, status=status)
