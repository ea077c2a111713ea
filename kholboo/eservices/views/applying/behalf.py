"""For who applied on paper: an officer writes down what they answer, and that they take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.withdrawal import WithdrawalForm
from kholboo.eservices.models import Application
from kholboo.eservices.queries import tracking
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.queries.reach import application_for
from kholboo.eservices.rights import COUNTER
from kholboo.eservices.rules import Via
from kholboo.eservices.services import ending
from kholboo.eservices.views.applying.visit import language
from kholboo.eservices.views.mine.application import letter
from kholboo.eservices.views.mine.completing import Side, completion_page
from kholboo.eservices.views.page import read_application

HOME = "eservices:desk_application"


def on_paper(user: User, number: str) -> Application:
    """Who applied online answers online: nobody of ours does it for them."""
    found = application_for(user, number, COUNTER)
    if found.via != Via.COUNTER:
        raise NotFound(
            gettext_lazy("There is no such paper application on your desk."), application=number
        )
    return found


@staff("eservices.take_paper")
@require_http_methods(["GET", "POST"])
def complete(request: StaffRequest, application: str) -> HttpResponse:
    """What was asked of the applicant, with what they brought."""
    found = on_paper(request.user, application)
    return completion_page(request, found, Side(_show, HOME))


def _show(
    request: StaffRequest, found: Application, *, status: int = 200, **facts: Any
) -> HttpResponse:
    context = {
        "application": found,
        "title": say(asked_by(found.version).book.title, language()),
        "progress": tracking.progress_of(found),
        "is_behalf": True,
        **facts,
    }
    return render(request, "eservices/counter/complete.html", context, status=status)


@staff("eservices.take_paper")
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, application: str) -> HttpResponse:
    found = on_paper(request.user, application)
    if not found.is_open:
        return redirect(HOME, found.number)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            ending.withdraw(found, reason=form.cleaned_data["reason"], actor=request.user)
            messages.success(request, _("It is written down: the applicant took it back."))
            return redirect(HOME, found.number)
    facts = {"application": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "eservices/counter/withdraw.html", facts, status=status)


@staff("eservices.read_application")
@require_GET
def letter_of(request: StaffRequest, application: str) -> HttpResponse:
    """The decision to print and hand over; the applicant's own page has the same."""
    return letter(request, read_application(request, application), home=HOME)
