"""Checks by anybody: counted for each certificate and day, and nobody is kept with them."""

from django.db import connection

from kholboo.core import clock, limits
from kholboo.core.errors import TooMany
from kholboo.registers.models import Certificate
from kholboo.registers.queries.certificates import certificate_of

# From one network address, which thousands of phones may share.
LOOKS_IN_AN_HOUR, HOUR = 1_200, 3600
# What one address adds to the count of one certificate: phones share addresses, and a robot that
# asks all day adds no more than twenty an hour.
COUNTED_IN_AN_HOUR = 20
COUNT = """
INSERT INTO registers_check AS c (certificate_id, day, count) VALUES (%s, %s, 1)
ON CONFLICT (certificate_id, day) DO UPDATE SET count = c.count + 1
"""


def typed(text: str, *, asker: str) -> Certificate | None:
    """The certificate of a number as somebody typed it. Raises TooMany."""
    limits.knock("registers.verify", asker, limit=LOOKS_IN_AN_HOUR, seconds=HOUR)
    return certificate_of(text)


def count(certificate: Certificate, *, asker: str) -> None:
    """One more check of today, if this address has not been counted often enough. Never refuses:
    who asks is answered, counted or not.
    """
    seen = f"{asker}:{certificate.pk}"
    try:
        limits.knock("registers.check", seen, limit=COUNTED_IN_AN_HOUR, seconds=HOUR)
    except TooMany:
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [certificate.pk, clock.local_date(clock.now())])
