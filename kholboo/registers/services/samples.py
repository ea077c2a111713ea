"""Invented certificates for a demonstration. Running it again adds what is missing."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.agency.queries import demo_people, head_office
from kholboo.core import clock
from kholboo.core.language import slug
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.models import Certificate
from kholboo.registers.rights import CONFIRM, PROPOSE
from kholboo.registers.services import changing
from kholboo.registers.services.granting import grant
from kholboo.standards.queries.catalogue import edition_at

DATA = Path(__file__).resolve().parent.parent / "data" / "samples.json"


@transaction.atomic
def load() -> None:
    rows = json.loads(DATA.read_text(encoding="utf-8"))["certificates"]
    keys = [UUID(row["key"]) for row in rows]
    if Certificate.objects.filter(key__in=keys).count() >= len(rows):
        return
    today = clock.local_date(clock.now())
    offices = {office.slug: office for office in Office.objects.select_related("aimag")}
    for row in rows:
        if not Certificate.objects.filter(key=row["key"]).exists():
            office = head_office() if row["office"] == "head" else offices[row["office"]]
            _grant(row, office, today)
    changing.expire(today)


def _grant(row: dict[str, Any], office: Office, today: date) -> None:
    first = today - timedelta(days=row["days_ago"])
    until = first + timedelta(days=365 * row["years"] - 1) if row["years"] else None
    ground = Ground(row["ground"], first)
    made = grant(
        key=UUID(row["key"]),
        kind=row["kind"],
        holder=Holder(**row["holder"]),
        title=row["title"],
        particulars=row["particulars"],
        standards=[edition_at(slug(name)) or name for name in row["standards"]],
        office=office,
        decision=ground,
        valid_from=first,
        valid_until=until,
        sample=True,
        actor=None,
    )
    if row.get("becomes"):
        changing.suspend(made, ground=ground, actor=None)
    if row.get("becomes") == "withdrawn":
        one, another = _two_people()
        changing.withdraw(made, ground=ground, actor=one, second=another)


def _two_people() -> tuple[User, User]:
    """Of the demonstration: who may confirm a withdrawal, and another who proposes it."""
    people = [user for user in demo_people() if user.has_perm(PROPOSE)]
    second = next(user for user in people if user.has_perm(CONFIRM))
    return next(user for user in people if user.pk != second.pk), second
