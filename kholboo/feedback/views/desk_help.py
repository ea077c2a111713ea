"""The help an officer gets when registering and assigning: what is suggested, marked as such, with its reason."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kholboo.feedback.models import Case, Suggestion
from kholboo.feedback.queries.triage import names_of_values, suggestions_for
from kholboo.feedback.triage import TriageField, Urgency


@dataclass(frozen=True)
class Hint:
    """One suggestion in words. `chosen`: what the citizen chose, where that differs."""

    label: str
    value: str
    percent: int
    why: str
    chosen: str = ""


@dataclass(frozen=True)
class Help:
    """What the form begins with, and what the panel says about it."""

    initial: dict[str, str]
    hints: list[Hint] = field(default_factory=list)
    dangers: list[str] = field(default_factory=list)


def help_for(case: Case, *fields: TriageField) -> Help:
    """What is suggested for these fields, and words of danger.

    The form begins with kind and service as suggested, else as the citizen chose them.
    """
    rows = suggestions_for(case)
    chosen = {
        TriageField.KIND: str(case.kind),
        TriageField.SERVICE: case.service.code if case.service else "",
    }
    learnt = {name: row for name, row in rows.items() if name in fields}
    initial = {
        str(name): learnt[name].value if name in learnt else value for name, value in chosen.items()
    }
    urgency = rows.get(TriageField.URGENCY)
    is_urgent = urgency is not None and urgency.value == Urgency.URGENT
    names = names_of_values() if learnt else {}
    return Help(
        initial=initial,
        hints=[_hint(name, row, chosen, names) for name, row in learnt.items()],
        dangers=list(urgency.reason.get("words", [])) if urgency and is_urgent else [],
    )


def _hint(
    name: TriageField,
    row: Suggestion,
    chosen: dict[TriageField, str],
    names: dict[tuple[TriageField, str], str],
) -> Hint:
    before = chosen.get(name, "")
    differs = name in chosen and before != row.value
    return Hint(
        label=str(name.label),
        value=names.get((name, row.value), row.value),
        percent=round(100 * row.confidence),
        why=_why(row.reason),
        chosen=(names.get((name, before), "") or _("nothing")) if differs else "",
    )


def _why(reason: dict[str, object]) -> str:
    """Which words weighed, and what was decided where they stood before."""
    parts = []
    words = [str(word) for word in reason.get("words", [])]  # type: ignore[attr-defined]
    if words:
        parts.append(_("Words that weighed: %(words)s.") % {"words": ", ".join(words)})
    similar, alike = int(str(reason.get("similar", 0))), int(str(reason.get("alike", 0)))
    if similar:
        parts.append(
            ngettext(
                "%(alike)s of %(similar)s similar decided case was decided so.",
                "%(alike)s of %(similar)s similar decided cases were decided so.",
                similar,
            )
            % {"alike": alike, "similar": similar}
        )
    return " ".join(parts) or _("No single word weighed much.")
