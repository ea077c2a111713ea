"""Answering: write, look at it as the citizen will, send. The service decides who came first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency.absence import hands_of
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.desk import AnswerForm, first_answer
from kholboo.feedback.models import AnswerTemplate, Case, Exclusion
from kholboo.feedback.queries import desk, links, timeline
from kholboo.feedback.queries.exclusions import all_exclusions
from kholboo.feedback.queries.inquiry import inquiry_of
from kholboo.feedback.queries.parts import parts_of
from kholboo.feedback.queries.published import similar_answers
from kholboo.feedback.queries.timeline import Reader
from kholboo.feedback.rules import OPEN, CaseKind, CaseStatus, EventKind, Outcome
from kholboo.feedback.services.answers import Decision, answer_case, unsent_answer, usual_remedy
from kholboo.feedback.services.links import answer_with_duplicates
from kholboo.feedback.views.desk_case import doors, papers_of, person_at, read_case
from kholboo.feedback.views.desk_words import STATUSES
from kholboo.feedback.views.keeping import kept_for
from kholboo.feedback.views.kinds import KINDS

RECEIVED = EventKind.RECEIVED
TYPED = ("round", "outcome", "text", "ground", "remedy", "fans_out")


@staff("feedback.answer_case")
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """`step` says which button was pressed: preview, edit or send."""
    case = read_case(request, number, NEEDS[Act.ANSWER])
    if request.method == "GET":
        return _first(request, case)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _written(request, case, form, status=422)
    step = request.POST.get("step")
    if step == "preview":
        return _previewed(request, case, form)
    if step != "send":
        return _written(request, case, form)
    return _sent(request, case, form)


def _first(request: StaffRequest, case: Case) -> HttpResponse:
    if case.status not in OPEN:
        return _too_late(request, case, form=None)
    chosen = _chosen(case, request.GET.get("template", ""))
    with override(case.language):
        text = (chosen.text_en if case.language == "en" else chosen.text_mn) if chosen else ""
        remedy = usual_remedy(case)
    outcome = chosen.outcome if chosen else ""
    form = first_answer(case, text=text, outcome=outcome, remedy=remedy)
    matter = _matter(request.GET.get("template", ""))
    if matter:
        form.initial.update(_outside_the_law(case, matter, remedy))
    return _written(request, case, form, chosen=chosen, matter=matter)


def _matter(asked: str) -> Exclusion | None:
    """The matter of another law that was chosen instead of a template: `matter-criminal`."""
    return next((row for row in all_exclusions() if asked == f"matter-{row.code}"), None)


def _outside_the_law(case: Case, matter: Exclusion, remedy: str) -> dict[str, str]:
    """An answer that explains, in the citizen's language; the officer reads and changes it."""
    with override(case.language):
        words = _(
            "Hello. What you write about is not decided under the petitions law. %(explanation)s"
        )
        return {
            "outcome": Outcome.EXPLAINED,
            "text": words % {"explanation": matter.explanation},
            "ground": matter.basis,
            "remedy": f"{matter.where}\n\n{remedy}",
        }


def _chosen(case: Case, key: str) -> AnswerTemplate | None:
    return next((text for text in desk.templates_for(case) if str(text.pk) == key), None)


def _written(  # noqa: PLR0913
    request: StaffRequest,
    case: Case,
    form: AnswerForm,
    *,
    chosen: AnswerTemplate | None = None,
    matter: Exclusion | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, case) | {
        "form": form,
        **_said(case),
        "templates": desk.templates_for(case),
        "chosen": chosen,
        "matters": all_exclusions(),
        "matter": matter,
        "twins": links.waiting_duplicates(case, user=request.user),
        "others_hold_it": bool(case.handler_id and case.handler_id not in hands_of(request.user)),
        "similar": similar_answers(case.text, case.service),
    }
    return render(request, "feedback/desk/answer.html", context, status=status)


def _said(case: Case) -> dict[str, object]:
    """All that was said and found since the first letter: an answer is written to the last word."""
    story = desk.story_of(case)
    told = timeline.lines(case, story.events, reader=Reader.DESK, doors=doors(case))
    spoken = [line for line in told if line.text or (line.files and line.event != RECEIVED)]
    return {
        "papers": papers_of(case, story.files),
        "lines": [(line, None) for line in spoken[::-1]],
        "inquiry": inquiry_of(case, parts_of(case)),
        "today": clock.local_date(clock.now(), case.office.zone),
    }


def _previewed(request: StaffRequest, case: Case, form: AnswerForm) -> HttpResponse:
    """The page the citizen will read, in the citizen's language."""
    context = _context(request, case) | {
        "form": form,
        "preview": unsent_answer(case, _decision(form), actor=request.user, now=clock.now()),
        "typed": [form[name] for name in TYPED],
        "twins": links.waiting_duplicates(case, user=request.user),
    }
    return render(request, "feedback/desk/preview.html", context)


def _sent(request: StaffRequest, case: Case, form: AnswerForm) -> HttpResponse:
    round = form.cleaned_data["round"]
    send = answer_with_duplicates if form.cleaned_data["fans_out"] else answer_case
    try:
        send(case, _decision(form), round=round, actor=request.user)
    except RuleBroken as error:
        if error.field:
            form.add_error(error.field, error.message)
            return _written(request, case, form, status=422)
        return _too_late(request, case, form=form, refusal=error.message)
    messages.success(request, _("The answer is sent."))
    return redirect("feedback:case", case.number)


def _too_late(
    request: StaffRequest, case: Case, *, form: AnswerForm | None, refusal: str = ""
) -> HttpResponse:
    """Somebody was quicker: who and when, their answer, and one's own words to copy."""
    case = desk.case_for(request.user, case.number)
    round = form.cleaned_data["round"] if form else case.round
    first = desk.answer_in(case, round)
    if form and first and first.author_id == request.user.pk and first.text == form.text_sent:
        # The same press twice: it was sent, and nothing is wrong.
        return redirect("feedback:case", case.number)
    context = _context(request, case) | {
        "form": form,
        "kept": [form[name] for name in ("text", "ground") if form[name].value()] if form else [],
        "refusal": refusal or _("This case needs no answer now."),
        "first": first,
    }
    return render(request, "feedback/desk/too_late.html", context, status=409)


def _decision(form: AnswerForm) -> Decision:
    given = form.cleaned_data
    return Decision(
        outcome=Outcome(given["outcome"]),
        text=given["text"],
        ground=given["ground"],
        remedy=given["remedy"],
    )


def _context(request: StaffRequest, case: Case) -> dict[str, object]:
    return {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "look": STATUSES[CaseStatus(case.status)],
        "person": person_at(case),
        "zone": case.office.zone,
        "kept": kept_for(request.user, Act.ANSWER, case.number, case.round),
        "may_register": "feedback.register_case" in desk.permissions_of(request.user),
    }
