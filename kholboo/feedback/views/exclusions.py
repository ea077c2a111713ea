"""Matters left to other laws: the public page that explains each and says where to go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.feedback.queries.exclusions import all_exclusions


@public
@require_GET
def excluded(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback/exclusions/page.html", {"exclusions": all_exclusions()})
