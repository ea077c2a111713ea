"""How often one address may ask. Counted in PostgreSQL; a refusal says how long to wait."""

from django.http import HttpRequest

from kholboo.core.asker import address_of
from kholboo.core.limits import knock

HOUR, QUARTER = 3600, 900  # seconds
CREATED_PER_HOUR = 60
READ_PER_QUARTER = 120


def knock_create(request: HttpRequest) -> None:
    knock("api.create", address_of(request), limit=CREATED_PER_HOUR, seconds=HOUR)


def knock_list(request: HttpRequest) -> None:
    knock("api.list", address_of(request), limit=READ_PER_QUARTER, seconds=QUARTER)


def knock_read(request: HttpRequest) -> None:
    """Reading costs the database something; wrong secrets are counted apart, see `cases.read`."""
    knock("api.read", address_of(request), limit=READ_PER_QUARTER, seconds=QUARTER)
