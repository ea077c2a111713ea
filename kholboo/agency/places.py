"""Services, places and who delivers what where: read at every step, changed once a year."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.core.snapshot import Snapshot

# Where letters go that belong to no service and no department.
FRONT_UNIT = "administration"


@dataclass(frozen=True)
class Places:
    """Services by code (with their unit), aimags by slug (with their office), who delivers what,
    offices in their order.

    `units` go by their keys. `delivered` holds pairs of keys (service, office); `front` is None where no unit takes letters.
    """

    services: dict[str, Service]
    aimags: dict[str, Aimag]
    offices: list[Office]
    units: dict[int, Unit]
    delivered: frozenset[tuple[int, int]]
    head: Office
    front: Unit | None

    @cached_property
    def by_key(self) -> dict[str, dict[int, Any]]:
        """The same rows by their keys, under the names by which others point at them."""
        return {
            "service": {row.pk: row for row in self.services.values()},
            "aimag": {row.pk: row for row in self.aimags.values()},
            "office": {row.pk: row for row in self.offices},
            "unit": self.units,
        }


def _read() -> Places:
    pairs = Service.offices.through.objects.values_list("service_id", "office_id")
    return Places(
        services={row.code: row for row in Service.objects.select_related("unit")},
        aimags={row.slug: row for row in Aimag.objects.select_related("office")},
        offices=list(Office.objects.select_related("aimag")),
        units={row.pk: row for row in Unit.objects.select_related("office")},
        delivered=frozenset(pairs),
        head=Office.objects.select_related("aimag").get(is_head=True),
        front=Unit.objects.filter(slug=FRONT_UNIT).first(),
    )


_snapshot = Snapshot("agency.places", _read)


def places() -> Places:
    """The places of now; shared rows, not to be changed."""
    return _snapshot.get()


def seat(row: Any) -> None:
    """Gives a row its service, aimag, office and unit from what this process holds.

    Four joins and the making of four objects are saved; the rows are shared, not to be changed.
    """
    for name, known in places().by_key.items():
        found = known.get(getattr(row, f"{name}_id"))
        if found is not None:
            setattr(row, name, found)
