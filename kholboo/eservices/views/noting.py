"""Writing a note for colleagues."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.eservices.forms.noting import InsideNoteForm
from kholboo.eservices.queries import desk
from kholboo.eservices.queries.reach import application_for
from kholboo.eservices.rights import NOTE
from kholboo.eservices.services import noting
from kholboo.eservices.views.page import context_of


@staff("eservices.note_application")
@require_http_methods(["GET", "POST"])
def note(request: StaffRequest, application: str) -> HttpResponse:
    found = application_for(request.user, application, NOTE)
    form = InsideNoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            noting.note(found, text=form.cleaned_data["text"], actor=request.user)
        if form.is_valid():
            messages.success(request, _("The note stands in the story."))
            return redirect("eservices:desk_application", found.number)
    context = {**context_of(desk.story_of(found), request.user), "form": form}
    return render(request, "eservices/desk/note.html", context, status=422 if form.errors else 200)
