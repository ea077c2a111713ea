"""The desk of enquiries: which are held, their days, and the list of what was said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.standards.forms.enquiry import NewEnquiryForm, PeriodForm, typed
from kholboo.standards.models import Enquiry
from kholboo.standards.queries import enquiry as queries
from kholboo.standards.queries.targets import edition_meant
from kholboo.standards.services import enquiry as services
from kholboo.standards.services.comment_files import MEDIA, Format, export
from kholboo.ui.components.navigation import Place

LONGEST_NUMBER = 4


@staff("standards.read_comments")
@require_GET
def enquiries(request: StaffRequest) -> HttpResponse:
    facts = {"enquiries": queries.for_officers()}
    return render(request, "standards/desk/enquiry/enquiries.html", facts)


@staff("standards.open_enquiry")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """`?standard=` the number of the draft."""
    form = NewEnquiryForm(
        request.POST or None, initial={"standard": request.GET.get("standard", "")[:70]}
    )
    if form.is_valid():
        edition = edition_meant(form.cleaned_data["standard"])
        if edition is None:
            sentence = _("The catalogue has no such edition. Write its number with the year.")
            form.add_error("standard", sentence)
        else:
            with errors_on(form):
                kept = services.open_enquiry(edition, form.period(), actor=request.user)
                messages.success(request, _("The days are kept."))
                return redirect("standards:enquiry", kept.pk)
    return _days(request, form)


@staff("standards.open_enquiry")
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, enquiry_id: int) -> HttpResponse:
    found = queries.enquiry_at(enquiry_id)
    form = PeriodForm(request.POST or None, initial=typed(found))
    if form.is_valid():
        with errors_on(form):
            services.change_period(found, form.period(), actor=request.user)
            messages.success(request, _("The days are kept."))
            return redirect("standards:enquiry", found.pk)
    return _days(request, form, found)


@staff("standards.read_comments")
@require_GET
def enquiry(request: StaffRequest, enquiry_id: int) -> HttpResponse:
    """`?show=` waiting, unanswered, held or all; `&page=`."""
    found = queries.enquiry_at(enquiry_id)
    asked, number = request.GET.get("show", ""), request.GET.get("page", "1")[:LONGEST_NUMBER]
    show = asked if asked in queries.WANTED else "all"
    facts = {
        "enquiry": found,
        "edition": found.edition,
        "show": show,
        "places": _places(found, show),
        "page": queries.comments_for_officers(
            found, show, int(number) if number.isdecimal() else 1
        ),
    }
    return render(request, "standards/desk/enquiry/enquiry.html", facts)


@staff("standards.answer_comment")
@require_POST
def take_out(request: StaffRequest, enquiry_id: int) -> HttpResponse:
    """`format`: xlsx or docx."""
    found, asked = queries.enquiry_at(enquiry_id), request.POST.get("format", "")
    if asked not in set(Format):
        raise NotFound(_("There is no such file."))
    format = Format(asked)
    content = export(found, format=format, actor=request.user)
    name = f"comments-{found.edition.slug}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA[format], headers=headers)


def _places(found: Enquiry, here: str) -> list[Place]:
    counts = queries.counts_of(found)
    names = {
        "all": _("All comments"),
        "waiting": _("Not looked at yet"),
        "unanswered": _("Not answered yet"),
        "held": _("Held back"),
    }
    address = reverse("standards:enquiry", args=[found.pk])
    return [
        Place(label, f"{address}?show={name}", count=counts[name], is_current=name == here)
        for name, label in names.items()
    ]


def _days(request: StaffRequest, form: PeriodForm, enquiry: Enquiry | None = None) -> HttpResponse:
    facts = {"form": form, "enquiry": enquiry, "edition": enquiry.edition if enquiry else None}
    status = 422 if form.errors else 200
    return render(request, "standards/desk/enquiry/days.html", facts, status=status)
