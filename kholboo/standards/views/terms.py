"""The terms of reading: shown to everybody, agreed to by readers, written by the agency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import MemberRequest, StaffRequest, member, public, staff
from kholboo.core.edge import errors_on
from kholboo.standards.forms.terms import AgreeForm, TermsForm
from kholboo.standards.queries import catalogue, texts
from kholboo.standards.queries import terms as queries
from kholboo.standards.services import terms as services


@public
@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "standards/reader/terms.html", {"terms": queries.terms_in_force()})


@member
@require_http_methods(["GET", "POST"])
def agree(request: MemberRequest, standard: str) -> HttpResponse:
    """Of an edition they hold a right to; whoever has nothing to agree to is led to the text."""
    edition = catalogue.meant_by(standard)
    reading = texts.reading_of(edition, request.user)
    if reading.terms is None:
        return redirect("standards:read", edition.slug)
    form = AgreeForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            services.accept(version=form.cleaned_data["version"], actor=request.user)
            return redirect("standards:read", edition.slug)
    facts = {"terms": reading.terms, "edition": edition, "form": form}
    status = 422 if form.errors else 200
    return render(request, "standards/reader/terms.html", facts, status=status)


@staff("standards.grant_reading")
@require_http_methods(["GET", "POST"])
def write(request: StaffRequest) -> HttpResponse:
    """All versions, and the form of the next one."""
    versions = queries.all_terms()
    latest = versions.first()
    begun: dict[str, object] = {"seen": 0}
    if latest:
        begun = {"seen": latest.version, "text_mn": latest.text_mn, "text_en": latest.text_en}
    form = TermsForm(request.POST or None, initial=begun)
    if form.is_valid():
        with errors_on(form):
            made = services.write(**form.cleaned_data, actor=request.user)
            said = _("Version %(version)d is in force. Every reader is asked again.")
            messages.success(request, said % {"version": made.version})
            return redirect("standards:write_terms")
    facts = {"form": form, "versions": versions, "latest": latest}
    status = 422 if form.errors else 200
    return render(request, "standards/desk/terms.html", facts, status=status)
