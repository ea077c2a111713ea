"""Renewing a certificate: a page that says what is taken over, and a button that begins."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import MemberRequest, member
from kholboo.core import clock, limits
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.queries import renewing as queries
from kholboo.eservices.queries import tracking
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.services import renewing
from kholboo.eservices.views.applying.start import DRAFTS_IN_AN_HOUR, HOUR
from kholboo.eservices.views.applying.visit import language
from kholboo.eservices.views.mine.application import certificate_address


@member
@require_http_methods(["GET", "POST"])
def renew(request: MemberRequest, application: str) -> HttpResponse:
    found = tracking.application_for(request.user, application)
    certificate = queries.renewable(found)
    if request.method == "POST":
        limits.knock(
            "eservices.draft", f"user:{request.user.pk}", limit=DRAFTS_IN_AN_HOUR, seconds=HOUR
        )
        draft = renewing.begin_renewal(found, actor=request.user)
        return redirect("eservices:draft", draft.key)
    facts = {
        "application": found,
        "certificate": certificate,
        "certificate_address": certificate_address(certificate),
        "title": say(asked_by(found.version).book.title, language()),
        "today": clock.local_date(clock.now()),
        "is_renewing": queries.is_renewing(found, certificate),
    }
    response = render(request, "eservices/mine/renew.html", facts)
    patch_cache_control(response, private=True, no_store=True)
    return response
