"""Reading files that were taken in, with the rows that wait in them."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.standards.changing import ProposalState
from kholboo.standards.models import CatalogueFile, Proposal

MOST_SHOWN = 20
SHEET, LAST_SHEET = 50, 100
WAITS_FIRST = Case(When(state=ProposalState.OPEN, then=Value(0)), default=Value(1))


def file_at(key: int) -> CatalogueFile:
    """Raises NotFound."""
    found = _files().filter(pk=key).first()
    if found is None:
        raise NotFound(_("There is no such file."), file=key)
    return found


def file_to_publish(key: int) -> CatalogueFile:
    return CatalogueFile.objects.select_related("decided_by").get(pk=key)


def latest_files() -> QuerySet[CatalogueFile]:
    """Those that wait first, then the newest."""
    return _files().order_by(WAITS_FIRST, "-proposed_at")[:MOST_SHOWN]


def _files() -> QuerySet[CatalogueFile]:
    rows = Count("proposals")
    published = Count("proposals", filter=Q(proposals__state=ProposalState.PUBLISHED))
    waiting = Count("proposals", filter=Q(proposals__state=ProposalState.OPEN))
    files = CatalogueFile.objects.select_related("proposed_by", "decided_by")
    return files.annotate(rows=rows, published=published, waiting=waiting)


@dataclass(frozen=True)
class Sheet:
    rows: list[Proposal]
    number: int
    has_next: bool


def rows_of(file: CatalogueFile, number: int) -> Sheet:
    """Those that still wait first, in the order in which they are published."""
    number = min(max(1, number), LAST_SHEET)
    start = (number - 1) * SHEET
    found = Proposal.objects.filter(file=file).select_related("edition__work", "proposed_by")
    rows = list(found.order_by(WAITS_FIRST, "pk")[start : start + SHEET + 1])
    return Sheet(rows[:SHEET], number, len(rows) > SHEET)
