"""The papers of an application as its applicant sees them."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.eservices.models import Application, ApplicationFile


@planned.reading()
def papers_of(application: Application) -> list[ApplicationFile]:
    """Those that stand now; what a later one took the place of is left out."""
    rows = ApplicationFile.objects.filter(application=application, replaced_at=None)
    return list(rows.select_related("document"))


def paper_in(application: Application, key: UUID) -> Document:
    row = (
        ApplicationFile.objects.filter(application=application, document_id=key)
        .select_related("document")
        .first()
    )
    if row is None:
        raise NotFound(_("We found no such file."))
    return row.document
