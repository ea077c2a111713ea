"""Triage help: how right its suggestions are, teaching it anew, and the words of danger."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken
from kholboo.feedback import learning
from kholboo.feedback.forms.triage import DangerWordForm
from kholboo.feedback.models import TriageModel, TriageUse
from kholboo.feedback.queries import desk
from kholboo.feedback.queries import triage as queries
from kholboo.feedback.services.triage import training, words
from kholboo.feedback.triage import TriageField

CHANGE = "feedback.change_triage"


@dataclass(frozen=True)
class FieldLine:
    """One field of one version: right among held-out cases, and right in use. Shares in percent."""

    label: str
    held_out: int
    cases: int
    use: TriageUse | None
    in_use: int | None
    classes: list[dict[str, object]]


@dataclass(frozen=True)
class VersionShown:
    model: TriageModel
    lines: list[FieldLine]


@staff("feedback.read_triage")
@require_GET
def triage(request: StaffRequest) -> HttpResponse:
    names = queries.names_of_values()
    facts = {
        "versions": [_shown(model, names) for model in queries.models()],
        "urgency": queries.use_of_danger_words(),
        "is_installed": learning.is_installed(),
        "not_enough": _("At least %(count)s decided cases are needed to learn from.")
        % {"count": training.FEWEST_CASES},
        "may_change": CHANGE in desk.permissions_of(request.user),
    }
    return render(request, "feedback/triage/triage.html", facts)


def _shown(model: TriageModel, names: dict[tuple[TriageField, str], str]) -> VersionShown:
    uses = queries.uses_of(model)
    return VersionShown(model, [_line(figures, uses, names) for figures in model.figures])


def _line(
    figures: dict[str, object],
    uses: dict[TriageField, TriageUse],
    names: dict[tuple[TriageField, str], str],
) -> FieldLine:
    field = TriageField(str(figures["field"]))
    use = uses.get(field)
    return FieldLine(
        label=str(field.label),
        held_out=_percent(figures["precision"]),
        cases=int(str(figures["held_out"])),
        use=use,
        in_use=_percent(use.precision) if use else None,
        classes=[
            {
                "name": names.get((field, row["value"]), row["value"]),
                "precision": None if row["precision"] is None else _percent(row["precision"]),
                "recall": None if row["recall"] is None else _percent(row["recall"]),
                "cases": row["cases"],
            }
            for row in figures["classes"]  # type: ignore[attr-defined]  # JSON of ours
        ],
    )


def _percent(share: object) -> int:
    return round(100 * float(str(share)))


@staff("feedback.change_triage")
@require_POST
def train(request: StaffRequest) -> HttpResponse:
    try:
        training.ask_for_training(actor=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It learns now. The new version appears here in a minute."))
    return redirect("feedback:triage")


@staff("feedback.change_triage")
@require_http_methods(["GET", "POST"])
def danger_words(request: StaffRequest) -> HttpResponse:
    form = DangerWordForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            words.add_danger_word(form.cleaned_data["word"], actor=request.user)
            messages.success(request, _("The word is in the list."))
            return redirect("feedback:danger_words")
    facts = {"form": form, "words": queries.danger_words()}
    status = 422 if form.errors else 200
    return render(request, "feedback/triage/words.html", facts, status=status)


@staff("feedback.change_triage")
@require_POST
def remove_danger_word(request: StaffRequest, word_id: int) -> HttpResponse:
    words.remove_danger_word(queries.danger_word(word_id), actor=request.user)
    messages.success(request, _("The word is removed."))
    return redirect("feedback:danger_words")
