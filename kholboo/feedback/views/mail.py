"""The mailbox at the desk: what came, and what becomes of each letter."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.documents.rules import Variant
from kholboo.documents.services.serving import serve
from kholboo.feedback.forms.mail import (
    AddForm,
    AsideForm,
    LetterForm,
    first_letter,
    page_from,
    state_from,
)
from kholboo.feedback.mail_states import AsideReason, LetterState
from kholboo.feedback.models import Case, IncomingLetter
from kholboo.feedback.queries import desk, mail
from kholboo.feedback.queries.sensitive import SITTING
from kholboo.feedback.rules import MAX_TEXT
from kholboo.feedback.services import mail as letters
from kholboo.notifications.mailbox.reading import Trouble
from kholboo.notifications.services.mailbox import is_read
from kholboo.ui.components.navigation import Place

EMPTY = {
    LetterState.NEW: gettext_lazy("When somebody writes to the agency's address, it appears here."),
    LetterState.ASIDE: gettext_lazy("Automatic replies and circulars are put here by themselves."),
    LetterState.DONE: gettext_lazy("Letters that became cases are kept here."),
}
TABS = {
    LetterState.NEW: gettext_lazy("To decide"),
    LetterState.ASIDE: gettext_lazy("Aside"),
    LetterState.DONE: gettext_lazy("Decided"),
}
TROUBLES = {
    Trouble.TOO_LARGE: gettext_lazy("It is too large: only its beginning was read."),
    Trouble.CHARSET: gettext_lazy("Its letters are written in an unknown way: some may be wrong."),
    Trouble.BROKEN: gettext_lazy("It is damaged: a part of it could not be read."),
    Trouble.TOO_MANY_FILES: gettext_lazy("It has more than 10 files: the first ones were taken."),
    Trouble.FILE_REFUSED: gettext_lazy("Some of its files could not be taken."),
}


@staff("feedback.read_mail")
@require_GET
def all_letters(request: StaffRequest) -> HttpResponse:
    state = state_from(request.GET.get("state", ""))
    page = mail.letters(request.user, state, page=page_from(request.GET.get("page", "")))
    waiting = mail.waiting_count()
    context = {
        "state": state,
        "tabs": [_tab(one, state, waiting) for one in LetterState],
        "page": page,
        "empty": EMPTY[state],
        "is_read": is_read(),
        "look": mail.last_look(),
        "zone": clock.ULAANBAATAR,
        "may_register": "feedback.register_case" in desk.permissions_of(request.user),
    }
    return render(request, "feedback/mail/letters.html", context)


def _tab(state: LetterState, current: LetterState, waiting: int) -> Place:
    home = reverse("feedback:letters")
    return Place(
        label=str(TABS[state]),
        href=home if state == LetterState.NEW else f"{home}?state={state}",
        count=waiting if state == LetterState.NEW else None,
        is_current=state == current,
    )


@staff("feedback.read_mail")
@require_http_methods(["GET", "POST"])
def letter_page(request: StaffRequest, letter_id: int) -> HttpResponse:
    """The letter on one side, the case it becomes on the other; sent, the case is made."""
    letter = mail.letter_for(request.user, letter_id)
    if request.method == "GET":
        return _shown(request, letter)
    form = LetterForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            new = form.case_under(letters.key_of(letter))
            receipt = letters.receive_letter(letter, new, actor=request.user)
            if receipt.case.taken_by_id == request.user.pk:
                return redirect("feedback:case_receipt", receipt.case.number)
            return redirect("feedback:letter", letter_id)
    return _shown(request, letter, form=form, status=422)


@staff("feedback.read_mail")
@require_POST
def add_letter(request: StaffRequest, letter_id: int) -> HttpResponse:
    letter = mail.letter_for(request.user, letter_id)
    form = AddForm(request.POST)
    if form.is_valid():
        case = _case_of(request.user, form.cleaned_data["number"])
        if case is None:
            form.add_error("number", _("There is no such case on your desk."))
            return _shown(request, letter, add=form, status=422)
        with errors_on(form):
            is_checked = form.cleaned_data["is_checked"]
            letters.add_letter(letter, case, is_checked=is_checked, actor=request.user)
            return redirect("feedback:case", case.number)
    return _shown(request, letter, add=form, status=422)


@staff("feedback.read_mail")
@require_POST
def put_letter_aside(request: StaffRequest, letter_id: int) -> HttpResponse:
    letter = mail.letter_for(request.user, letter_id)
    form = AsideForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            reason = AsideReason(form.cleaned_data["reason"])
            letters.put_aside(letter, reason=reason, actor=request.user)
            messages.success(request, _("The letter was put aside."))
            return redirect("feedback:letters")
    return _shown(request, letter, aside=form, status=422)


@staff("feedback.read_mail")
@require_POST
def take_letter_back(request: StaffRequest, letter_id: int) -> HttpResponse:
    letters.take_back(mail.letter_for(request.user, letter_id), actor=request.user)
    return redirect("feedback:letter", letter_id)


@staff("feedback.read_mail")
@require_GET
def letter_file(request: StaffRequest, letter_id: int, key: UUID) -> HttpResponseBase:
    letter = mail.letter_for(request.user, letter_id)
    document = mail.file_of(letter, str(key))
    audit.record(
        "feedback.letter_file_downloaded", letter, actor=request.user, document=str(document.pk)
    )
    return serve(document, variant=Variant.VIEW, request=request)


def _case_of(user: User, number: str) -> Case | None:
    try:
        return desk.case_for(user, number)
    except NotFound:
        return None


def _shown(  # noqa: PLR0913  # one page with three forms
    request: StaffRequest,
    letter: IncomingLetter,
    *,
    form: LetterForm | None = None,
    add: AddForm | None = None,
    aside: AsideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    audit.record_view(letter, actor=request.user, once_in=SITTING)
    if letter.case:
        # Its words are the case's, so the citizen finds this look among the others.
        audit.record_view(letter.case, actor=request.user, once_in=SITTING)
    words = mail.opened(letter)
    named = mail.cases_named(request.user, letter, words)
    wrong: list[BaseForm] = [one for one in (form, add, aside) if one is not None and one.errors]
    context = {
        "letter": letter,
        "is_added": bool(letter.case and letter.case.client_key != letters.key_of(letter)),
        "words": words,
        "named": named,
        "documents": mail.documents_of(letter),
        "troubles": [TROUBLES[Trouble(code)] for code in letter.troubles if code in set(Trouble)],
        "is_longer": len(words.whole) > MAX_TEXT,
        "zone": clock.ULAANBAATAR,
        "form": form or first_letter(words),
        "add": add or AddForm(initial={"number": named[0].number if named else ""}),
        "aside": aside or AsideForm(),
        "wrong": wrong[0] if wrong else None,
        "is_adding": add is not None or bool(named),
        "is_putting_aside": aside is not None,
        "may_register": "feedback.register_case" in desk.permissions_of(request.user),
    }
    return render(request, "feedback/mail/letter.html", context, status=status)
