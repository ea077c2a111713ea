"""What is typed and not sent yet. Every save is whole; sending twice gives one case."""

import json
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents.models import Document
from kholboo.documents.rules import MOST_FILES
from kholboo.documents.services.keeping import discard
from kholboo.documents.services.uploads import receive_upload
from kholboo.feedback.models import Draft, DraftFile
from kholboo.feedback.queries.drafts import answers_of, documents_of
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.intake import NewCase, Receipt, receive_case

KEPT = timedelta(days=7)


def save_answers(key: UUID, changes: dict[str, str]) -> Draft:
    """Merge what one page asked into the draft (made on the first save)."""
    now = clock.now()
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(pk=key).first()
        if draft is None:
            draft = Draft(key=key, created_at=now)
        _must_be_unsent(draft)
        answers = {**answers_of(draft), **changes}
        draft.sealed_answers = seal.seal(
            {"json": json.dumps(answers, ensure_ascii=False)},
            data_key=seal.house_key("drafts"),
            row=f"draft:{key}",
        )
        draft.changed_at = now
        draft.save()
    return draft


@transaction.atomic
def add_files(draft: Draft, documents: list[Document]) -> None:
    """Put uploaded files into the draft. RuleBroken when there would be more than ten."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    _must_be_unsent(draft)
    _room_for(draft, len(documents))
    DraftFile.objects.bulk_create(
        DraftFile(draft=draft, document=document) for document in documents
    )


def take_files(draft: Draft, files: Sequence["UploadedFile[bytes]"], *, asker: str) -> list[str]:
    """Receive files one after another; returns the sentence of each refusal.

    A good file stays though its neighbour is refused. Nobody's account is written on them:
    the sender may yet choose to write without a name. `asker` is the network address.
    """
    refused: list[str] = []
    for file in files:
        try:
            _room_for(draft, 1)
            document = receive_upload(file, actor=None, asker=asker)
            try:
                add_files(draft, [document])
            except RuleBroken:
                discard(document)
                raise
        except (RuleBroken, TooMany) as refusal:
            sentences = refusal.facts.get("sentences")
            refused += sentences if isinstance(sentences, list) else [refusal.message]
    return list(dict.fromkeys(refused))


def take_proof(draft: Draft, files: Sequence["UploadedFile[bytes]"], *, asker: str) -> list[str]:
    """Receive the paper of a representative and remember which file it is; refusals as above."""
    before = {document.pk for document in documents_of(draft)}
    refused = take_files(draft, files, asker=asker)
    added = [document for document in documents_of(draft) if document.pk not in before]
    if added:
        save_answers(draft.pk, {"proof": str(added[0].pk)})
    return refused


@transaction.atomic
def remove_file(draft: Draft, key: str) -> None:
    """Take a file out of the draft and remove it. Safe to repeat; nothing happens once sent."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    row = draft.files.filter(document_id=key).select_related("document").first()
    if row is None or draft.case_id:
        return
    row.delete()
    discard(row.document)


@transaction.atomic
def forget(draft: Draft) -> None:
    """The person begins anew: words and files go at once. A sent draft only loses its browser."""
    row = Draft.objects.select_for_update().filter(pk=draft.pk, case__isnull=True).first()
    if row is None:
        return
    documents = documents_of(row)
    row.delete()
    for document in documents:
        discard(document)


@transaction.atomic
def send(draft: Draft, new: NewCase) -> Receipt:
    """Make the case. A draft that was sent already returns its case again.

    The draft's row is locked first, so that the second of two clicks waits here and finds the
    case, instead of losing the race for the files.
    """
    rows = Draft.objects.select_for_update(of=("self",)).select_related("case")
    row = rows.filter(pk=draft.pk).first()
    if row is None:
        raise RuleBroken(_("This draft was put away. Please begin again."))
    if row.case:
        return Receipt(case=row.case, secret=secret_of(row.case), is_new=False)
    receipt = receive_case(new)
    Draft.objects.filter(pk=draft.pk).update(
        case=receipt.case, sealed_answers=b"", changed_at=clock.now()
    )
    return receipt


def sweep() -> int:
    """Forget drafts nobody touched for a week."""
    old = Draft.objects.filter(changed_at__lt=clock.now() - KEPT)
    count, _rows = old.delete()
    return count


def _must_be_unsent(draft: Draft) -> None:
    if draft.case_id:
        raise RuleBroken(_("This was already sent. Begin a new one to write more."))


def _room_for(draft: Draft, count: int) -> None:
    if draft.files.count() + count > MOST_FILES:
        raise RuleBroken(
            _("At most %(count)s files can be sent.") % {"count": MOST_FILES}, field="files"
        )
