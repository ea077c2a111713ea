"""My applications: what waits to be finished, and what was sent."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from kholboo.accounts.access import MemberRequest, member
from kholboo.core import clock
from kholboo.eservices.queries import drafts, tracking

IN_A_PAGE = 25
MOST_DRAFTS = 20


@member
@require_GET
def mine(request: MemberRequest) -> HttpResponse:
    page = Paginator(tracking.mine(request.user), IN_A_PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "drafts": drafts.waiting_drafts(request.user)[:MOST_DRAFTS],
        "today": clock.local_date(clock.now()),
    }
    response = render(request, "eservices/mine/list.html", facts)
    patch_cache_control(response, private=True, no_store=True)
    return response
