"""Receiving files: examined and cleaned first, stored second, a row last.

Cleaning takes up to seconds, so nothing here runs inside a caller's transaction: owners call
`receive_uploads`, then open their transaction and call `keeping.claim` in it.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, limits
from kholboo.core.errors import RuleBroken
from kholboo.documents import queries, rules
from kholboo.documents.cleaner.verdict import Refused, Verdict
from kholboo.documents.models import Document
from kholboo.documents.rules import TYPES, DocumentState, Variant
from kholboo.documents.services import cleaning, refusals


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: where its three copies wait, and what was found."""

    name: str
    size: int
    sha256: str
    copies: dict[Variant, Path]
    verdict: Verdict
    client_key: UUID | None


def receive_upload(
    file: "UploadedFile[bytes]",
    *,
    actor: User | None,
    client_key: UUID | None = None,
    asker: str = "",
) -> Document:
    """Take one file. Repeating a `client_key` returns the first document."""
    keys = [client_key] if client_key else []
    return receive_uploads([file], actor=actor, client_keys=keys, asker=asker)[0]


def receive_uploads(
    files: Sequence["UploadedFile[bytes]"],
    *,
    actor: User | None,
    client_keys: Sequence[UUID] = (),
    asker: str = "",
) -> list[Document]:
    """Take all the files or none; RuleBroken(field="files") says everything that is wrong.

    `asker` (a network address, a case number) is counted against the hourly quota; an actor is
    counted by who they are. `client_keys`, when given, has one key for each file.
    """
    rules.check_count(len(files))
    _check_quota(files, actor, asker)
    keys: list[UUID | None] = list(client_keys) or [None] * len(files)
    wrong: list[str] = []
    received: list[Document | Examined] = []
    with ExitStack() as stack:
        for file, key in zip(files, keys, strict=True):
            first = queries.document_with_key(key, actor) if key else None
            if first:
                received.append(first)
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="upload-")))
            name = rules.safe_name(file.name or "")
            try:
                received.append(_examine(file, name, folder, key))
            except Refused as refused:
                wrong.append(refusals.sentence(refused.code, name))
        if wrong:
            raise refusals.refusal(wrong)
        return [one if isinstance(one, Document) else _keep(one, actor=actor) for one in received]


def _check_quota(files: Sequence["UploadedFile[bytes]"], actor: User | None, asker: str) -> None:
    who = f"user:{actor.pk}" if actor else asker
    if who:
        for _file in files:
            limits.knock("documents.upload", who, limit=rules.UPLOADS_IN_AN_HOUR, seconds=3600)
    root = Path(settings.VAR)
    root.mkdir(parents=True, exist_ok=True)
    arriving = sum(file.size or 0 for file in files)
    is_full = shutil.disk_usage(root).free < rules.DISK_RESERVE + 2 * arriving
    if is_full or queries.unclaimed_bytes() + arriving > rules.UNCLAIMED_BYTES:
        raise RuleBroken(
            _("There is no room for files at the moment. Please send your text without files."),
            field="files",
        )


def _examine(file: "UploadedFile[bytes]", name: str, folder: Path, key: UUID | None) -> Examined:
    if not file.size:
        raise Refused("empty")
    if file.size > rules.LARGEST_FILE:
        raise Refused("size")
    original, view, thumb = folder / "original", folder / "view", folder / "thumb"
    size, sha256 = _copy(file, original)
    verdict = cleaning.clean(original, view, thumb)
    copies = {Variant.ORIGINAL: original, Variant.VIEW: view}
    if verdict.has_thumb:
        copies[Variant.THUMB] = thumb
    return Examined(name, size, sha256, copies, verdict, key)


def _copy(file: "UploadedFile[bytes]", to: Path) -> tuple[int, str]:
    """Size and SHA-256 of what really arrived, whatever the request said."""
    digest, size = hashlib.sha256(), 0
    with to.open("wb") as out:
        for chunk in file.chunks(1 << 20):
            size += len(chunk)
            if size > rules.LARGEST_FILE:
                raise Refused("size")
            digest.update(chunk)
            out.write(chunk)
    return size, digest.hexdigest()


def _keep(one: Examined, *, actor: User | None) -> Document:
    """Files first, row second: a crash between leaves strays that the sweep removes."""
    found = one.verdict
    document = Document(
        id=uuid4(),
        original_name=one.name,
        media_type=found.media_type,
        view_type=found.view_type,
        kind=TYPES[found.media_type][0],
        state=DocumentState.CLEAN if found.is_clean else DocumentState.AS_SENT,
        size=one.size,
        view_size=one.copies[Variant.VIEW].stat().st_size,
        sha256=one.sha256,
        width=found.width,
        height=found.height,
        seconds=found.seconds,
        has_thumb=found.has_thumb,
        client_key=one.client_key,
        uploaded_by=actor,
        created_at=clock.now(),
    )
    for variant, path in one.copies.items():
        with path.open("rb") as content:
            default_storage.save(document.place(variant), File(content))
    return _insert(document, actor)


def _insert(document: Document, actor: User | None) -> Document:
    try:
        with transaction.atomic():
            document.save(force_insert=True)
            audit.record(
                "documents.document_received",
                document,
                actor=actor,
                label="" if actor else audit.CITIZEN,
                kind=document.kind,
                size=document.size,
                sha256=document.sha256,
            )
    except IntegrityError:
        # The same key came twice at once: the first row stands, our copies go.
        key = document.client_key
        first = queries.document_with_key(key, actor) if key else None
        for variant in Variant:
            default_storage.delete(document.place(variant))
        if first is None:
            raise
        return first
    return document
