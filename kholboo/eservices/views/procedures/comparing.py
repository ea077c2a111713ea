"""What differs between any two versions of a procedure, in words, under an address of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.eservices.forms.comparing import CompareForm
from kholboo.eservices.queries import procedures as queries


@staff("eservices.read_procedure")
@require_GET
def comparison(request: StaffRequest, procedure: str) -> HttpResponse:
    """Both versions stand in the address; without them only the question which two."""
    found = queries.procedure_at(procedure)
    versions = list(found.versions.all())
    asked = request.GET if {"before", "after"} & set(request.GET) else None
    newest = [one.number for one in versions[:2]]
    initial = {"before": newest[-1], "after": newest[0]} if newest else {}
    form = CompareForm(versions, asked, initial=initial)
    facts: dict[str, object] = {"procedure": found, "form": form}
    if form.is_valid():
        before, after = (
            queries.open_version(queries.version_at(procedure, form.cleaned_data[name]))
            for name in ("before", "after")
        )
        facts |= {
            "before": before,
            "after": after,
            "broken": [one for one in (before, after) if one.read is None],
            "parts": queries.difference_by_area(before, after),
        }
    status = 422 if form.errors else 200
    return render(request, "eservices/procedures/comparison.html", facts, status=status)
