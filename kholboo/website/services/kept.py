"""Keeping whole pages; what is kept can be thrown away at any time."""

import gzip

import brotli

from kholboo.core import clock
from kholboo.website.models import KeptPage
from kholboo.website.rules import KEPT_FOR

# Half a second of work for a page would buy a twentieth of its bytes more.
BROTLI_QUALITY, GZIP_LEVEL = 6, 6


def packed(key: str, body: bytes, headers: list[tuple[str, str]], *, version: int) -> KeptPage:
    """A page ready to be given and kept, in every encoding."""
    return KeptPage(
        key=key,
        version=version,
        kept_at=clock.now(),
        headers=headers,
        brotli=brotli.compress(body, quality=BROTLI_QUALITY),
        gzip=gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0),
    )


def keep(page: KeptPage) -> None:
    """Two who keep the same page keep it once; the later one stays."""
    fields = ["version", "kept_at", "headers", "brotli", "gzip"]
    KeptPage.objects.bulk_create(
        [page], update_conflicts=True, unique_fields=["key"], update_fields=fields
    )


def forget_old() -> int:
    return KeptPage.objects.filter(kept_at__lt=clock.now() - KEPT_FOR).delete()[0]
