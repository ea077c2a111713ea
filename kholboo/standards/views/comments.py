"""One comment at the desk: read it, show it or hold it back, answer it, open the address."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.commenting import HeldFor, Verdict
from kholboo.standards.forms.enquiry import AnswerForm, HoldForm, SeenForm
from kholboo.standards.models import Comment
from kholboo.standards.queries import enquiry as queries
from kholboo.standards.rights import ANSWER_COMMENT, OPEN_CONTACT
from kholboo.standards.services import enquiry as services
from kholboo.standards.services.comment_contacts import open_contact


@staff("standards.read_comments")
@require_GET
def comment(request: StaffRequest, comment_id: int) -> HttpResponse:
    return _page(request, queries.comment_at(comment_id))


@staff("standards.answer_comment")
@require_POST
def release(request: StaffRequest, comment_id: int) -> HttpResponse:
    form = SeenForm(request.POST)

    def act(found: Comment) -> None:
        services.release(found, actor=request.user, seen=form.cleaned_data["seen"])

    return _done(request, comment_id, form, act, _("Everybody can read it now."))


@staff("standards.answer_comment")
@require_POST
def hold(request: StaffRequest, comment_id: int) -> HttpResponse:
    form = HoldForm(request.POST)

    def act(found: Comment) -> None:
        given = form.cleaned_data
        held_for = HeldFor(given["held_for"])
        services.hold(found, held_for=held_for, actor=request.user, seen=given["seen"])

    return _done(request, comment_id, form, act, _("It is held back."))


@staff("standards.answer_comment")
@require_POST
def answer(request: StaffRequest, comment_id: int) -> HttpResponse:
    form = AnswerForm(request.POST)

    def act(found: Comment) -> None:
        given = form.cleaned_data
        verdict = Verdict(given["verdict"])
        services.answer(
            found, verdict=verdict, words=given["answer"], actor=request.user, seen=given["seen"]
        )

    return _done(request, comment_id, form, act, _("The answer is kept."))


@staff("standards.open_comment_contact")
@require_POST
def contact(request: StaffRequest, comment_id: int) -> HttpResponse:
    """The address of who wrote; history keeps that it was opened, and by whom."""
    found = queries.comment_at(comment_id)
    return _page(request, found, address=open_contact(found, actor=request.user))


def _done(
    request: StaffRequest,
    comment_id: int,
    form: SeenForm,
    act: Callable[[Comment], None],
    said: str,
) -> HttpResponse:
    found = queries.comment_at(comment_id)
    if form.is_valid():
        with errors_on(form):
            act(found)
            messages.success(request, said)
            return redirect("standards:desk_comment", found.pk)
    return _page(request, queries.comment_at(comment_id), form)


def _page(
    request: StaffRequest, found: Comment, form: SeenForm | None = None, address: str = ""
) -> HttpResponse:
    first = {"verdict": found.verdict, "answer": found.answer, "seen": found.turn}
    is_answering = isinstance(form, AnswerForm)
    facts = {
        "comment": found,
        "enquiry": found.enquiry,
        "edition": found.enquiry.edition,
        "form": form,
        "answering": form if is_answering else AnswerForm(initial=first),
        "holding": form if isinstance(form, HoldForm) else HoldForm(initial=first),
        "may_answer": request.user.has_perm(ANSWER_COMMENT),
        "has_contact": request.user.has_perm(OPEN_CONTACT) and queries.has_contact(found),
        "address": address,
        "following": queries.next_of(found),
    }
    status = 422 if form is not None else 200
    return render(request, "standards/desk/enquiry/comment.html", facts, status=status)
