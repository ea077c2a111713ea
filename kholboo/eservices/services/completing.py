"""Asking the applicant to put exactly these fields and papers right, and taking the answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.documents.models import Document
from kholboo.eservices.applicants import ANSWERS, close, told_by
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.personal import apart
from kholboo.eservices.models import Application, ApplicationFile, Completion, Step
from kholboo.eservices.queries.answers import (
    AFTER,
    BEFORE,
    bound_to,
    sealed_keys,
    whole_answers,
)
from kholboo.eservices.rules import ApplicationState, EventKind, PauseKind, StepKind
from kholboo.eservices.services import pausing
from kholboo.eservices.services.files import keep_files
from kholboo.eservices.services.holding import Held, hold
from kholboo.eservices.services.stepping import begin_to_do
from kholboo.eservices.services.story import add_event


@transaction.atomic
def ask(
    step: Step, *, fields: Sequence[str], documents: Sequence[str], text: str, actor: User
) -> Completion:
    """Return the application to its applicant; the clock stands still until they answer.

    `fields` are keys of the form, `documents` keys of the procedure's papers. The step waits on.
    Only where papers are checked: later the clock would stand still, and what was sampled and
    judged by the answers would not fit them any more.
    """
    held, step = begin_to_do(step, actor=actor)
    if step.kind != StepKind.CHECK:
        raise RuleBroken(_("Papers are completed where they are checked, not at this step."))
    known_fields = set(held.bundle.schema.get("properties", {}))
    known_papers = {paper.key for paper in held.book.documents}
    wanted, papers = list(dict.fromkeys(fields)), list(dict.fromkeys(documents))
    if set(wanted) - known_fields or set(papers) - known_papers:
        raise RuleBroken(_("The form has no such question or paper."), field="fields")
    if not wanted and not papers:
        raise RuleBroken(_("Tick what the applicant has to put right."), field="fields")
    if not text.strip():
        raise RuleBroken(_("Tell the applicant what is wrong."), field="text")
    whole = whole_answers(held.application)
    before, told = apart({key: whole.get(key) for key in wanted}, _sealed(held))
    row = Completion(
        application=held.application,
        fields=wanted,
        documents=papers,
        text=text.strip(),
        asked_by=actor,
        asked_at=held.now,
        due_on=held.due(held.book.completion, started=held.now, pauses=[]),
        before=before,
    )
    row.sealed_before = close(held.application.applicant, bound_to(row, BEFORE), told)
    row.save(force_insert=True)
    pausing.stop(held, PauseKind.COMPLETION, reason=row.text, actor=actor)
    add_event(
        held.application,
        EventKind.RETURNED,
        at=held.now,
        actor=actor,
        text=row.text,
        until=row.due_on.isoformat(),
    )
    audit.record(
        "eservices.returned_for_completion",
        held.application,
        actor=actor,
        until=row.due_on.isoformat(),
    )
    return row


@transaction.atomic
def answer(
    application: Application,
    *,
    answers: Mapping[str, Any],
    documents: Mapping[str, Sequence[Document]],
    actor: User | None,
) -> Application:
    """The applicant's answer: only what was asked for changes. Sent twice, the second is refused."""
    held = hold(application.pk)
    row = Completion.objects.filter(application=application, answered_at__isnull=True).first()
    if row is None or held.application.state != ApplicationState.WAITING:
        raise RuleBroken(_("Nothing is asked of you now: we have your answer."))
    if missing := [key for key in row.documents if not documents.get(key)]:
        raise RuleBroken(_("A paper that was asked for is missing."), field=missing[0])
    application = held.application
    _put_right(held, row, {key: answers.get(key) for key in row.fields})
    papers = {key: documents[key] for key in row.documents}
    ApplicationFile.objects.filter(
        application=application, kind__in=list(papers), replaced_at__isnull=True
    ).update(replaced_at=held.now)
    keep_files(application, papers, at=held.now)
    pausing.go_on(held)
    add_event(application, EventKind.COMPLETED, at=held.now, by_applicant=True)
    audit.record("eservices.completed", application, actor=actor)
    return application


def _put_right(held: Held, row: Completion, answers: Mapping[str, Any]) -> None:
    """The new answers, each where answers of its kind are kept."""
    application, applicant = held.application, held.application.applicant
    row.after, told = apart(answers, _sealed(held))
    row.sealed_after = close(applicant, bound_to(row, AFTER), told)
    row.answered_at = held.now
    row.save(update_fields=["after", "sealed_after", "answered_at"])
    kept = {**whole_answers(application), **answers}
    application.answers, told = apart(kept, _sealed(held))
    application.save(update_fields=["answers"])
    applicant.answers = close(applicant, ANSWERS, told)
    applicant.save(update_fields=["answers"])


def _sealed(held: Held) -> frozenset[str]:
    """What stood sealed stays so, also under a version whose form does not ask it any more."""
    kept = frozenset(told_by(held.application.applicant))
    return kept | sealed_keys(Form.of(held.bundle.schema, held.bundle.ui), held.application)
