"""The door of the telephone system (CTI): it opens the console with the caller filled in."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.feedback.forms.hotline import LONGEST_CALLER
from kholboo.feedback.people import phone_of
from kholboo.feedback.services.hotline import begin_call

View = Callable[..., HttpResponseBase]


def forgets_the_caller(view: View) -> View:
    """Who is not signed in comes back to the console: the usual way back is the whole address,
    and with it the phone would stand in the address of the sign-in page and in its log.
    """

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("feedback:hotline"))
        return view(request)

    return guarded


@forgets_the_caller
@staff("feedback.answer_calls")
@require_GET
def call_from(request: StaffRequest) -> HttpResponse:
    """`GET /hotline/call?from=+97699112233`, sent by the operator's telephone.

    Telephone systems can only open addresses, so the number comes in one. It is sealed in the
    call's row at once and the browser is led on to the row's own key: no later address, referrer
    or log line holds the phone (`core/logs.py` hides it in the line of this very request).
    A GET that writes: at most one open call for an operator and a number, and nothing else.
    """
    phone = phone_of(request.GET.get("from", "")[:LONGEST_CALLER]) or ""
    return redirect("feedback:call", begin_call(phone=phone, actor=request.user).key)
