"""Scanned pages at the conversion desk: how far the machine is, and its words put right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.standards import faults
from kholboo.standards.forms.scans import ScanForm
from kholboo.standards.models import ScannedPage
from kholboo.standards.queries import scans as queries
from kholboo.standards.queries.desk_texts import text_at
from kholboo.standards.services import scans as services


@staff("standards.keep_texts")
@require_GET
def scans(request: StaffRequest, text_id: int) -> HttpResponse:
    text = text_at(text_id)
    pages = queries.pages_to_look_at(text)
    facts = {
        "text": text,
        "progress": queries.progress_of(text),
        "pages": pages,
        # Of several only one is said above the list: what the machine lacks is missing for all.
        "problem": next((_sentence(page.problem) for page in pages if page.problem), ""),
    }
    return render(request, "standards/desk/scans.html", facts)


@staff("standards.keep_texts")
@require_http_methods(["GET", "POST"])
def scan(request: StaffRequest, text_id: int, page_no: int) -> HttpResponse:
    """The picture of a page beside its words."""
    page = queries.scan_at(text_at(text_id), page_no)
    form = ScanForm(request.POST or None, initial={"words": queries.words_of(page)})
    if form.is_valid():
        services.correct(page, form.paragraphs(), actor=request.user)
        messages.success(request, _("Kept. The words of page %(page)s are yours now.") % _of(page))
        following = queries.next_after(page)
        if following is None:
            return redirect("standards:scans", text_id)
        return redirect("standards:scan", text_id, following.part.position)
    problem = _sentence(page.problem)
    facts = {"text": page.part.text, "page": page, "form": form, "problem": problem}
    status = 422 if form.errors else 200
    return render(request, "standards/desk/scan.html", facts, status=status)


@staff("standards.keep_texts")
@require_POST
def read_again(request: StaffRequest, text_id: int, page_no: int) -> HttpResponse:
    page = queries.scan_at(text_at(text_id), page_no)
    services.read_again(page, actor=request.user)
    messages.success(request, _("The machine reads page %(page)s once more.") % _of(page))
    return redirect("standards:scans", text_id)


@staff("standards.keep_texts")
@require_POST
def read_all_again(request: StaffRequest, text_id: int) -> HttpResponse:
    """All that wait or failed."""
    services.read_all_again(text_at(text_id), actor=request.user)
    messages.success(request, _("The machine reads them once more."))
    return redirect("standards:scans", text_id)


def _sentence(code: str) -> object:
    return faults.refusal(code) if code else ""


def _of(page: ScannedPage) -> dict[str, str]:
    return {"page": page.part.label}
