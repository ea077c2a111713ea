"""Reads of files. Who may see a file is the owner's question; nothing here answers it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from kholboo.accounts.models import User
from kholboo.documents.models import Document


def document_with_key(client_key: UUID, actor: User | None) -> Document | None:
    """The file that was received under this key from the same person, if there is one."""
    return Document.objects.filter(client_key=client_key, uploaded_by=actor).first()


def waiting(ids: Iterable[UUID]) -> QuerySet[Document]:
    """Those of `ids` that were received and are not yet part of anything: a draft's files."""
    return Document.objects.filter(pk__in=list(ids), claimed_at__isnull=True)


def unclaimed_before(moment: datetime) -> QuerySet[Document]:
    return Document.objects.filter(claimed_at__isnull=True, created_at__lt=moment)


def unclaimed_bytes() -> int:
    """Bytes of originals that belong to nothing yet."""
    total = Document.objects.filter(claimed_at__isnull=True).aggregate(total=Sum("size"))["total"]
    return total or 0


def known(ids: Iterable[UUID]) -> set[UUID]:
    """Those of `ids` that have a row."""
    return set(Document.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))
