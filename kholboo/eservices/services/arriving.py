"""Files of an answer that is not complete yet: received, and known again at the next try."""

from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from kholboo.accounts.models import User
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.documents import queries
from kholboo.documents.models import Document
from kholboo.documents.services.uploads import receive_upload

Arrived = dict[str, list[Document]]
MOST_KEPT = 50


def receive(
    files: Sequence["UploadedFile[bytes]"], *, actor: User
) -> tuple[list[Document], list[str]]:
    """The good files, and a sentence for each that was refused."""
    good: list[Document] = []
    refused: list[str] = []
    for file in files:
        try:
            good.append(receive_upload(file, actor=actor))
        except (RuleBroken, TooMany) as refusal:
            sentences = refusal.facts.get("sentences")
            refused += sentences if isinstance(sentences, list) else [refusal.message]
    return good, list(dict.fromkeys(refused))


def waiting(kept: Sequence[str], *, actor: User) -> Arrived:
    """`kept`: "document:key" as the page sent them back; only this person's own, not yet used."""
    pairs = [
        (paper, key) for paper, _colon, key in (one.partition(":") for one in kept[:MOST_KEPT])
    ]
    wanted = {key: paper for paper, key in pairs if _is_key(key)}
    rows = queries.waiting([UUID(key) for key in wanted]).filter(uploaded_by=actor)
    found: Arrived = {}
    for document in rows:
        found.setdefault(wanted[str(document.pk)], []).append(document)
    return found


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
