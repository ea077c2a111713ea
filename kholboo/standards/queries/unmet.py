"""What people look for in the catalogue and do not find, most often asked first."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum

from kholboo.core import clock
from kholboo.standards.models import Unmet, UnmetHandled

SPAN, MOST_SHOWN = timedelta(days=90), 200


@dataclass(frozen=True)
class Looked:
    """`handled`: by whom these words were seen to, and nobody has looked for them since."""

    words: str
    count: int
    last_on: date
    handled: UnmetHandled | None


def unmet_words(*, handled: bool) -> list[Looked]:
    """Of the last months: what waits for somebody, or what was seen to."""
    since = clock.local_date(clock.now()) - SPAN
    known = {row.words: row for row in UnmetHandled.objects.select_related("by")}
    rows = Unmet.objects.filter(day__gte=since).values("words")
    if handled:
        rows = rows.filter(words__in=known)
    found = rows.annotate(total=Sum("count"), last=Max("day")).order_by("-total", "-last", "words")
    looked = []
    for row in found.iterator():
        mark = known.get(row["words"])
        is_handled = mark is not None and row["last"] <= clock.local_date(mark.at)
        if is_handled == handled:
            looked.append(Looked(row["words"], row["total"], row["last"], mark))
        if len(looked) == MOST_SHOWN:
            break
    return looked
