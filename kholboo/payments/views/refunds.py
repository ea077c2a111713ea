"""Money that goes back: what waits, and the decision of a second person."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.payments.forms.desk import DecideForm, HandForm
from kholboo.payments.models import Refund
from kholboo.payments.queries import desk as queries
from kholboo.payments.rights import APPROVE, TAKE
from kholboo.payments.services import refunds as services
from kholboo.payments.views.places import places


@staff("payments.read_desk")
@require_GET
def refunds(request: StaffRequest) -> HttpResponse:
    rows = list(queries.waiting_refunds(request.user)[:200])
    facts = {
        "rows": rows,
        "may_decide": request.user.has_perm(APPROVE),
        "may_give": request.user.has_perm(TAKE),
        "places": places(request.user, "refunds"),
    }
    return render(request, "payments/desk/refunds.html", facts)


@staff("payments.approve_refund", is_fresh=True)
@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest, refund_id: int) -> HttpResponse:
    refund = queries.refund_for(request.user, refund_id, APPROVE)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            services.decide(
                refund,
                is_approved="approve" in request.POST,
                note=form.cleaned_data["note"],
                actor=request.user,
            )
            messages.success(request, _("Decided."))
            return redirect("payments:refunds")
    is_own = refund.asked_by_id == request.user.pk
    return _page(request, refund, form, is_own=is_own)


@staff("payments.take_money")
@require_http_methods(["GET", "POST"])
def give(request: StaffRequest, refund_id: int) -> HttpResponse:
    """The cashier gave it back by hand, and writes how."""
    refund, form = queries.refund_for(request.user, refund_id, TAKE), HandForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            services.give_by_hand(refund, note=form.cleaned_data["note"], actor=request.user)
            messages.success(request, _("Written down: the money is given back."))
            return redirect("payments:refunds")
    return _page(request, refund, form, is_giving=True)


def _page(request: StaffRequest, refund: Refund, form: Form, **more: bool) -> HttpResponse:
    facts = {
        "refund": refund,
        "invoice": refund.settlement.invoice,
        "form": form,
        "places": places(request.user, "refunds"),
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "payments/desk/refund.html", facts, status=status)
