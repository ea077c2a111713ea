"""Following a case: its door (number and secret, or the link of our message) and its page."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import MemberRequest, PublicRequest, member, public
from kholboo.core.asker import address_of
from kholboo.core.errors import NotFound, TooMany
from kholboo.feedback.forms.tracking import OpenForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries import tracking
from kholboo.feedback.services import tries
from kholboo.feedback.views.intake.visit import let_go, visit_of
from kholboo.feedback.views.tracking_doors import (
    forget,
    opened_case,
    remember,
    with_case,
)
from kholboo.feedback.views.tracking_page import case_page


@public
@never_cache
@require_http_methods(["GET", "POST"])
def track(request: PublicRequest) -> HttpResponse:
    """Number and secret. A wrong number and a wrong secret get the same words and status."""
    if request.method != "POST":
        form = OpenForm(initial={"number": request.GET.get("number", "")[:40]})
        return render(request, "feedback/tracking/track.html", {"form": form})
    form = OpenForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            case = _open(request, form)
        except TooMany as error:
            form.add_error(None, error.message)
            status = 429
        except NotFound as error:
            form.add_error(None, error.message)
        else:
            return _opened(request, case, kept_text=form.cleaned_data["kept_text"])
    return render(request, "feedback/tracking/track.html", {"form": form}, status=status)


def _open(request: HttpRequest, form: OpenForm) -> Case:
    number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
    asker = address_of(request)
    tries.count("secret", number=number, asker=asker)
    case = tracking.case_with_secret(number, secret)
    tries.forgive("secret", number=number, asker=asker)
    remember(request, case)
    return case


def _opened(request: HttpRequest, case: Case, *, kept_text: str) -> HttpResponse:
    """On to the case; words kept from before stand in its form, and are sent by their writer."""
    if not kept_text:
        return redirect("feedback:track_case", case.number)
    return case_page(request, case, kept_text=kept_text)


@public
@never_cache
@require_GET
def open_link(request: PublicRequest, number: str, token: str) -> HttpResponse:
    """The link of our messages: opens the case, and leaves the address bar at once."""
    asker = address_of(request)
    tries.count("link", number=number, asker=asker)
    case = tracking.case_with_link(number, token)
    tries.forgive("link", number=number, asker=asker)
    remember(request, case)
    page = "track_alerts" if request.GET.get("to") == "notices" else "track_case"
    response = redirect(f"feedback:{page}", number)
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
@with_case
@require_GET
def track_case(request: HttpRequest, case: Case) -> HttpResponse:
    return case_page(request, case)


@public
@require_POST
def leave_case(request: HttpRequest, number: str) -> HttpResponse:
    """Forget the case on a phone that others use too, and the receipt that shows its secret.

    Safe to repeat.
    """
    response = redirect("feedback:track")
    with suppress(NotFound):
        case = opened_case(request, number)
        forget(request, case)
        draft = visit_of(request).draft
        if draft and draft.case_id == case.pk:
            let_go(response)
    return response


@member
@never_cache
@require_GET
def my_cases(request: MemberRequest) -> HttpResponse:
    cases = tracking.cases_of(request.user)
    return render(
        request, "feedback/tracking/my_cases.html", {"cases": cases, "title": _("My cases")}
    )
