"""Keeping bytes that their owner examined itself: no cleaner knows their type.

The owner has read the whole file and shows only what it made of it; the bytes are a download.
"""

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.documents.models import Document
from kholboo.documents.rules import (
    EXAMINED_BY_OWNER,
    TYPES,
    DocumentKind,
    DocumentState,
    Variant,
    safe_name,
)


def store(
    content: bytes,
    *,
    name: str,
    media_type: str,
    actor: User | None,
    size: tuple[int, int] | None = None,
) -> Document:
    """The stored file, unclaimed. Files first, row second, as with files that people send.

    A picture or a PDF of our own making is its own copy for view; `size`: its pixels.
    """
    document = Document(
        id=uuid4(),
        original_name=safe_name(name),
        media_type=media_type,
        view_type=media_type,
        kind=(EXAMINED_BY_OWNER | TYPES)[media_type][0],
        state=DocumentState.AS_SENT,
        size=len(content),
        view_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=size[0] if size else None,
        height=size[1] if size else None,
        uploaded_by=actor,
        created_at=clock.now(),
    )
    is_viewed = media_type in TYPES or document.kind == DocumentKind.IMAGE
    for variant in (Variant.ORIGINAL, Variant.VIEW) if is_viewed else (Variant.ORIGINAL,):
        default_storage.save(document.place(variant), ContentFile(content))
    with transaction.atomic():
        document.save(force_insert=True)
        audit.record(
            "documents.document_received",
            document,
            actor=actor,
            kind=document.kind,
            size=document.size,
            sha256=document.sha256,
        )
    return document


def content_of(document: Document, variant: Variant = Variant.VIEW) -> bytes:
    """The copy for view, for an owner that makes something of it, or the file as it came where
    there is no copy. FileNotFoundError when lost.
    """
    with default_storage.open(document.place(variant), "rb") as file:
        content: bytes = file.read()
    return content
