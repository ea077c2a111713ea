"""The auditor's page: who did what, to which thing, and when."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import queries
from kholboo.audit.forms import WantedForm


@staff("audit.read_entries")
@require_GET
def entries(request: StaffRequest) -> HttpResponse:
    """All filters stand in the address, so that a finding can be sent to a colleague."""
    form = WantedForm(request.GET or None)
    wanted = queries.Wanted(**form.cleaned_data) if form.is_valid() else queries.Wanted()
    page = queries.entries(wanted, before=request.GET.get("before", ""), reader=request.user)
    return render(
        request,
        "audit/entries.html",
        {
            "form": form,
            "page": page,
            "older": _address_of_older(request.GET, page.older),
            "is_filtered": wanted != queries.Wanted(),
        },
        status=422 if form.errors else 200,
    )


def _address_of_older(asked: QueryDict, older: str) -> str:
    query = asked.copy()
    query["before"] = older
    return f"?{query.urlencode()}"
