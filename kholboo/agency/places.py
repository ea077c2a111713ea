"""Services, places and who delivers what where: read at every step, changed once a year."""

from dataclasses import dataclass

from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.core.snapshot import Snapshot

# Where letters go that belong to no service and no department.
FRONT_UNIT = "administration"


@dataclass(frozen=True)
class Places:
    """Services by code (with their unit), aimags by slug (with their office), who delivers what,
    offices in their order.

    `delivered` holds pairs of keys (service, office); `front` is None where no unit takes letters.
    """

    services: dict[str, Service]
    aimags: dict[str, Aimag]
    offices: list[Office]
    delivered: frozenset[tuple[int, int]]
    head: Office
    front: Unit | None


def _read() -> Places:
    pairs = Service.offices.through.objects.values_list("service_id", "office_id")
    return Places(
        services={row.code: row for row in Service.objects.select_related("unit")},
        aimags={row.slug: row for row in Aimag.objects.select_related("office")},
        offices=list(Office.objects.select_related("aimag")),
        delivered=frozenset(pairs),
        head=Office.objects.select_related("aimag").get(is_head=True),
        front=Unit.objects.filter(slug=FRONT_UNIT).first(),
    )


_snapshot = Snapshot("agency.places", _read)


def places() -> Places:
    """The places of now; shared rows, not to be changed."""
    return _snapshot.get()
