"""Pages of the answer templates: the list, a new one, another wording, and taking one away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.templates import TemplateForm, words_of
from kholboo.feedback.models import AnswerTemplate
from kholboo.feedback.queries import templates as queries
from kholboo.feedback.services import templates as keeping


@staff("feedback.change_templates")
@require_GET
def all_templates(request: StaffRequest) -> HttpResponse:
    facts = {"templates": queries.all_templates()}
    return render(request, "feedback/desk/templates.html", facts)


@staff("feedback.change_templates")
@require_http_methods(["GET", "POST"])
def add_template(request: StaffRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            keeping.add_template(form.words(), actor=request.user)
            messages.success(request, _("The template is saved. Officers can use it now."))
            return redirect("feedback:templates")
    return _page(request, form)


@staff("feedback.change_templates")
@require_http_methods(["GET", "POST"])
def change_template(request: StaffRequest, template_id: int) -> HttpResponse:
    template = queries.template(template_id)
    form = TemplateForm(request.POST or None, initial=words_of(template))
    if form.is_valid():
        with errors_on(form):
            keeping.change_template(template, form.words(), actor=request.user)
            messages.success(request, _("The template is saved. Answers sent before stay as sent."))
            return redirect("feedback:templates")
    return _page(request, form, template)


@staff("feedback.change_templates")
@require_http_methods(["GET", "POST"])
def remove_template(request: StaffRequest, template_id: int) -> HttpResponse:
    """Asked once more before it is done."""
    template = queries.template(template_id)
    if request.method == "POST":
        keeping.remove_template(template, actor=request.user)
        messages.success(request, _("The template is removed."))
        return redirect("feedback:templates")
    return render(request, "feedback/desk/template_removal.html", {"template": template})


def _page(
    request: StaffRequest, form: TemplateForm, template: AnswerTemplate | None = None
) -> HttpResponse:
    facts = {"form": form, "template": template}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/template.html", facts, status=status)
