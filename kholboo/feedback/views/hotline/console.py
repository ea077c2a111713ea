"""The operator's console: a number, the caller's words, and one of four ways out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.hotline import (
    LONGEST_CALLER,
    CallerForm,
    CallForm,
    SimilarForm,
    known_of,
)
from kholboo.feedback.forms.published import words_from
from kholboo.feedback.models import Call, Case
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.people import spaced
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.hotline import calls as queries
from kholboo.feedback.queries.hotline.caller import (
    ANSWER_CALLS,
    Caller,
    caller_behind,
    caller_with,
)
from kholboo.feedback.queries.hotline.similar import similar_cases
from kholboo.feedback.queries.published import search_answers, similar_answers
from kholboo.feedback.queries.sensitive import SITTING
from kholboo.feedback.services import hotline as services
from kholboo.feedback.views.desk_words import STATUSES
from kholboo.feedback.views.keeping import kept_for
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.states import DueChip

# So many answers are read through while somebody waits on the line.
ANSWERS = 5
# What the buttons of the page say in `become`; a note says which case in `note_on`.
WAYS = {str(way): way for way in CallResult if way != CallResult.NOTE}


@staff("feedback.answer_calls")
@require_http_methods(["GET", "POST"])
def hotline(request: StaffRequest) -> HttpResponse:
    """Where a call begins. The number is posted, so that it stands in no address and no log."""
    form = CallerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        call = services.begin_call(phone=form.cleaned_data["phone"], actor=request.user)
        return redirect("feedback:call", call.key)
    calls = [(each, queries.caller_of(each)) for each in queries.calls_of(request.user)]
    context = {"form": form, "calls": calls, **_rights(request)}
    status = 422 if form.errors else 200
    return render(request, "feedback/hotline/start.html", context, status=status)


@staff("feedback.answer_calls")
@require_http_methods(["GET", "POST"])
def call(request: StaffRequest, call_key: UUID) -> HttpResponse:
    """The console of one call. A call that ended leads to what it became."""
    call = queries.call_for(request.user, call_key)
    if not call.is_open:
        return _ended(request, call)
    phone = queries.phone_behind(call)
    caller = caller_with(request.user, phone)
    if request.method == "GET":
        known = known_of(caller.person, phone) | {"aimag": caller.place}
        form = CallForm(call=call, initial=known)
        return _console(request, call, form, caller, phone=phone)
    way = _way(request)
    if way == CallResult.DROPPED:
        return _ended(request, services.drop_call(call))
    form = CallForm(request.POST, call=call, way=way)
    if form.is_valid():
        with errors_on(form):
            return _ended(request, _became(request, call, form, way))
    return _console(request, call, form, caller, phone=phone, status=422)


def _way(request: StaffRequest) -> CallResult:
    if request.POST.get("note_on"):
        return CallResult.NOTE
    return WAYS.get(request.POST.get("become", ""), CallResult.CASE)


def _became(request: StaffRequest, call: Call, form: CallForm, way: CallResult) -> Call:
    given, actor = form.cleaned_data, request.user
    if way == CallResult.NOTE:
        case = desk.closed_case_for(actor, request.POST["note_on"][:LONGEST_CALLER], ANSWER_CALLS)
        return services.note_on_case(call, case, text=given["text"], actor=actor)
    new = form.new_case([])
    if way == CallResult.CONSULTATION:
        return services.explain_call(call, new, words=given["answer"], actor=actor)
    if way == CallResult.TRANSFER:
        return services.transfer_call(call, new, form.onward(), actor=actor)
    return services.keep_case(call, new, actor=actor)


def _ended(request: StaffRequest, call: Call) -> HttpResponse:
    if call.became == CallResult.DROPPED:
        messages.success(request, _("The call ended. Nothing was written down."))
        return redirect("feedback:hotline")
    return redirect("feedback:call_done", call.key)


def _console(  # noqa: PLR0913  # everything the page is made of
    request: StaffRequest,
    call: Call,
    form: CallForm,
    caller: Caller,
    *,
    phone: str,
    status: int = 200,
) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "phone": spaced(phone),
        "kept": kept_for(request.user, "call", call.key),
        "way": form.way if form.errors else "",
        **_caller_shown(request, caller),
        **_rights(request),
    }
    return render(request, "feedback/hotline/call.html", context, status=status)


@staff("feedback.answer_calls")
@require_POST
def look_up(request: StaffRequest, call_key: UUID) -> HttpResponse:
    """Somebody calls from another's phone: their number or their case's is typed and found.

    Posted, so that no phone stands in an address. Without script the whole page comes back.
    """
    call = queries.call_for(request.user, call_key)
    if not call.is_open:
        return _ended(request, call)
    typed = request.POST.get("caller", "").replace("\x00", "")[:LONGEST_CALLER]
    caller = caller_behind(request.user, typed)
    if request.htmx:
        context = {"call": call, "typed": typed, **_caller_shown(request, caller)}
        return render(request, "feedback/hotline/parts/caller.html", context)
    phone = queries.phone_behind(call)
    known = known_of(caller.person, phone) | {"aimag": caller.place}
    form = CallForm(call=call, initial=known)
    return _console(request, call, form, caller, phone=phone)


@staff("feedback.answer_calls")
@require_POST
def similar(request: StaffRequest) -> HttpResponse:
    """Open cases and published answers like the words typed so far.

    Posted: what a citizen says stands in no address.
    """
    form = SimilarForm(request.POST)
    form.is_valid()
    given = form.cleaned_data
    text, service = given.get("text", ""), given.get("service")
    found = similar_cases(request.user, text, service=service, aimag=given.get("aimag"))
    context = {
        "cases": [(case, STATUSES[case.status]) for case in found],
        "answers": similar_answers(text, service),
    }
    return render(request, "feedback/hotline/parts/similar.html", context)


@staff("feedback.answer_calls")
@require_POST
def answers_beside(request: StaffRequest) -> HttpResponse:
    """Published answers with the words an operator looks for while they explain.

    Posted, as the words beside it: they may be the caller's.
    """
    words = words_from(request.POST)
    found = search_answers(words, service=None, number=1).rows[:ANSWERS] if words else []
    context = {"words": words, "answers": found}
    return render(request, "feedback/hotline/parts/answers.html", context)


def _caller_shown(request: StaffRequest, caller: Caller) -> dict[str, object]:
    """Any number can be typed here, so each citizen whose name comes up finds who looked."""
    named = [Case(pk=row.key) for row in caller.cases if row.sender]
    audit.record_looks("feedback.person_revealed", named, actor=request.user, once_in=SITTING)
    today = clock.local_date(clock.now())
    lines = [
        (
            row,
            KINDS[row.kind],
            STATUSES[row.status],
            DueChip(
                row.due_on,
                today,
                term=row.term,
                is_stopped=row.is_stopped,
                is_done=not row.is_open,
            ),
        )
        for row in caller.cases
    ]
    return {"caller": caller, "lines": lines}


def _rights(request: StaffRequest) -> dict[str, bool]:
    held = desk.permissions_of(request.user)
    return {
        "may_register": "feedback.register_case" in held,
        "may_read_statistics": "feedback.read_call_statistics" in held,
    }
