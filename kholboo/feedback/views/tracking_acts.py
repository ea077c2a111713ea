"""What the citizen does on the page of their case: write, rate, reopen, withdraw."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import public
from kholboo.core import limits
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents.models import Document
from kholboo.documents.services.uploads import receive_uploads
from kholboo.feedback.forms.tracking import MessageForm, RatingForm, ReopenForm, WithdrawForm
from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseStatus, Channel, Solved
from kholboo.feedback.services import citizen, published
from kholboo.feedback.views.tracking_doors import with_case
from kholboo.feedback.views.tracking_page import case_page, title_of

# Each message writes to the officer too.
MESSAGES_IN_AN_HOUR = 30
HOUR = 3600


@public
@with_case
@require_POST
def send_message(request: HttpRequest, case: Case) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        try:
            limits.knock("track.message", str(case.pk), limit=MESSAGES_IN_AN_HOUR, seconds=HOUR)
            with errors_on(form):
                citizen.send_message(
                    case,
                    text=form.cleaned_data["text"],
                    documents=_received(request, case, form),
                    key=form.cleaned_data["key"],
                )
                return _done(request, case, _("Sent. The officer will read it."))
        except TooMany as error:
            form.add_error(None, error.message)
            status = 429
    return _wrong(request, case, form, status=status)


def _received(request: HttpRequest, case: Case, form: BaseForm) -> list[Document]:
    """The files, cleaned and stored. The message's key makes each of them arrive once."""
    files = [*request.FILES.getlist("files"), *request.FILES.getlist("voice")]
    key: UUID | None = form.cleaned_data["key"]
    keys = [uuid5(key, str(place)) for place in range(len(files))] if key else []
    if not files:
        return []
    return receive_uploads(files, actor=None, client_keys=keys, asker=f"case:{case.pk}")


@public
@with_case
@require_POST
def rate(request: HttpRequest, case: Case) -> HttpResponse:
    form = RatingForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            citizen.rate_case(
                case,
                solved=Solved(form.cleaned_data["solved"]),
                score=form.cleaned_data["score"],
                words=form.cleaned_data["words"],
                way=form.way,
            )
            return _done(request, case, _("Thank you. Your rating helps us to work better."))
    return _wrong(request, case, form)


@public
@with_case
@require_POST
def reopen(request: HttpRequest, case: Case) -> HttpResponse:
    form = ReopenForm(request.POST)
    gets_term = case.rule is not None or case.channel == Channel.PHONE
    done = (
        _("The case is open again. It has a new due date.")
        if gets_term
        else _("The case is open again. We look at it once more.")
    )
    if form.is_valid():
        if case.is_open and form.cleaned_data["round"] < case.round:
            # The second click of a double click.
            return _done(request, case, done)
        with errors_on(form):
            citizen.reopen_case(case, reason=form.cleaned_data["reason"])
            return _done(request, case, done)
    return _wrong(request, case, form)


@public
@with_case
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """A page of its own asks first, because nothing brings a withdrawn case back."""
    form = WithdrawForm(request.POST or None)
    if case.status == CaseStatus.WITHDRAWN:
        return redirect("feedback:track_case", case.number)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            citizen.withdraw_case(case, reason=form.cleaned_data["reason"])
            return _done(request, case, _("You withdrew the case. We do nothing more."))
    return render(
        request,
        "feedback/tracking/withdraw.html",
        {"case": case, "title": title_of(case), "form": form},
        status=422 if form.errors else 200,
    )


@public
@with_case
@require_POST
def change_consent(request: HttpRequest, case: Case) -> HttpResponse:
    """May the answer help others? Yes, or no longer: then it comes down at once."""
    if request.POST.get("consent") != "yes":
        published.withdraw_consent(case)
        return _done(request, case, _("Your consent is taken back. Nobody reads the answer now."))
    try:
        published.give_consent(case)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("feedback:track_case", case.number)
    return _done(request, case, _("Thank you. We take out everything personal before we publish."))


def _done(request: HttpRequest, case: Case, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("feedback:track_case", case.number)


def _wrong(request: HttpRequest, case: Case, form: BaseForm, *, status: int = 422) -> HttpResponse:
    return case_page(request, case, form=form, status=status)
