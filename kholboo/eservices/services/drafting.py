"""What is typed and not sent yet. Every save is whole; sending twice gives one application."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Office
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents.models import Document
from kholboo.documents.services.keeping import claim, discard, release
from kholboo.documents.services.uploads import receive_upload
from kholboo.eservices.models import Draft, DraftFile, ProcedureVersion
from kholboo.eservices.papers import Paper
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.queries.drafts import KEY, row_of, typed_in
from kholboo.eservices.queries.prefill import known_of
from kholboo.eservices.rules import Via

# More than every question and item of a form needs; somebody sends a book.
MOST_KEPT = 400_000  # letters of one draft
SWEPT_AT_ONCE = 500


def begin(
    version: ProcedureVersion,
    *,
    user: User,
    organisation: Organisation | None = None,
    also: Mapping[str, Any] | None = None,
) -> Draft:
    """The applicant's draft of this procedure: the one that waits, or a new one with what we know.

    `also` are first answers that stand above the usual ones, such as those of a renewal.
    """
    waiting = _waiting(version, user, organisation)
    if waiting is not None:
        return waiting
    asked = asked_by(version)
    draft = _fresh(version, asked, user)
    draft.organisation = organisation
    _put(draft, {**known_of(asked.form, user, organisation), **(also or {})})
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        # The other of two clicks, or a colleague, was first.
        waiting = _waiting(version, user, organisation)
        if waiting is None:
            raise
        return waiting
    return draft


def begin_at_counter(version: ProcedureVersion, *, office: Office, officer: User) -> Draft:
    """A paper application is written down; several may wait at one counter."""
    draft = _fresh(version, asked_by(version), officer)
    draft.via, draft.office = Via.COUNTER, office
    _put(draft, {})
    draft.save(force_insert=True)
    return draft


@transaction.atomic
def save(draft: Draft, typed: Mapping[str, Any]) -> Draft:
    """Merge what one page asked into the draft, right or wrong."""
    row = _locked(draft)
    _put(row, {**typed_in(row), **typed})
    row.changed_at, row.kept_until = clock.now(), _kept_until(asked_by(row.version))
    row.save(update_fields=["sealed_answers", "changed_at", "kept_until"])
    return row


@transaction.atomic
def move(draft: Draft, version: ProcedureVersion) -> Draft:
    """Go on with a newer version of the form; what it does not ask any more goes."""
    row = _locked(draft)
    if row.version.procedure_id != version.procedure_id:
        raise RuleBroken(_("This is the form of another service."))
    asked = asked_by(version)
    keys = {field.key for field in asked.form.fields}
    _put(row, {key: value for key, value in typed_in(row).items() if key in keys})
    papers = {paper.key for paper in asked.papers}
    for left in row.files.exclude(kind__in=papers).select_related("document"):
        _drop(left)
    row.version, row.changed_at = version, clock.now()
    row.kept_until = _kept_until(asked)
    row.save(update_fields=["version", "sealed_answers", "changed_at", "kept_until"])
    return row


def take_files(
    draft: Draft, paper: Paper, files: Sequence["UploadedFile[bytes]"], *, actor: User
) -> list[str]:
    """Receive files of one document one after another; returns the sentence of each refusal.

    A good file stays though its neighbour is refused.
    """
    refused: list[str] = []
    for file in files:
        try:
            document = receive_upload(file, actor=actor)
            try:
                _add_file(draft, paper, document)
            except RuleBroken:
                discard(document)
                raise
        except (RuleBroken, TooMany) as refusal:
            sentences = refusal.facts.get("sentences")
            refused += sentences if isinstance(sentences, list) else [refusal.message]
    return list(dict.fromkeys(refused))


@transaction.atomic
def _add_file(draft: Draft, paper: Paper, document: Document) -> None:
    row = _locked(draft)
    if row.files.filter(kind=paper.key).count() >= paper.most:
        raise RuleBroken(
            _("At most %(most)s files fit here. Remove one first.") % {"most": paper.most}
        )
    # Claimed for the draft: what nobody claims is gone after a week, and drafts stay longer.
    claim([document])
    DraftFile.objects.create(draft=row, document=document, kind=paper.key)
    _touch(row)


@transaction.atomic
def remove_file(draft: Draft, document: Document) -> None:
    """Take a file out of the draft and remove it. Safe to repeat."""
    row = _locked(draft)
    left = row.files.filter(document=document).select_related("document").first()
    if left is not None:
        _drop(left)
        _touch(row)


@transaction.atomic
def forget(draft: Draft) -> None:
    """The applicant puts it away: words and files go at once."""
    row = Draft.objects.select_for_update().filter(pk=draft.pk, application=None).first()
    if row is None:
        return
    for left in row.files.select_related("document"):
        _drop(left)
    row.delete()


def sweep() -> int:
    """Put away drafts whose days are over."""
    today = clock.local_date(clock.now())
    over = Draft.objects.filter(application=None, kept_until__lt=today)
    drafts = list(over.only("key")[:SWEPT_AT_ONCE])
    for draft in drafts:
        forget(draft)
    return len(drafts)


def _waiting(
    version: ProcedureVersion, user: User, organisation: Organisation | None
) -> Draft | None:
    found = Draft.objects.filter(
        procedure_id=version.procedure_id, application=None, via=Via.WEB, organisation=organisation
    )
    return (found if organisation else found.filter(user=user)).first()


def _fresh(version: ProcedureVersion, asked: Asked, user: User) -> Draft:
    now = clock.now()
    return Draft(
        procedure_id=version.procedure_id,
        version=version,
        user=user,
        created_at=now,
        changed_at=now,
        kept_until=_kept_until(asked),
    )


def _kept_until(asked: Asked) -> date:
    return clock.local_date(clock.now()) + timedelta(days=asked.draft_days)


def _locked(draft: Draft) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",)).select_related("version")
    row = rows.filter(pk=draft.pk).first()
    if row is None:
        raise RuleBroken(_("This draft was put away. Please begin again."))
    if row.is_sent:
        raise RuleBroken(_("This was already sent. Begin a new one to write more."))
    return row


def _put(draft: Draft, typed: Mapping[str, Any]) -> None:
    text = json.dumps(typed, ensure_ascii=False)
    if len(text) > MOST_KEPT:
        raise RuleBroken(_("This is more than an application can hold. Please make it shorter."))
    draft.sealed_answers = seal.seal(
        {"json": text}, data_key=seal.house_key(KEY), row=row_of(draft)
    )


def _touch(draft: Draft) -> None:
    draft.changed_at = clock.now()
    draft.save(update_fields=["changed_at"])


def _drop(left: DraftFile) -> None:
    left.delete()
    release([left.document])
    discard(left.document)
