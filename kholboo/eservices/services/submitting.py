"""Receiving an application: number, steps, story and term in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.agency.queries import head_office, office_for
from kholboo.agency.services.numbering import next_number
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.models import Document
from kholboo.eservices.applicants import Applicant, sealed, who_of
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.decisions import Binds, decide
from kholboo.eservices.engine.forms.personal import apart
from kholboo.eservices.engine.naming import gather
from kholboo.eservices.models import Application, ProcedureVersion
from kholboo.eservices.queries.answers import sealed_keys
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.rules import ApplicationState, EventKind, Via
from kholboo.eservices.services import moving
from kholboo.eservices.services.files import keep_files
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.story import add_event

SERIES = "application"


def submit(  # noqa: PLR0913  # what an application consists of, each part by its name
    *,
    version: ProcedureVersion,
    applicant: Applicant,
    answers: dict[str, Any],
    documents: Mapping[str, Sequence[Document]],
    actor: User | None,
    key: UUID,
    via: str,
) -> Application:
    """A numbered application on its first steps. The same `key` returns the first one.

    Raises RuleBroken when nobody may apply under this version today.
    """
    before = Application.objects.filter(key=key).first()
    if before is not None:
        return before
    try:
        return _submit(
            version=version,
            applicant=applicant,
            answers=answers,
            documents=documents,
            actor=actor,
            key=key,
            via=Via(via),
        )
    except IntegrityError:
        # Sent twice at once: the other one was quicker.
        before = Application.objects.filter(key=key).first()
        if before is None:
            raise
        return before


@transaction.atomic
def _submit(  # noqa: PLR0913
    *,
    version: ProcedureVersion,
    applicant: Applicant,
    answers: dict[str, Any],
    documents: Mapping[str, Sequence[Document]],
    actor: User | None,
    key: UUID,
    via: Via,
) -> Application:
    now = clock.now()
    if not version.is_valid_on(clock.local_date(now)):
        raise RuleBroken(_("This version of the procedure is not valid today. Begin again."))
    office = office_of(version, applicant)
    found = read(version)
    application = Application(
        key=key,
        version=version,
        user=applicant.user,
        organisation=applicant.organisation,
        office=office,
        via=via,
        taken_by=actor if via == Via.COUNTER else None,
        language=get_language() or "mn",
        state=ApplicationState.IN_WORK,
        submitted_at=now,
    )
    form = found.form
    application.answers, told = apart(answers, sealed_keys(form, application))
    application.bound = bound_tables(found.bundle, application.answers)
    held = Held(application, [], found.bundle, found.book, now)
    application.due_on = held.due(found.book.term, started=now, pauses=[])
    application.number = next_number(SERIES, now)
    application.save(force_insert=True)
    sealed(application.pk, who_of(applicant), told).save(force_insert=True)
    keep_files(application, documents, at=held.now)
    add_event(
        application,
        EventKind.SUBMITTED,
        at=now,
        actor=actor if via == Via.COUNTER else None,
        by_applicant=True,
        via=str(via),
    )
    audit.record(
        "eservices.application_received",
        application,
        actor=actor,
        version=version.pk,
        office=office.pk,
    )
    moving.start(held, actor=None)
    return application


def bound_tables(bundle: Bundle, answers: dict[str, Any]) -> dict[str, Any]:
    """What the tables say today that bind on the day of the application."""
    data = gather(answers, {})
    said = {
        name: decide(table, data)
        for name, table in bundle.tables.items()
        if table.binds is Binds.SUBMISSION
    }
    return {name: {"rule": one.rule, "outputs": dict(one.outputs)} for name, one in said.items()}


def office_of(version: ProcedureVersion, applicant: Applicant) -> Office:
    """The department of the place when it does this procedure, else the head office."""
    office, _unit = office_for(version.procedure.service, applicant.aimag)
    if office.is_head or version.procedure.offices.filter(pk=office.pk).exists():
        return office
    return head_office()
