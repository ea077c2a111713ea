"""Papers of an application, taken over from whoever received them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kholboo.documents.models import Document
from kholboo.documents.services.keeping import claim
from kholboo.eservices.models import Application, ApplicationFile


def keep_files(
    application: Application, documents: Mapping[str, Sequence[Document]], *, at: datetime
) -> None:
    """In the caller's transaction: nobody sweeps them away any more."""
    rows = [
        ApplicationFile(application=application, document=document, kind=kind, at=at)
        for kind, papers in documents.items()
        for document in papers
    ]
    if rows:
        claim([row.document for row in rows])
        ApplicationFile.objects.bulk_create(rows)
