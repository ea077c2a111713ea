"""What stays and what goes: owners claim files, the sweep removes what nobody claimed."""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents import queries
from kholboo.documents.models import Document
from kholboo.documents.rules import STRAY_KEPT, UNCLAIMED_KEPT, Variant

log = logging.getLogger(__name__)


@transaction.atomic
def claim(documents: Collection[Document]) -> None:
    """Call inside the transaction that attaches the files. A file is claimed once, by one owner."""
    ids = {document.pk for document in documents}
    taken = (
        Document.objects.select_for_update()
        .filter(pk__in=ids, claimed_at__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if len(taken) != len(ids):
        raise RuleBroken(
            _("Some of the files are no longer here. Please choose them again."), field="files"
        )
    Document.objects.filter(pk__in=ids).update(claimed_at=clock.now())


@transaction.atomic
def release(documents: Collection[Document]) -> None:
    """An owner gives its files up so that another may claim them, in one transaction of both."""
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(claimed_at=None)


@transaction.atomic
def discard(document: Document) -> None:
    """Remove a file that belongs to nothing yet: the person took it off the draft."""
    row = (
        Document.objects.select_for_update(skip_locked=True)
        .filter(pk=document.pk, claimed_at__isnull=True)
        .first()
    )
    if row is None:
        return
    audit.record("documents.document_discarded", row, actor=None, sha256=row.sha256)
    row.delete()
    transaction.on_commit(partial(_remove_files, document))


@transaction.atomic
def erase(document: Document) -> None:
    """Remove a claimed file for good: its owner let go of it first. History keeps that one was.

    The bytes go when this commits; should the process die between, the sweep removes them.
    """
    row = Document.objects.select_for_update().filter(pk=document.pk).first()
    if row is None:
        return
    audit.record("documents.document_erased", row, actor=None)
    row.delete()
    transaction.on_commit(partial(_remove_files, document))


def sweep(now: datetime) -> int:
    """Remove unclaimed files older than a week and stored files without a row; counts both."""
    removed = 0
    for document in queries.unclaimed_before(now - UNCLAIMED_KEPT).iterator():
        try:
            discard(document)
            removed += 1
        except ProtectedError:
            # An owner attached the file and forgot to claim it: keep it, and say so.
            log.error("documents.unclaimed_but_owned id=%s", document.pk)
    for variant in Variant:
        removed += sum(1 for _name in _remove_strays(variant, now - STRAY_KEPT))
    return removed


def _remove_files(document: Document) -> None:
    for variant in Variant:
        default_storage.delete(document.place(variant))


def _remove_strays(variant: Variant, before: datetime) -> Iterator[str]:
    """One folder at a time, so that a million files are never a list in memory."""
    if not default_storage.exists(variant):
        return
    for shelf in default_storage.listdir(variant)[0]:
        names = default_storage.listdir(f"{variant}/{shelf}")[1]
        rows = {document_id.hex for document_id in queries.known(_ids(names))}
        for name in set(names) - rows:
            path = f"{variant}/{shelf}/{name}"
            if default_storage.get_modified_time(path) < before:
                default_storage.delete(path)
                yield path


def _ids(names: list[str]) -> Iterator[UUID]:
    for name in names:
        try:
            yield UUID(hex=name)
        except ValueError:
            continue
