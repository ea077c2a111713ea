"""The cashier's desk: what waits, what does not fit, one invoice with everything that came."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.payments import payers
from kholboo.payments.forms.desk import CashForm, DayForm, FindForm, RefundForm, VoidForm
from kholboo.payments.models import Invoice
from kholboo.payments.purposes import purpose_of
from kholboo.payments.queries import desk as queries
from kholboo.payments.rights import TAKE
from kholboo.payments.rules import Source
from kholboo.payments.services import cash, invoicing, refunds
from kholboo.payments.views.places import places

PAGE = 50


@staff("payments.read_desk")
@require_GET
def invoices(request: StaffRequest) -> HttpResponse:
    """One list: to clear, open, or paid; a number leads straight to its invoice."""
    find = FindForm(request.GET)
    number = find.number()
    if number:
        return redirect("payments:desk_invoice", number)
    lists = {
        "clear": (_("To clear"), queries.to_clear(request.user)),
        "open": (_("Waiting for payment"), queries.open_invoices(request.user)),
        "paid": (_("Paid"), queries.settled_invoices(request.user)),
    }
    chosen = request.GET.get("list", "")
    chosen = chosen if chosen in lists else "open"
    title, rows = lists[chosen]
    facts = {
        "page": Paginator(rows[: queries.LONGEST_LIST], PAGE).get_page(request.GET.get("page")),
        "places": places(request.user, chosen),
        "title": title,
        "list": chosen,
        "query": f"list={chosen}",
        "find": find,
        "is_not_found": bool(request.GET.get("q", "").strip()),
    }
    return render(request, "payments/desk/invoices.html", facts)


@staff("payments.read_desk")
@require_GET
def invoice(request: StaffRequest, invoice_no: str) -> HttpResponse:
    return _page(request, queries.invoice_for(request.user, invoice_no))


@staff("payments.take_money")
@require_POST
def take_cash(request: StaffRequest, invoice_no: str) -> HttpResponse:
    found, form = queries.invoice_for(request.user, invoice_no, TAKE), CashForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            cash.take_cash(found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The money is written down."))
            return redirect("payments:desk_invoice", found.number)
    return _page(request, found, cash=form)


@staff("payments.take_money")
@require_POST
def void(request: StaffRequest, invoice_no: str) -> HttpResponse:
    found, form = queries.invoice_for(request.user, invoice_no, TAKE), VoidForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            invoicing.void(found, reason=form.cleaned_data["reason"], actor=request.user)
            messages.success(request, _("The invoice is taken back."))
            return redirect("payments:desk_invoice", found.number)
    return _page(request, found, void=form)


@staff("payments.take_money")
@require_POST
def ask_refund(request: StaffRequest, invoice_no: str) -> HttpResponse:
    found, form = queries.invoice_for(request.user, invoice_no, TAKE), RefundForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        settlement = queries.settlement_of(found, given.pop("settlement"))
        with errors_on(form):
            refunds.ask(settlement, actor=request.user, **given)
            messages.success(request, _("Asked for. A second person decides."))
            return redirect("payments:desk_invoice", found.number)
    return _page(request, found, refund=form)


def _page(request: StaffRequest, found: Invoice, **forms: Form) -> HttpResponse:
    may_take = request.user.has_perm(TAKE)
    money = list(queries.money_of(found))
    facts: dict[str, Any] = {
        "invoice": found,
        "payer": payers.payer_of(found),
        "what": purpose_of(found.purpose).label,
        "may_void": not found.balance and purpose_of(found.purpose).may_void,
        "lines": found.lines.all(),
        "money": [(one, _refund_form(forms, one.pk, one.amount)) for one in money],
        "attempts": found.attempts.all(),
        "receipt": getattr(found, "receipt", None),
        "may_take": may_take,
        "wrong": next(iter(forms.values()), None),
        "cash": forms.get("cash") or CashForm(initial={"amount": found.rest or None}),
        "void": forms.get("void") or VoidForm(),
        "places": places(request.user, ""),
        "today": clock.local_date(clock.now()),
    }
    return render(request, "payments/desk/invoice.html", facts, status=422 if forms else 200)


def _refund_form(forms: dict[str, Form], settlement_id: int, amount: int) -> Form:
    """The one that was sent stays with the payment it is about."""
    sent = forms.get("refund")
    if sent is not None and sent.data.get("settlement") == str(settlement_id):
        return sent
    return RefundForm(
        initial={"settlement": settlement_id, "amount": amount},
        auto_id=f"refund-{settlement_id}-%s",
    )


@staff("payments.read_desk")
@require_GET
def day(request: StaffRequest) -> HttpResponse:
    """What came and went on a day, by office."""
    today = clock.local_date(clock.now())
    form = DayForm(request.GET) if "day_year" in request.GET else DayForm(initial={"day": today})
    chosen = (form.cleaned_data["day"] if form.is_bound and form.is_valid() else None) or today
    facts = {
        "form": form,
        "day": chosen,
        "rows": queries.day_totals(request.user, chosen),
        "sources": Source.choices,
        "places": places(request.user, "day"),
    }
    return render(request, "payments/desk/day.html", facts)
