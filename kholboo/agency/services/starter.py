"""The first rows of a new installation. Running it again adds what is missing, changes nothing.

Facts and their doubts: the `about` line of each file in `agency/data/`.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from kholboo.agency.hooks import StarterLoaded, starter_loaded
from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.agency.services import calendar, demo_staff
from kholboo.agency.services.departments import office_of
from kholboo.core import clock
from kholboo.core.language import slug, sort_key

DATA = Path(__file__).resolve().parent.parent / "data"
HOTLINE = "1800-2525"
# As the department itself gave them on masm.do.gov.mn; of the others no source is known.
CONTACTS = {"dornogovi": {"phone": "7052-3891", "email": "dornogobi@masm.gov.mn"}}
YEARS_BACK, YEARS_AHEAD = 2, 4


def load(*, now: datetime, is_demo: bool) -> None:
    """Places, units, services, holidays; invented staff in the demo; then the houses above."""
    with transaction.atomic():
        _load_places(is_demo=is_demo)
        _load_services()
        year = clock.agency_year(now)
        calendar.load_holidays(range(year - YEARS_BACK, year + YEARS_AHEAD + 1))
        if is_demo:
            demo_staff.load(since=clock.local_date(now))
        starter_loaded.ring(StarterLoaded(is_demo=is_demo))


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def _load_places(*, is_demo: bool) -> None:
    for row in _read("aimags.json")["aimags"]:
        is_seen = row.pop("is_department_seen")
        aimag, _ = Aimag.objects.get_or_create(
            code=row["code"],
            defaults=row
            | {
                "slug": slug(row["name_mn"]),
                "sort_key": sort_key(row["name_mn"]),
                "is_sample": not row["is_capital"] and not row["has_department"],
            },
        )
        if aimag.is_capital:
            _load_head_office(aimag)
        elif aimag.has_department:
            _load_department(aimag, is_seen=is_seen, is_demo=is_demo)


def _load_head_office(capital: Aimag) -> None:
    name = "Стандарт, хэмжил зүйн газар"
    Office.objects.get_or_create(
        is_head=True,
        defaults={
            "name_mn": name,
            "name_en": "Mongolian Agency for Standardization and Metrology",
            "slug": "head-office",
            "aimag": capital,
            "time_zone": capital.time_zone,
            "phone": HOTLINE,
            "address_mn": "Улаанбаатар-210351, Баянзүрх дүүрэг, Энхтайваны өргөн чөлөө 46А",
            "address_en": "46A Peace Avenue, Bayanzürkh district, Ulaanbaatar 210351",
            "sort_key": sort_key(name),
        },
    )


def _load_department(aimag: Aimag, *, is_seen: bool, is_demo: bool) -> None:
    """The demonstration fills in an address that says itself that it is a sample: it goes into
    letters and lists too. A telephone is never invented: somebody might be called."""
    known = dict(CONTACTS.get(aimag.slug, {}))
    if is_demo and "address_mn" not in known:
        known["address_mn"] = f"{aimag.centre_mn}, Төв гудамж 1 (ЖИШЭЭ)"
        known["address_en"] = f"1 Main Street, {aimag.centre_en} (SAMPLE)"
    office_of(aimag, is_sample=not is_seen, contacts=known)


def _load_services() -> None:
    data = _read("services.json")
    head = Office.objects.get(is_head=True)
    for order, row in enumerate(data["units"], start=1):
        Unit.objects.get_or_create(
            slug=row["slug"],
            defaults=row | {"office": head, "order": order, "is_sample": True},
        )
    unit_of = {unit.slug: unit for unit in Unit.objects.all()}
    departments = list(Office.objects.filter(is_head=False))
    for row in data["services"]:
        delivering = row.pop("offices")
        service, is_new = Service.objects.get_or_create(
            code=row["code"],
            defaults=row | {"unit": unit_of[row["unit"]], "is_routing_sample": True},
        )
        if is_new:
            service.offices.set(
                office for office in departments if delivering == "all" or office.slug in delivering
            )
