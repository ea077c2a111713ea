"""Which cases a browser may see: those whose secret it has shown, and one's own when signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kholboo.core.errors import NotFound
from kholboo.feedback.forms.tracking import OpenForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries import tracking

OPENED = "opened_cases"
MOST = 20
# The names of fields whose words must not be lost when the session has ended.
TYPED = ("text", "words", "reason")

CaseView = Callable[..., HttpResponseBase]


def remember(request: HttpRequest, case: Case) -> None:
    """From now on this browser sees the case; its session gets a new key, as at a sign-in."""
    opened = [key for key in request.session.get(OPENED, []) if key != case.pk]
    request.session.cycle_key()
    request.session[OPENED] = [*opened, case.pk][-MOST:]


def forget(request: HttpRequest, case: Case) -> None:
    opened = request.session.get(OPENED, [])
    request.session[OPENED] = [key for key in opened if key != case.pk]


def opened_case(request: HttpRequest, number: str) -> Case:
    """The case behind `number`, if this browser or person may see it. NotFound otherwise."""
    try:
        return tracking.case_among(request.session.get(OPENED, []), number)
    except NotFound:
        if not request.user.is_authenticated:
            raise
    return tracking.case_of(request.user, number)


def with_case(view: CaseView) -> CaseView:
    """Give the view its case; ask for the secret again where the browser no longer has it."""

    @wraps(view)
    def guarded(request: Any, number: str, **parts: Any) -> HttpResponseBase:
        response: HttpResponseBase
        try:
            case = opened_case(request, number)
        except NotFound:
            response = _ask_again(request, number)
        else:
            response = view(request, case, **parts)
        # A case is nobody else's business on a shared phone: the back key asks us again.
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return guarded


def _ask_again(request: HttpRequest, number: str) -> HttpResponse:
    """Whether such a case exists is not said. What was typed stays, in the form itself."""
    if request.method != "POST":
        query = QueryDict(mutable=True)
        query["number"] = number
        response = redirect("feedback:track")
        response["Location"] += f"?{query.urlencode()}"
        return response
    typed = next((request.POST[name] for name in TYPED if request.POST.get(name)), "")
    form = OpenForm(initial={"number": number, "kept_text": typed})
    words = _("Show the number and the secret code once more, please: some time has passed.")
    return render(
        request, "feedback/tracking/track.html", {"form": form, "again": words}, status=403
    )
