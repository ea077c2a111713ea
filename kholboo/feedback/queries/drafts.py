"""Reading drafts: only by the key one browser holds."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kholboo.core import seal
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.feedback.models import Draft


def draft_of(key: UUID) -> Draft | None:
    related = ("case__office", "case__unit", "case__service", "case__rule", "case__contact")
    return Draft.objects.select_related("case", *related).filter(pk=key).first()


def answers_of(draft: Draft) -> dict[str, str]:
    """What was typed so far, by field name; empty after sending."""
    if not draft.sealed_answers:
        return {}
    opened = seal.unseal(
        draft.sealed_answers, data_key=seal.house_key("drafts"), row=f"draft:{draft.key}"
    )
    answers: dict[str, str] = json.loads(opened["json"])
    return answers


def documents_of(draft: Draft) -> list[Document]:
    return [row.document for row in draft.files.select_related("document")]


def proof_in(answers: Mapping[str, str], documents: Sequence[Document]) -> Document | None:
    """The file that shows a representative's authority, among those of a draft."""
    return next((one for one in documents if str(one.pk) == answers.get("proof")), None)


def file_in(draft: Draft, key: UUID) -> Document:
    """A file of this draft. NotFound for a file of anybody else's."""
    row = draft.files.filter(document_id=key).select_related("document").first()
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document
