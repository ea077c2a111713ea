"""Publishing at the desk: an officer proposes, personal data is shown, a second person decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken
from kholboo.feedback import personal
from kholboo.feedback.forms.published import ProposalForm, ReasonForm, kept_from
from kholboo.feedback.models import Case, PublishedAnswer
from kholboo.feedback.publication import PublicationState
from kholboo.feedback.queries import desk, published
from kholboo.feedback.queries.published import Shelf
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services import published as publishing
from kholboo.feedback.services.published import Proposal
from kholboo.feedback.views.desk_case import person_at, read_case
from kholboo.feedback.views.desk_words import Look
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.navigation import Place

PROPOSE = "feedback.propose_answer"
PUBLISH = "feedback.publish_answer"
# So long the list of those that wait says what went before anybody decided.
REMEMBERED = timedelta(days=30)
SHELVES = {
    Shelf.PROPOSED: gettext_lazy("Waiting for a second person"),
    Shelf.PUBLISHED: gettext_lazy("Published"),
    Shelf.ENDED: gettext_lazy("Returned or taken down"),
}
LOOKS = {
    PublicationState.PROPOSED: Look(PublicationState.PROPOSED.label, "warn", "clock"),
    PublicationState.PUBLISHED: Look(PublicationState.PUBLISHED.label, "good", "globe"),
    PublicationState.RETURNED: Look(PublicationState.RETURNED.label, "warn", "arrow-left"),
    PublicationState.WITHDRAWN: Look(PublicationState.WITHDRAWN.label, "plain", "ban"),
}

# It was neither published nor decided on.
GONE = Look(gettext_lazy("gone with the citizen's data"), "plain", "ban")


@dataclass(frozen=True)
class MarkedText:
    """A text cut at what looks personal; `kept` are the places ticked to stay."""

    name: str
    label: object
    pieces: list[personal.Piece]
    kept: frozenset[int]


@staff("feedback.propose_answer")
@require_http_methods(["GET", "POST"])
def propose_answer(request: StaffRequest, number: str) -> HttpResponse:
    """`step` says which button was pressed: check shows what is personal, propose keeps it."""
    case = read_case(request, number, PROPOSE)
    living = published.publication_of(case)
    if living and living.state in (PublicationState.PROPOSED, PublicationState.PUBLISHED):
        return redirect("feedback:publication", living.pk)
    if request.method == "GET":
        return _written(request, case, _first(case))
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _written(request, case, form, status=422)
    step = request.POST.get("step")
    if step == "edit":
        return _written(request, case, form)
    if step == "check":
        return _checked(request, case, form)
    return _proposed(request, case, form)


def _first(case: Case) -> ProposalForm:
    """What was asked and answered, to begin with."""
    answer = desk.answer_in(case, case.round)
    question = "\n\n".join(part for part in (case.text.strip(), case.wish.strip()) if part)
    return ProposalForm(
        initial={
            "question": question,
            "answer": answer.text if answer else "",
            "service": case.service.code if case.service else "",
        }
    )


def _written(
    request: StaffRequest, case: Case, form: ProposalForm, *, status: int = 200
) -> HttpResponse:
    context = _context(case) | {"form": form}
    return render(request, "feedback/published/propose.html", context, status=status)


def _checked(
    request: StaffRequest, case: Case, form: ProposalForm, *, status: int = 200
) -> HttpResponse:
    """Both texts with everything personal marked; each mark can be left in by a tick."""
    try:
        person = publishing.sender_of(case)
    except RuleBroken as error:
        form.add_error(None, error.message)
        return _written(request, case, form, status=422)
    texts: list[MarkedText] = []
    for name in ("question", "answer"):
        words = form.cleaned_data[name].strip()
        pieces = personal.pieces_of(words, personal.find(words, person=person))
        kept = kept_from(request.POST, f"kept_{name}")
        texts.append(MarkedText(name, form[name].label, pieces, kept))
    context = _context(case) | {
        "form": form,
        "texts": texts,
        "found": sum(piece.found is not None for text in texts for piece in text.pieces),
        "typed": [form[name] for name in ("question", "answer", "service", "is_general")],
    }
    return render(request, "feedback/published/check.html", context, status=status)


def _proposed(request: StaffRequest, case: Case, form: ProposalForm) -> HttpResponse:
    given = form.cleaned_data
    proposal = Proposal(
        question=given["question"],
        answer=given["answer"],
        service=given["service"],
        is_general=given["is_general"],
        kept_in_question=kept_from(request.POST, "kept_question"),
        kept_in_answer=kept_from(request.POST, "kept_answer"),
    )
    with errors_on(form):
        publishing.propose_answer(case, proposal, actor=request.user)
    if form.errors:
        return _written(request, case, form, status=422)
    messages.success(request, _("Proposed. Once a second person agrees, everybody can read it."))
    return redirect("feedback:case", case.number)


def _context(case: Case) -> dict[str, object]:
    return {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "person": person_at(case),
        "consent": published.consent_of(case),
    }


@staff("feedback.propose_answer")
@require_GET
def publications(request: StaffRequest) -> HttpResponse:
    """Three lists: waiting, published, ended."""
    asked = request.GET.get("shelf", "")
    shelf = Shelf(asked) if asked in set(Shelf) else Shelf.PROPOSED
    rows = published.publications_for(request.user, PROPOSE, shelf)
    places = [Place(SHELVES[one], f"?shelf={one}", is_current=one == shelf) for one in Shelf]
    facts = {
        "rows": [(row, _look(row)) for row in rows],
        "places": places,
        "title": SHELVES[shelf],
        "taken_away": _taken_away(request) if shelf == Shelf.PROPOSED else 0,
        "ended": f"?shelf={Shelf.ENDED}",
    }
    return render(request, "feedback/published/publications.html", facts)


def _taken_away(request: StaffRequest) -> int:
    return published.taken_away(request.user, PROPOSE, since=clock.now() - REMEMBERED)


@staff("feedback.propose_answer")
@require_GET
def publication(request: StaffRequest, answer_id: int) -> HttpResponse:
    return _shown(request, published.publication_for(request.user, answer_id, PROPOSE))


def _shown(
    request: StaffRequest,
    row: PublishedAnswer,
    *,
    form: BaseForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The texts with whatever still looks personal marked, and what this reader may do."""
    may_publish = PUBLISH in desk.permissions_of(request.user)
    is_own = row.proposed_by_id == request.user.pk
    consent, texts = published.consent_of(row.case), _marked(row)
    context = {
        "row": row,
        "case": row.case,
        "look": _look(row),
        "texts": texts,
        "is_marked": any(piece.found for _label, pieces in texts for piece in pieces),
        "consent": consent,
        "has_way": row.is_general or bool(consent and consent.is_given),
        "may_decide": may_publish and row.state == PublicationState.PROPOSED,
        "may_take_down": may_publish and row.state == PublicationState.PUBLISHED,
        "is_own": is_own,
        "form": form or ReasonForm(),
        "refusal": refusal,
        "zone": row.case.office.zone,
    }
    status = 422 if refusal or (form and form.errors) else 200
    return render(request, "feedback/published/publication.html", context, status=status)


