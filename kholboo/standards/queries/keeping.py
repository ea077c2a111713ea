"""Keeping a text on a phone: how much room it takes, until when, and how it stands later."""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2s

from django.db.models import F, Func, IntegerField, Sum
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.models import Edition, Relation
from kholboo.standards.pdf.markup import BETTER
from kholboo.standards.queries import catalogue, texts
from kholboo.standards.queries.texts import Reading
from kholboo.standards.reading import LEASE, MOST_KEPT, TextKind
from kholboo.standards.rules import Status

BYTES = Func(F("html"), function="octet_length", output_field=IntegerField())
# With the number of a licence in it a page takes 1.2 (scans) to 1.9 times (print) the room.
MARKED = 2


@dataclass(frozen=True)
class Keeping:
    """`size` in bytes; `until` is the last day; `version` changes with what is read."""

    size: int
    until: date
    version: str

    @property
    def is_too_large(self) -> bool:
        return self.size > MOST_KEPT

    @property
    def ends_at(self) -> int:
        """The last moment of the last day, in milliseconds, as phones count."""
        last = datetime.combine(self.until, time.max, tzinfo=clock.ULAANBAATAR)
        return int(last.timestamp() * 1000)


@dataclass(frozen=True)
class Told:
    """What a kept copy is told when there is network again. `keeping` is None when it must go."""

    keeping: Keeping | None
    said: str = ""


def keeping_of(reading: Reading, amendments: list[Relation]) -> Keeping:
    """Of a text that is whole; two questions."""
    today = clock.local_date(clock.now())
    until = today + LEASE
    if reading.entitlement:
        until = min(until, reading.entitlement.until)
    text = reading.text
    words = text.parts.aggregate(all=Sum(BYTES))["all"] or 0
    # Of a page in two forms the plain one is kept.
    plain = text.pictures.filter(number__lt=BETTER)
    pictures = plain.aggregate(all=Sum("document__view_size"))["all"] or 0
    if reading.entitlement and text.kind == TextKind.PDF:
        pictures *= MARKED
    made_of = ".".join(
        str(key) for key in (text.pk, text.converter, *(row.pk for row in amendments))
    )
    version = blake2s(made_of.encode(), digest_size=6).hexdigest()
    return Keeping(words + pictures, until, version)


def told_of(edition: Edition, user: User | None, *, version: str) -> Told:
    """How a copy of this edition stands today; `version` is that of the copy."""
    try:
        reading = texts.reading_of(edition, user)
    except NotFound:
        return Told(None, _("This text is not shown any more, so it was taken off."))
    if reading.terms:
        return Told(None, _("The terms of reading are new. Agree to them and keep the text again."))
    if not reading.is_whole:
        return Told(None, _("Your right to read this text is over, so it was taken off."))
    keeping = keeping_of(reading, texts.amendments_of(edition))
    return Told(keeping, _said(edition, is_newer=keeping.version != version))


def _said(edition: Edition, *, is_newer: bool) -> str:
    """One sentence, the weightiest; empty when all is as it was."""
    shown = catalogue.standing(edition)
    if shown.successor:
        said = _("This edition is replaced by %(number)s.")
        return said % {"number": shown.successor.designation}
    if shown.status == Status.WITHDRAWN:
        return _("This standard is withdrawn. Ask us what to use instead.")
    return _("The text has changed since. Open it anew and keep it again.") if is_newer else ""
