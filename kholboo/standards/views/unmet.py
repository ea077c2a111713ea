"""What people did not find in the catalogue, for those who can put that right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.standards.queries.unmet import unmet_words
from kholboo.standards.services import unmet as services

HANDLED = "handled"


@staff("standards.read_desk")
@require_GET
def unmet(request: StaffRequest) -> HttpResponse:
    """`?show=handled` what was seen to; else what waits."""
    is_handled = request.GET.get("show") == HANDLED
    facts = {"rows": unmet_words(handled=is_handled), "is_handled": is_handled}
    return render(request, "standards/desk/unmet.html", facts)


@staff("standards.propose_change")
@require_POST
def handle(request: StaffRequest) -> HttpResponse:
    """`words`, and `open` to take the mark back."""
    words = request.POST.get("words", "").replace("\x00", "")[: services.LONGEST]
    is_handled = "open" not in request.POST
    services.handle(words, is_handled=is_handled, actor=request.user)
    said = _("Marked as seen to.") if is_handled else _("It waits again.")
    messages.success(request, said)
    return redirect("standards:unmet")