def _look(row: PublishedAnswer) -> Look:
    return GONE if row.is_forgotten and not row.published_at else LOOKS[row.state]


def _marked(row: PublishedAnswer) -> list[tuple[str, list[personal.Piece]]]:
    try:
        person = publishing.sender_of(row.case)
    except RuleBroken:
        return [
            (_("Question"), [personal.Piece(row.question)]),
            (_("Answer"), [personal.Piece(row.answer)]),
        ]
    return [
        (label, personal.pieces_of(text, personal.find(text, person=person)))
        for label, text in ((_("Question"), row.question), (_("Answer"), row.answer))
    ]


@staff("feedback.publish_answer")
@require_POST
def publish_answer(request: StaffRequest, answer_id: int) -> HttpResponse:
    row = published.publication_for(request.user, answer_id, PUBLISH)
    try:
        publishing.publish_answer(row, actor=request.user)
    except RuleBroken as error:
        return _shown(request, row, refusal=error.message)
    messages.success(request, _("Everybody can read it now."))
    return redirect("feedback:publication", row.pk)


@staff("feedback.publish_answer")
@require_POST
def return_answer(request: StaffRequest, answer_id: int) -> HttpResponse:
    return _ended(request, answer_id, publishing.return_answer, _("The officer can change it now."))


@staff("feedback.publish_answer")
@require_POST
def take_answer_down(request: StaffRequest, answer_id: int) -> HttpResponse:
    return _ended(request, answer_id, publishing.take_down, _("Nobody can read it any more."))


def _ended(
    request: StaffRequest, answer_id: int, end: Callable[..., PublishedAnswer], said: str
) -> HttpResponse:
    row = published.publication_for(request.user, answer_id, PUBLISH)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            end(row, reason=form.cleaned_data["reason"], actor=request.user)
            messages.success(request, said)
            return redirect("feedback:publication", row.pk)
    return _shown(request, row, form=form)
