"""Writing down what came by phone, on paper or in person; and reading the number back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.documents.services.uploads import receive_uploads
from kholboo.feedback.forms.desk_new import NewCaseForm
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.intake import Receipt, receive_case
from kholboo.feedback.services.messages import follow_link
from kholboo.feedback.views.keeping import kept_for
from kholboo.feedback.views.kinds import KINDS


@staff("feedback.register_case")
@require_http_methods(["GET", "POST"])
def new_case(request: StaffRequest) -> HttpResponse:
    """One page. Files are cleaned before the case is made, so a bad file stops nothing typed."""
    form = NewCaseForm(request.POST, request.FILES) if request.method == "POST" else NewCaseForm()
    if request.method == "POST" and form.is_valid():
        receipt = _received(request, form)
        if receipt:
            return redirect("feedback:case_receipt", receipt.case.number)
    context = {"form": form, "may_register": True, "kept": kept_for(request.user, "new")}
    return render(request, "feedback/desk/new.html", context, status=422 if form.errors else 200)


def _received(request: StaffRequest, form: NewCaseForm) -> Receipt | None:
    with errors_on(form):
        documents = receive_uploads(form.papers, actor=request.user, client_keys=form.paper_keys)
        return receive_case(form.new_case(documents), actor=request.user)
    return None


@staff("feedback.register_case")
@require_GET
def case_receipt(request: StaffRequest, number: str) -> HttpResponse:
    """Number and secret, to read aloud and to print; for who wrote it down, for a day."""
    now = clock.now()
    case = desk.receipt_for(request.user, number, now=now)
    audit.record("feedback.secret_shown", case, actor=request.user)
    context = {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "secret": secret_of(case),
        "link": follow_link(case),
        "counting": counting_of(case, now=now),
        "is_mine_to_see": desk.visible_cases(request.user).filter(pk=case.pk).exists(),
        "may_register": True,
    }
    return render(request, "feedback/desk/receipt.html", context)
