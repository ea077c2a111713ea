"""Which version the words of a host have, and the pages that were kept of it."""

from datetime import datetime

from django.db import connection

from kholboo.website import hosts
from kholboo.website.models import KeptPage

# Its own pages in all languages, those of the head office (national news), and what all share.
VERSION = """
WITH home AS (
  SELECT page.translation_key FROM wagtailcore_site AS site
  JOIN wagtailcore_page AS page ON page.id = site.root_page_id
  WHERE site.hostname IN (%s, %s)
)
SELECT hashtextextended(string_agg(topic || version, ' ' ORDER BY topic), 0)
FROM core_tableversion
WHERE topic IN ('agency.places', 'website.shared') OR topic IN (
  SELECT 'website.' || left(path, 8) FROM wagtailcore_page JOIN home USING (translation_key)
)
"""


def version_of(host: str) -> int:
    """Another one with every change of what this host's pages say; 0 before the first.

    Not the greatest: of two changes the one that began first may end last, and is no greater.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [host, hosts.main_host()])
        return cursor.fetchone()[0] or 0


def kept(key: str, *, version: int, since: datetime) -> KeptPage | None:
    return KeptPage.objects.filter(pk=key, version=version, kept_at__gt=since).first()
