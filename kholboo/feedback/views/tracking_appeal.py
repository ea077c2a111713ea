"""The citizen's way to the superior body, and the receipt of an appeal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import public
from kholboo.core import clock, limits
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound, TooMany
from kholboo.feedback.forms.appeals import AppealForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries.appeals import may_appeal, superior_of
from kholboo.feedback.queries.links import appeal_of
from kholboo.feedback.queries.tracking import may_reopen
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.views.tracking_doors import opened_case, remember, with_case
from kholboo.feedback.views.tracking_page import title_of

TRIES_IN_AN_HOUR = 10
HOUR = 3600


@public
@with_case
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask, then show the number and the secret of the appeal to the browser that made it."""
    made = appeal_of(case)
    if made is not None:
        return _receipt(request, case, made)
    form = AppealForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                limits.knock("track.appeal", str(case.pk), limit=TRIES_IN_AN_HOUR, seconds=HOUR)
                with errors_on(form):
                    receipt = appeal_case(case, **form.cleaned_data)
                    remember(request, receipt.case)
                    return redirect("feedback:track_appeal", case.number)
            except TooMany as error:
                form.add_error(None, error.message)
                status = 429
    context = {
        "case": case,
        "title": title_of(case),
        "form": form,
        "superior": superior_of(case) if may_appeal(case) else None,
        "is_answered": may_appeal(case),
        "may_reopen": may_reopen(case, now=clock.now()),
    }
    return render(request, "feedback/tracking/appeal.html", context, status=status)


def _receipt(request: HttpRequest, case: Case, made: Case) -> HttpResponse:
    """The secret is shown only where the appeal itself may be seen: this is no way around it."""
    try:
        shown = secret_of(opened_case(request, made.number))
    except NotFound:
        shown = ""
    context = {"case": case, "title": title_of(case), "appeal": made, "secret": shown}
    return render(request, "feedback/tracking/appealed.html", context)
