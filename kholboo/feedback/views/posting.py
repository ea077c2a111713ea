"""Letters to bodies without an e-mail: printed, posted, and marked with day and number."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.bodies import PostedForm
from kholboo.feedback.queries import bodies as queries
from kholboo.feedback.queries import desk
from kholboo.feedback.services.forwarding import mark_posted
from kholboo.feedback.services.onward_letter import onward_pdf
from kholboo.feedback.views.desk_acts import acted
from kholboo.feedback.views.desk_case import read_case

# More than one office posts in a month; the page says when there are more.
SHOWN = 200


@staff("feedback.forward_case")
@require_GET
def letters(request: StaffRequest) -> HttpResponse:
    rows = list(queries.letters_to_post(request.user)[: SHOWN + 1])
    facts = {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN}
    return render(request, "feedback/bodies/posting.html", facts)


@staff("feedback.forward_case")
@require_GET
def letter(request: StaffRequest, number: str) -> HttpResponse:
    """The letter to the body, for printing. NotFound for a case that was not passed on."""
    case = read_case(request, number, NEEDS[Act.FORWARD])
    forwarding = queries.forwarding_of(case)
    if forwarding is None or case.erased_at:
        raise NotFound(_("This case has no letter to another body."))
    response = HttpResponse(onward_pdf(case, forwarding), content_type="application/pdf")
    name = content_disposition_header(False, f"{case.number}-onward.pdf")
    response["Content-Disposition"] = name or "inline"
    return response


@staff("feedback.forward_case")
@require_http_methods(["GET", "POST"])
def posted(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.POST])
    today = clock.local_date(clock.now(), case.office.zone)
    form = PostedForm(request.POST or None, initial={"on": today})

    def mark(form: forms.Form) -> object:
        return mark_posted(case, **form.cleaned_data, actor=request.user)

    return acted(request, case, Act.POST, form, mark, said=_("Marked. The citizen is told."))
