"""Certificates for tests; each says only what its test is about."""

from datetime import date, timedelta
from uuid import uuid4

from kholboo.agency.models import Office
from kholboo.core import clock
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.services.granting import grant


def today():
    return clock.local_date(clock.now())


GROUND = Ground("А/12", date(2026, 3, 1), "Шаардлага хангасан")


def certificate(**more):
    """A product certified by the department of Orkhon, for a year from today."""
    office = Office.objects.select_related("aimag").get(slug=more.pop("office", "orkhon"))
    said = {
        "key": uuid4(),
        "kind": "certified_product",
        "holder": Holder("Талх ХХК", "5123456"),
        "title": {"mn": "Улаан буудайн талх", "en": "Wheat bread"},
        "particulars": {},
        "standards": [],
        "decision": GROUND,
        "valid_from": today(),
        "valid_until": today() + timedelta(days=364),
        "actor": None,
    }
    return grant(office=office, **(said | more))
