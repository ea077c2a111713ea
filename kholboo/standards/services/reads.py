"""Each reading: bounded, and counted without the person."""

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kholboo.accounts.models import User
from kholboo.core import clock, limits
from kholboo.core.errors import TooMany
from kholboo.standards.queries.texts import Reading
from kholboo.standards.reading import (
    LICENSED_READS_IN_A_DAY,
    LICENSED_READS_IN_AN_HOUR,
    LICENSED_SEARCHES_IN_AN_HOUR,
    PAGES_IN_A_DAY,
    PAGES_IN_AN_HOUR,
    READS_IN_AN_HOUR,
)

COUNT = """
INSERT INTO standards_readlog (edition_id, entitlement_id, day, reads) VALUES (%s, %s, %s, 1)
ON CONFLICT (edition_id, entitlement_id, day) DO UPDATE SET reads = standards_readlog.reads + 1
"""
HOUR, DAY = 3600, 24 * 3600


def begin(reading: Reading, *, asker: str) -> None:
    """Count one reading of a text; raises TooMany.

    Under a licence the licence is bounded, else the network address of the asker, which thousands
    of phones may share.
    """
    if reading.entitlement:
        who = f"licence:{reading.entitlement.number}"
        limits.knock("standards.read", who, limit=LICENSED_READS_IN_AN_HOUR, seconds=HOUR)
        limits.knock("standards.read-day", who, limit=LICENSED_READS_IN_A_DAY, seconds=DAY)
    else:
        limits.knock("standards.read", asker, limit=READS_IN_AN_HOUR, seconds=HOUR)
    today = clock.local_date(clock.now())
    key = reading.entitlement.pk if reading.entitlement else None
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [reading.text.edition_id, key, today])


def see(reading: Reading, *, reader: User | None) -> None:
    """Count a picture of a text that is sold, which may be a whole page; raises TooMany.

    Of the person and not of the licence: who holds many has no more hours than others. Pictures of
    what is free are not counted.
    """
    if not (reading.entitlement and reader):
        return
    try:
        who = f"person:{reader.pk}"
        limits.knock("standards.page", who, limit=PAGES_IN_AN_HOUR, seconds=HOUR)
        limits.knock("standards.page-day", who, limit=PAGES_IN_A_DAY, seconds=DAY)
    except TooMany as refusal:
        minutes = -(-refusal.seconds // 60)
        raise TooMany(
            ngettext(
                "You opened more pages than anybody reads. Go on in %(minutes)s minute.",
                "You opened more pages than anybody reads. Go on in %(minutes)s minutes.",
                minutes,
            )
            % {"minutes": minutes},
            seconds=refusal.seconds,
        ) from refusal


def seek(reading: Reading, *, asker: str) -> None:
    """Count one search inside a text, like a reading; raises TooMany."""
    who, limit = asker, READS_IN_AN_HOUR
    if reading.entitlement:
        who, limit = f"licence:{reading.entitlement.number}", LICENSED_SEARCHES_IN_AN_HOUR
    try:
        limits.knock("standards.seek", who, limit=limit, seconds=HOUR)
    except TooMany as refusal:
        sentence = _("This text was searched very often within an hour. Try again a little later.")
        raise TooMany(sentence, seconds=refusal.seconds) from refusal
