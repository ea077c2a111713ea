"""Reading drafts: only by the key one browser holds."""

import json
from uuid import UUID

from kholboo.core import seal
from kholboo.documents.models import Document
from kholboo.feedback.models import Draft


def draft_of(key: UUID) -> Draft | None:
    return Draft.objects.select_related("case", "case__office").filter(pk=key).first()


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
