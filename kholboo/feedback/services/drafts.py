"""What is typed and not sent yet. Every save is whole; sending twice gives one case."""

import json
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.documents.models import Document
from kholboo.feedback.models import Draft, DraftFile
from kholboo.feedback.queries.drafts import answers_of
from kholboo.feedback.rules import MAX_FILES
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
    if draft.files.count() + len(documents) > MAX_FILES:
        raise RuleBroken(
            _("At most %(count)s files can be sent.") % {"count": MAX_FILES}, field="files"
        )
    DraftFile.objects.bulk_create(
        DraftFile(draft=draft, document=document) for document in documents
    )


@transaction.atomic
def remove_file(draft: Draft, key: str) -> None:
    """Take a file out of the draft; the stored file is swept later. Safe to repeat."""
    DraftFile.objects.filter(draft=draft, document_id=key).delete()


@transaction.atomic
def send(draft: Draft, new: NewCase) -> Receipt:
    """Make the case. A draft that was sent already returns its case again."""
    receipt = receive_case(new)
    Draft.objects.filter(pk=draft.pk, case__isnull=True).update(
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
