"""A letter on paper: looked at, printed, and marked when it has left."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.seal import Unsealable
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.forms.postings import PostedForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries.postings import posting_of
from kholboo.feedback.rules import EventKind, PersonKind
from kholboo.feedback.services import postings
from kholboo.feedback.services.messages import letter_words
from kholboo.feedback.views.desk_case import read_case

# The letters that carry the secret code: history keeps who printed them.
WITH_CODE = (EventKind.RECEIVED, EventKind.NAMED)


@staff("feedback.post_letter")
@require_http_methods(["GET", "POST"])
def posting(request: StaffRequest, number: str, posting_id: int) -> HttpResponse:
    case = read_case(request, number, "feedback.post_letter")
    row = posting_of(case, posting_id)
    today = clock.local_date(clock.now(), case.office.zone)
    form = PostedForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if form.is_valid():
        with errors_on(form):
            postings.mark_posted(case, row, on=form.cleaned_data["on"], actor=request.user)
        if form.is_valid():
            messages.success(request, _("Marked: the letter has left."))
            return redirect("feedback:case", case.number)
    if row.event.kind in WITH_CODE:
        audit.record("feedback.secret_shown", case, actor=request.user)
    context = {
        "case": case,
        "row": row,
        "form": form,
        "zone": case.office.zone,
        "to": _addressee(case),
        # Its PDF says all; what an e-mail would say of it only leads there.
        "is_answer": row.event.kind == EventKind.ANSWERED,
        "words": letter_words(row.event, case),
    }
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/posting.html", context, status=status)


def _addressee(case: Case) -> list[str]:
    try:
        person: Person = person_of(case.contact)
    except Unsealable:
        return []
    name = "" if person.kind == PersonKind.UNNAMED else person.full_name
    return [line for line in (name, person.address) if line]
