"""Scanned pages of a text: how far the machine is, and which pages a person should look at."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.standards.models import Manifestation, ScannedPage
from kholboo.standards.pdf.markup import paragraphs_in
from kholboo.standards.reading import ScanState

SHEET = 50
# Failed ones first, then those of whose words the machine was least sure.
ORDER = Case(
    When(state=ScanState.FAILED, then=Value(0)),
    When(state=ScanState.READ, then=Value(1)),
    When(state=ScanState.WAITING, then=Value(2)),
    default=Value(3),
)


@dataclass(frozen=True)
class Progress:
    """How many scanned pages a text has, and how many of them are where."""

    pages: int
    waiting: int
    failed: int
    checked: int

    @property
    def read(self) -> int:
        return self.pages - self.waiting - self.failed

    @property
    def is_unsure(self) -> bool:
        """Some words come from the machine alone."""
        return self.read > self.checked


def progress_of(text: Manifestation) -> Progress:
    states = {
        name: Count("pk", filter=Q(state=state))
        for name, state in (
            ("waiting", ScanState.WAITING),
            ("failed", ScanState.FAILED),
            ("checked", ScanState.CHECKED),
        )
    }
    found = ScannedPage.objects.filter(part__text=text)
    return Progress(**found.aggregate(pages=Count("pk"), **states))


def pages_to_look_at(text: Manifestation) -> list[ScannedPage]:
    """At most SHEET, what needs a person most first."""
    rows = ScannedPage.objects.filter(part__text=text).select_related("part", "changed_by")
    in_order = rows.order_by(ORDER, F("sureness").asc(nulls_first=True), "part__position")
    return list(in_order.defer("part__html")[:SHEET])


def scan_at(text: Manifestation, number: int) -> ScannedPage:
    """Raises NotFound."""
    rows = ScannedPage.objects.select_related("part__text__edition__work", "changed_by")
    found = rows.filter(part__text=text, part__position=number).first()
    if found is None:
        raise NotFound(_("There is no such scanned page."))
    return found


def words_of(page: ScannedPage) -> str:
    """As they stand in the field of the form: an empty line between paragraphs."""
    return "\n\n".join(paragraphs_in(page.part.html))


def next_after(page: ScannedPage) -> ScannedPage | None:
    """The next one nobody has checked, in the order of the text."""
    rest = ScannedPage.objects.filter(
        part__text=page.part.text_id, part__position__gt=page.part.position
    ).exclude(state=ScanState.CHECKED)
    return rest.select_related("part").order_by("part__position").first()
