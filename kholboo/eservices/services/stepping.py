"""What people do to a waiting step: take it, and do it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.core.formats.days import moment_short
from kholboo.core.rows import Written
from kholboo.documents.models import Document
from kholboo.documents.services.keeping import claim
from kholboo.eservices.models import Application, Conflict, Step, StepFile
from kholboo.eservices.rules import EventKind, StepKind, StepStatus
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import (
    Held,
    hold,
    must_be_anothers,
    must_be_free,
    must_be_in_hand,
    must_go_on,
    waiting_step,
)
from kholboo.eservices.services.story import add_event
from kholboo.eservices.services.writing import written

# Whoever judges says first whether they have an interest in it.
DECLARED = frozenset({StepKind.CHECK, StepKind.EXPERT, StepKind.DRAFT, StepKind.DECIDE})
LONGEST_WORDS = 10_000
_CONFLICT = Written(
    "SELECT {said} FROM eservices_conflict AS said"
    " WHERE said.application_id = %s AND said.person_id = %s",
    said=Conflict,
)


@transaction.atomic
def take(step: Step, *, actor: User) -> Step:
    """Keep a step for oneself, so that nobody else begins it: only one that one may do."""
    held = hold(step.application_id)
    must_go_on(held)
    must_be_free(held, actor)
    step = waiting_step(held, step.pk)
    _four_eyes(held, step, actor)
    if step.assignee_id == actor.pk:
        return step
    if step.assignee_id and step.assignee_id not in hands_of(actor) and step.assignee:
        when = moment_short(step.taken_at or step.opened_at, held.application.office.zone)
        raise RuleBroken(
            _("%(name)s took this step on %(when)s.")
            % {"name": step.assignee.short_name, "when": when}
        )
    step.assignee, step.taken_at = actor, held.now
    step.save(update_fields=["assignee", "taken_at"])
    add_event(held.application, EventKind.STEP_TAKEN, at=held.now, actor=actor, node=step.node)
    audit.record("eservices.step_taken", held.application, actor=actor, node=step.node)
    return step


@transaction.atomic
def complete(
    step: Step, *, actor: User, result: Mapping[str, Any], files: Sequence[Document] = ()
) -> Application:
    """Do a step with an outcome the procedure knows; one transaction, all or nothing.

    `result` holds what was typed into the step's own fields too, each under its key.
    """
    held, step = begin_to_do(step, actor=actor)
    own = {field["key"] for field in held.rule(step).fields}
    given = {key: value for key, value in result.items() if key not in own}
    must_be_known(held, step, given)
    given |= written(held, step, result)
    keep(step, files, held=held)
    moving.finish(held, step, given, actor=actor)
    return held.application


def begin_to_do(step: Step, *, actor: User) -> tuple[Held, Step]:
    """The held application and the step, if this person may do it now. In the caller's transaction."""
    held = hold(step.application_id)
    must_go_on(held)
    step = waiting_step(held, step.pk)
    must_be_anothers(held, actor)
    must_be_in_hand(step, actor)
    _four_eyes(held, step, actor)
    _declared(held, step, actor)
    return held, step


def must_be_known(held: Held, step: Step, result: Mapping[str, Any]) -> None:
    known = [one.key for one in held.rule(step).outcomes]
    if known and result.get("outcome") not in known:
        raise RuleBroken(_("Choose one of the outcomes."), field="outcome")
    said = str(result.get("note", "")) + str(result.get("ground", ""))
    if held.rule(step).needs_reason(str(result.get("outcome"))) and not said.strip():
        raise RuleBroken(_("Say why: whoever goes on with it reads this."), field="note")
    if any(isinstance(value, str) and len(value) > LONGEST_WORDS for value in result.values()):
        raise RuleBroken(_("This text is too long."))


def keep(step: Step, files: Sequence[Document], *, held: Held) -> None:
    if files:
        claim(files)
        StepFile.objects.bulk_create(
            StepFile(step=step, document=document, at=held.now) for document in files
        )


@transaction.atomic
def declare(application: Application, *, has_conflict: bool, words: str, actor: User) -> Conflict:
    """Say whether one has an interest in this application. Who has one lets go of its steps.

    Who had none may find one later; never the other way round.
    """
    held = hold(application.pk)
    must_go_on(held)
    words = words.strip()
    if has_conflict and not words:
        raise RuleBroken(_("Say in a few words what the conflict is."), field="words")
    row, is_new = Conflict.objects.get_or_create(
        application=held.application,
        person=actor,
        defaults={"has_conflict": has_conflict, "words": words, "at": held.now},
    )
    if not is_new:
        if row.has_conflict or not has_conflict:
            return row
        row.has_conflict, row.words, row.at = True, words, held.now
        row.save(update_fields=["has_conflict", "words", "at"])
    if has_conflict:
        mine = [step.pk for step in held.waiting if step.assignee_id == actor.pk]
        Step.objects.filter(pk__in=mine).update(assignee=None, taken_at=None)
    audit.record(
        "eservices.conflict_declared", held.application, actor=actor, has_conflict=has_conflict
    )
    return row


def _four_eyes(held: Held, step: Step, actor: User) -> None:
    others = held.rule(step).not_same_as
    for one in held.steps:
        if one.node in others and one.status == StepStatus.DONE and one.done_by_id == actor.pk:
            raise RuleBroken(
                _("You did “%(step)s” yourself: another person must do this step.")
                % {"step": held.rule(one).words}
            )


def _declared(held: Held, step: Step, actor: User) -> None:
    said = [row for (row,) in _CONFLICT.rows(held.application.pk, actor.pk)]
    if any(row.has_conflict for row in said):
        raise RuleBroken(_("You declared a conflict of interest: another person must do this."))
    if step.kind in DECLARED and not said:
        raise RuleBroken(
            _("Say first whether you have a conflict of interest in this application."),
            field="declaration",
        )
