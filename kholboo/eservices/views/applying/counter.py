"""The counter: an officer writes a paper application down, on the applicant's own pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.accounts.roles import roles_with
from kholboo.agency.models import Office
from kholboo.agency.posts import posts_of
from kholboo.core import clock
from kholboo.core.errors import NotAllowed
from kholboo.eservices.queries import drafts
from kholboo.eservices.queries.bundles import published_versions, version_today
from kholboo.eservices.rights import COUNTER
from kholboo.eservices.services import drafting
from kholboo.eservices.views.applying.start import about_in_short
from kholboo.eservices.views.applying.visit import language

MOST_DRAFTS = 50


@staff("eservices.take_paper")
@require_http_methods(["GET", "POST"])
def counter(request: StaffRequest) -> HttpResponse:
    """Which service the paper is for, and papers that are half written down."""
    today = clock.local_date(clock.now())
    if request.method == "POST":
        version = version_today(request.POST.get("key", "")[:60], today)
        draft = drafting.begin_at_counter(
            version, office=_office_of(request.user), officer=request.user
        )
        return redirect("eservices:draft", draft.key)
    facts = {
        "rows": [about_in_short(version, language()) for version in published_versions(today)],
        "drafts": drafts.at_counter(request.user)[:MOST_DRAFTS],
    }
    return render(request, "eservices/counter/counter.html", facts)


def _office_of(user: User) -> Office:
    """The office of the post that gives the right to stand here."""
    roles = roles_with(COUNTER)
    for post in posts_of(user):
        if post.role in roles:
            return post.office
    raise NotAllowed(_("Your post does not include this page."), permission=COUNTER)
