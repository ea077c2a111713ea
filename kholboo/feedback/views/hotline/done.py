"""After the call: what to read to the caller, and the SMS with number and secret."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Call, Case
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.hotline import calls as queries
from kholboo.feedback.queries.hotline.caller import ANSWER_CALLS
from kholboo.feedback.queries.hotline.reading import read_back
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.messages import follow_link, send_receipt_again
from kholboo.feedback.views.kinds import KINDS


@staff("feedback.answer_calls")
@require_GET
def call_done(request: StaffRequest, call_key: UUID) -> HttpResponse:
    """Number and secret are shown for a day to who wrote the case down, as on a receipt."""
    call = queries.call_for(request.user, call_key)
    if call.case is None:
        return redirect("feedback:call" if call.is_open else "feedback:hotline", *_of(call))
    is_note = call.became == CallResult.NOTE
    context = {
        "call": call,
        "case": call.case,
        "kind": KINDS[CaseKind(call.case.kind)],
        "may_register": True,
        **(_noted(request, call.case) if is_note else _received(request, call.case, call.became)),
    }
    return render(request, "feedback/hotline/done.html", context)


@staff("feedback.answer_calls")
@require_POST
def sms_again(request: StaffRequest, call_key: UUID) -> HttpResponse:
    """The caller did not get the SMS, or lost it."""
    call = queries.call_for(request.user, call_key)
    if call.case is None or call.became == CallResult.NOTE:
        return redirect("feedback:call_done", call.key)
    case = desk.receipt_for(request.user, call.case.number, now=clock.now())
    try:
        send_receipt_again(case, actor=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The SMS with number and secret code is on its way."))
    return redirect("feedback:call_done", call.key)


def _of(call: Call) -> list[object]:
    return [call.key] if call.is_open else []


def _noted(request: StaffRequest, case: Case) -> dict[str, object]:
    case = desk.closed_case_for(request.user, case.number, ANSWER_CALLS)
    with override(case.language):
        return {"sentences": read_back(case, CallResult.NOTE)}


def _received(request: StaffRequest, case: Case, became: str) -> dict[str, object]:
    case = desk.receipt_for(request.user, case.number, now=clock.now())
    audit.record("feedback.secret_shown", case, actor=request.user)
    secret = secret_of(case)
    with override(case.language):
        sentences = read_back(case, CallResult(became), secret=secret)
    return {"sentences": sentences, "secret": secret, "link": follow_link(case)}
