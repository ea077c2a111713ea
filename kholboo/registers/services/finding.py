"""Keeping certificates findable: a narrow entry each, with all their words."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from kholboo.registers.models import Certificate, Conformity, Entry
from kholboo.standards.words import kept

AT_ONCE = 1_000
ENTER = """
INSERT INTO registers_entry (certificate_id, kind, state, aimag_id, search)
SELECT c.id, c.kind, c.state, c.aimag_id,
    setweight(to_tsvector('simple', given.title), 'A')
    || setweight(to_tsvector('simple', given.holder), 'B')
    || setweight(to_tsvector('simple', given.rest), 'D')
FROM unnest(%(ids)s::bigint[], %(titles)s::text[], %(holders)s::text[], %(rests)s::text[])
    AS given (id, title, holder, rest)
JOIN registers_certificate AS c ON c.id = given.id
ON CONFLICT (certificate_id) DO UPDATE SET kind = excluded.kind, state = excluded.state,
    aimag_id = excluded.aimag_id, search = excluded.search
"""


@transaction.atomic
def index(ids: Iterable[int]) -> None:
    """Enter these certificates anew."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), AT_ONCE):
        _enter(wanted[start : start + AT_ONCE])


def enter_missing() -> None:
    """Certificates that have no entry, as after an upgrade."""
    index(Certificate.objects.filter(entry=None).values_list("pk", flat=True))


def keep_state(certificate: Certificate) -> None:
    Entry.objects.filter(pk=certificate.pk).update(state=certificate.state)


def words_of(particulars: dict[str, Any]) -> str:
    """All texts and figures of the particulars, in one line."""
    parts = (value if isinstance(value, list) else [value] for value in particulars.values())
    return " ".join(str(word) for words in parts for word in words)


def _enter(ids: list[int]) -> None:
    names = _standards_of(ids)
    rows = Certificate.objects.filter(pk__in=ids).values_list(
        "pk", "title_mn", "title_en", "holder_name", "holder_register", "particulars"
    )
    found = [
        (
            pk,
            _terms(f"{title_mn} {title_en}"),
            _terms(f"{holder} {register}"),
            _terms(f"{words_of(particulars)} {names.get(pk, '')}"),
        )
        for pk, title_mn, title_en, holder, register, particulars in rows
    ]
    if found:
        columns = dict(
            zip(
                ("ids", "titles", "holders", "rests"),
                map(list, zip(*found, strict=True)),
                strict=True,
            )
        )
        with connection.cursor() as cursor:
            cursor.execute(ENTER, columns)


def _standards_of(ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    rows = Conformity.objects.filter(certificate__in=ids).values_list(
        "certificate", "text", "edition__work__number", "edition__year"
    )
    for pk, text, number, year in rows:
        found[pk] = f"{found.get(pk, '')} {text} {number or ''} {year or ''}"
    return found


def _terms(text: str) -> str:
    return " ".join(kept(text))
