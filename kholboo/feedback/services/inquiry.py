"""Assessing, investigating, putting right: what ISO 10002 asks between receipt and answer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Assessment, Case, Investigation, Measure
from kholboo.feedback.queries.inquiry import measure_of
from kholboo.feedback.queries.subjects import is_about
from kholboo.feedback.rules import Cause, Complexity, EventKind, Impact, MeasureKind, Severity
from kholboo.feedback.services.hearing import hear
from kholboo.feedback.services.holding import lock, must_not_be_about
from kholboo.feedback.services.timeline import add_event
from kholboo.feedback.services.triage.deciding import remember_urgency


@dataclass(frozen=True)
class Judgement:
    """How bad a case is, as an officer sees it."""

    severity: Severity
    is_safety: bool
    complexity: Complexity
    impact: Impact
    needs_action: bool
    action: str = ""


@transaction.atomic
def assess_case(case: Case, judgement: Judgement, *, actor: User) -> Assessment:
    """Say how bad it is. Where something had to be done at once, say what was done."""
    case = lock(case)
    must_not_be_about(case, actor)
    if judgement.needs_action and not judgement.action.strip():
        raise RuleBroken(_("Say what was done at once, or what was ordered."), field="action")
    now = clock.now()
    row = Assessment.objects.create(
        case=case,
        severity=judgement.severity,
        is_safety=judgement.is_safety,
        complexity=judgement.complexity,
        impact=judgement.impact,
        needs_action=judgement.needs_action,
        action=judgement.action.strip(),
        by=actor,
        at=now,
    )
    remember_urgency(case, is_urgent=judgement.is_safety or judgement.needs_action, now=now)
    add_event(
        case, EventKind.ASSESSED, at=now, actor=actor, is_public=False,
        severity=str(judgement.severity), is_safety=judgement.is_safety,
    )  # fmt: skip
    audit.record(
        "feedback.case_assessed", case, actor=actor,
        severity=str(judgement.severity), is_safety=judgement.is_safety,
    )  # fmt: skip
    return row


@transaction.atomic
def investigate_case(
    case: Case, *, findings: str, sources: str, cause: Cause, actor: User
) -> Investigation:
    """Write down what was found and from what. Never by whom the case is about."""
    case = lock(case)
    must_not_be_about(case, actor)
    if not findings.strip():
        raise RuleBroken(_("Write what was found."), field="findings")
    if not sources.strip():
        raise RuleBroken(_("Write what it is known from."), field="sources")
    now = clock.now()
    row = Investigation.objects.create(
        case=case, findings=findings.strip(), sources=sources.strip(), cause=cause, by=actor, at=now
    )
    add_event(case, EventKind.INVESTIGATED, at=now, actor=actor, is_public=False, cause=str(cause))
    audit.record("feedback.case_investigated", case, actor=actor, cause=str(cause))
    return row


@transaction.atomic
def order_measure(  # noqa: PLR0913  # a measure is these words
    case: Case, *, kind: MeasureKind, what: str, responsible: User, due_on: date, actor: User
) -> Measure:
    """Somebody of the office does something until a day."""
    case = lock(case)
    must_not_be_about(case, actor)
    now = clock.now()
    if not what.strip():
        raise RuleBroken(_("Write what shall be done."), field="what")
    if is_about(case, responsible):
        raise RuleBroken(
            _("%(name)s may not handle this case: it is about them.")
            % {"name": responsible.short_name},
            field="responsible",
        )
    if due_on < clock.local_date(now, case.office.zone):
        raise RuleBroken(_("Choose a day that is not past."), field="due_on")
    row = Measure.objects.create(
        case=case, kind=kind, what=what.strip(), responsible=responsible, due_on=due_on,
        by=actor, at=now,
    )  # fmt: skip
    add_event(
        case, EventKind.MEASURE, at=now, actor=actor, is_public=False,
        text=row.what, measure=row.pk, step="ordered", name=responsible.short_name,
    )  # fmt: skip
    hear(case, actor)
    audit.record(
        "feedback.measure_ordered", case, actor=actor, measure=row.pk, responsible=responsible.pk
    )
    return row


@transaction.atomic
def finish_measure(case: Case, key: int, *, proof: str, actor: User) -> Measure:
    """It was done, and this shows that it helped. Safe to repeat: the first proof stays."""
    case = lock(case)
    must_not_be_about(case, actor)
    row = measure_of(case, key)
    if row.done_at is not None:
        return row
    if not proof.strip():
        raise RuleBroken(_("Write what shows that it helped."), field="proof")
    now = clock.now()
    row.done_at, row.done_by, row.proof = now, actor, proof.strip()
    row.save(update_fields=["done_at", "done_by", "proof"])
    add_event(
        case, EventKind.MEASURE, at=now, actor=actor, is_public=False,
        text=row.proof, measure=row.pk, step="done", name=row.responsible.short_name,
    )  # fmt: skip
    audit.record("feedback.measure_done", case, actor=actor, measure=row.pk)
    return row
