"""Adding a name to what was sent without one, on a page of its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import public
from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.formats.days import day_long
from kholboo.feedback.forms.person import PersonForm, known_of
from kholboo.feedback.forms.sending import person_in
from kholboo.feedback.models import Case
from kholboo.feedback.queries.fields import needs_of
from kholboo.feedback.rules import Channel, PersonKind
from kholboo.feedback.services.naming import name_case
from kholboo.feedback.views.tracking_doors import with_case


@public
@with_case
@require_http_methods(["GET", "POST"])
def add_name(request: HttpRequest, case: Case) -> HttpResponse:
    if case.contact.kind != PersonKind.UNNAMED or not case.is_open:
        return redirect("feedback:track_case", case.number)
    user = request.user if isinstance(request.user, User) else None
    known = known_of(user, PersonKind.PERSON) if user else {}
    needs = needs_of(
        kind=case.kind,
        person=PersonKind.PERSON,
        channel=Channel.WEB,
        day=clock.local_date(clock.now()),
    )
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, initial=known, needs=needs)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            named = name_case(case, person_in(form, PersonKind.PERSON), user=user)
            due = day_long(named.due_on) if named.due_on else "–"
            words = _("Thank you. The term of the law began today: we answer by %(day)s.")
            messages.success(request, words % {"day": due})
            return redirect("feedback:track_case", case.number)
    facts = {"case": case, "form": form}
    status = 422 if form.errors else 200
    return render(request, "feedback/naming/name.html", facts, status=status)
