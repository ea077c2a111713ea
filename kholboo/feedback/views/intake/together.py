"""When several people write together: all sign by code, or one speaks for them with proof."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.feedback.forms.intake import JOINT
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.services import drafts
from kholboo.feedback.views.intake.pages import Page, form_of, onward, show, typed_into
from kholboo.feedback.views.intake.visit import Visit, hold, visit_of


@public
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    if visit.is_sent:
        return redirect("feedback:sent")
    if visit.draft is None:
        return redirect("feedback:start")
    if visit.answers.get("who") != JOINT:
        return redirect("feedback:who")
    if request.method == "POST":
        return _keep(visit)
    form = form_of(Page.TOGETHER, visit, initial=visit.answers)
    return show(Page.TOGETHER, visit, form, **_facts(visit))


def _keep(visit: Visit) -> HttpResponse:
    """The choice first, then the paper: nothing chosen is lost to a file that is refused."""
    request = visit.request
    form = form_of(Page.TOGETHER, visit, request.POST, request.FILES)
    typed = typed_into(form, request)
    draft = visit.save(typed, is_new=False)
    is_valid = form.is_valid()
    files = request.FILES.getlist("proof")
    for sentence in drafts.take_proof(draft, files, asker=address_of(request)):
        form.add_error("proof", sentence)
        is_valid = False
    if is_valid:
        return hold(onward(Page.TOGETHER, request, {**visit.answers, **typed}), draft)
    fresh = Visit(request=request, draft=draft)
    return show(Page.TOGETHER, visit, form, draft=draft, **_facts(fresh))


def _facts(visit: Visit) -> dict[str, Any]:
    hints = {
        JointBy.CODES: _("After sending you get a link to pass on. We ask you nothing about them."),
        JointBy.REPRESENTATIVE: _("One paper instead of many signatures."),
    }
    return {"proof": visit.proof, "hints": hints}
