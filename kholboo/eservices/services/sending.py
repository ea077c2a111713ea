"""A draft becomes an application: read once more, its papers handed over, sent once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Organisation, User
from kholboo.agency.queries import aimags
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.services.keeping import release
from kholboo.eservices.applicants import Applicant
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.models import Application, Draft
from kholboo.eservices.papers import asked_of, missing
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.queries.drafts import files_in, typed_in
from kholboo.eservices.rules import Via
from kholboo.eservices.services.submitting import submit


@transaction.atomic
def send(draft: Draft, *, actor: User) -> Application:
    """Make the application. A draft that was sent already returns its application again.

    The draft's row is locked first, so that the second of two clicks waits here and finds the
    application, instead of losing the race for the papers.
    """
    rows = Draft.objects.select_for_update(of=("self",))
    row = rows.select_related("version__procedure__service", "application", "organisation")
    found = row.filter(pk=draft.pk).first()
    if found is None:
        raise RuleBroken(_("This draft was put away. Please begin again."))
    if found.application is not None:
        return found.application
    asked = asked_by(found.version)
    understood = understand(asked.form, typed_in(found))
    papers = files_in(found)
    if not understood.is_good or missing(asked.papers, understood.answers, papers):
        raise RuleBroken(_("Something is not filled in yet. Please look at the pages again."))
    wanted = {paper.key for paper in asked_of(asked.papers, understood.answers)}
    documents = {key: files for key, files in papers.items() if key in wanted}
    release([document for files in papers.values() for document in files])
    application = submit(
        version=found.version,
        applicant=applicant_of(found, asked, understood.answers),
        answers=understood.answers,
        documents=documents,
        actor=actor,
        key=found.key,
        via=found.via,
    )
    found.files.all().delete()
    found.application, found.sealed_answers, found.changed_at = application, b"", clock.now()
    found.save(update_fields=["application", "sealed_answers", "changed_at"])
    return application


def applicant_of(draft: Draft, asked: Asked, answers: Mapping[str, Any]) -> Applicant:
    """Who applies: the account, and what the form says of whom to call; on paper the form alone."""
    said = {
        field.ui["prefill"]: str(answers[field.key])
        for field in asked.form.fields
        if field.ui.get("prefill") and field.key in answers
    }
    place = answers.get(str(asked.manifest.get("place", "")))
    is_paper = draft.via == Via.COUNTER
    register = said.get("organisation.register", "")
    name = said.get("person.given_name", "")
    return Applicant(
        user=None if is_paper else draft.user,
        organisation=_known(register) if is_paper else draft.organisation,
        name=(said.get("organisation.name") or name) if is_paper else name,
        register=register if is_paper else "",
        phone=said.get("person.phone", ""),
        email=said.get("person.email", ""),
        aimag=next((one for one in aimags() if one.slug == place), None) if place else None,
    )


def _known(register: str) -> Organisation | None:
    """An organisation somebody of which has an account sees its paper application there."""
    return Organisation.objects.filter(register=register).first() if register else None
