"""The form builder: the applicant's form of a draft as pages and questions, with the phone beside it."""

from copy import deepcopy

from django.contrib import messages
from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices import rewriting_questions as rewriting
from kholboo.eservices.forms.procedure_questions import MoveForm
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries import questions as builder
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.rewriting_form import Questions
from kholboo.eservices.services import procedures as services
from kholboo.eservices.views.procedures.editing import draft_at
from kholboo.eservices.views.procedures.preview import frames


@staff("eservices.draft_procedure")
@require_GET
@frames
def questions(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened = draft_at(procedure, version)
    return _shown(request, opened, Seen(initial={"seen": opened.seen}))


@staff("eservices.draft_procedure")
@require_POST
@frames
def move(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened, found = building_at(procedure, version)
    form = MoveForm(request.POST)
    if form.is_valid():
        what, key, by = form.asked()
        changed = deepcopy(found)
        with errors_on(form):
            if what == "page":
                rewriting.move_page(changed, key, by)
            else:
                rewriting.move_question(changed, key, by)
            page = key if what == "page" else changed.page_of(key)["key"]
            if kept(request, opened, changed, form, said=gettext("It is moved.")):
                return redirect(address_of(opened, page))
    return _shown(request, opened, form)


def building_at(procedure: str, number: int) -> tuple[Opened, Questions]:
    """A draft whose form can be read; what else may be wrong with it is told beside."""
    opened = draft_at(procedure, number)
    found = builder.form_in(opened.version.files)
    if found is None:
        raise NotFound(_("The form has problems: put them right in the text of its files first."))
    return opened, found


def kept(
    request: StaffRequest, opened: Opened, changed: Questions, form: BaseForm, *, said: str = ""
) -> bool:
    """Written when it brings no new problem; otherwise the problems stand on the form.

    What was wrong with the draft before is not the fault of this change, and is told on the page.
    """
    files = changed.files()
    _read, problems = queries.try_to_read({**opened.version.files, **files})
    brought = [problem for problem in problems if problem not in opened.problems]
    for problem in brought:
        form.add_error(None, f"{problem.element}: {problem.message}")
    if brought:
        return False
    services.keep(opened.version, files, seen=form.cleaned_data["seen"], actor=request.user)
    messages.success(request, said or gettext("The form is kept."))
    return True


def address_of(opened: Opened, page: str, path: str = "") -> str:
    """The builder where the phone shows this page; at the question that was changed."""
    version = opened.version
    address = reverse("eservices:procedure_questions", args=[version.procedure.key, version.number])
    return f"{address}?page={page}" + (f"#q-{path.replace('.', '-')}" if path else "")


def with_phone(
    request: StaffRequest, name: str, opened: Opened, form: BaseForm, **facts: object
) -> HttpResponse:
    """A page of the builder: `chosen` is the page of the form that the phone shows."""
    # Where nothing can be read as a whole there is nothing to walk on a phone.
    facts = {
        "opened": opened,
        "version": opened.version,
        "form": form,
        "has_phone": opened.read is not None,
        **facts,
    }
    is_part = bool(request.headers.get("HX-Request"))
    status = 422 if form.errors and not is_part else 200
    return render(request, f"eservices/procedures/{name}.html", facts, status=status)


def _shown(request: StaffRequest, opened: Opened, form: BaseForm) -> HttpResponse:
    found = builder.form_in(opened.version.files)
    leaves = builder.leaves_of(found) if found else []
    keys = [leaf.key for leaf in leaves]
    asked = request.GET.get("page", "")
    is_part = bool(request.headers.get("HX-Request"))
    return with_phone(
        request,
        "questions",
        opened,
        form,
        leaves=leaves,
        chosen=asked if asked in keys else keys[0] if keys else "",
        has_papers=any(leaf.has_documents for leaf in leaves),
        # A part has no room for messages: they are spoken.
        spoken=" ".join(str(one) for one in get_messages(request)) if is_part else "",
    )
