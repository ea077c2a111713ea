"""Addresses of all editions in pieces, for search engines."""

from collections.abc import Iterator

from django.db import connection

from kholboo.standards.models import Edition

PIECE = 10_000  # keys of a piece; an edition has an address in each language


def pieces() -> list[int]:
    """Numbers of the pieces that have an edition."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT id / %s FROM standards_edition ORDER BY 1", [PIECE])
        return [piece for (piece,) in cursor.fetchall()]


def slugs_of(piece: int) -> Iterator[str]:
    """Addresses of one piece; none of a piece that is none."""
    rows = Edition.objects.filter(pk__gte=piece * PIECE, pk__lt=(piece + 1) * PIECE)
    return rows.order_by("pk").values_list("slug", flat=True).iterator()
