"""What a code says of a certificate: enough to judge it without network.

Number, place in the list of states, kind, holder, title and days, in the claims of RFC 8392 (CWT)
where it has one. Long names are cut: the code must stay readable for a cheap camera.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kholboo.core import clock
from kholboo.registers.models import Certificate
from kholboo.registers.rules import Kind

SUBJECT, EXPIRES, NOT_BEFORE, ISSUED = 2, 4, 5, 6
PLACE, KIND, HOLDER, TITLE = "i", "k", "h", "t"
# By their places, which stand on paper for ever.
KINDS = {kind: place for place, kind in enumerate(Kind)}
LONGEST_HOLDER, LONGEST_TITLE = 60, 80


@dataclass(frozen=True)
class Said:
    number: str
    place: int


def claims_of(certificate: Certificate) -> dict[Any, Any]:
    found: dict[Any, Any] = {
        SUBJECT: certificate.number,
        NOT_BEFORE: _second(certificate.valid_from),
        ISSUED: int(certificate.granted_at.timestamp()),
        PLACE: certificate.pk,
        KIND: KINDS[Kind(certificate.kind)],
        HOLDER: _cut(certificate.holder_name, LONGEST_HOLDER),
        TITLE: _cut(certificate.title_mn, LONGEST_TITLE),
    }
    if certificate.valid_until is not None:
        found[EXPIRES] = _second(certificate.valid_until + timedelta(days=1))
    return found


def said_in(claims: dict[Any, Any]) -> Said:
    """Raises KeyError or ValueError for claims of another shape."""
    return Said(str(claims[SUBJECT]), int(claims[PLACE]))


def _second(day: date) -> int:
    """The first second of a day in Ulaanbaatar, of the epoch."""
    return int(datetime.combine(day, time(), clock.ULAANBAATAR).astimezone(UTC).timestamp())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
