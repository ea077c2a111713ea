"""Each reading: bounded, and counted without the person."""

from django.db import connection

from kholboo.core import clock, limits
from kholboo.standards.queries.texts import Reading
from kholboo.standards.reading import (
    LICENSED_READS_IN_A_DAY,
    LICENSED_READS_IN_AN_HOUR,
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
