"""The registers as data for everybody: a fixed schema, read in batches, nothing left out.

Columns are added at the end and never renamed or dropped; `SCHEMA` is what the page about it says.
"""

from collections.abc import Iterator
from typing import TypeAlias

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.registers.models import Certificate, Conformity, Event
from kholboo.registers.queries.certificates import standing
from kholboo.registers.rules import Kind

BATCH, LATEST = 500, 100
Row: TypeAlias = "dict[str, object]"

SCHEMA: tuple[tuple[str, str, str | Promise], ...] = (
    ("number", "text", _("Number of the certificate")),
    ("kind", "text", _("What was granted: a word of the list below")),
    ("state", "text", _("valid, suspended, withdrawn or expired, as of today")),
    ("holder", "text", _("Name of the holder")),
    (
        "holder_register",
        "text",
        _("Register number of an organisation, 7 digits; empty for a person"),
    ),
    ("aimag", "text", _("Code of the holder's aimag (National Statistics Office)")),
    ("title_mn", "text", _("What it is for, in Mongolian")),
    ("title_en", "text", _("The same in English; may be empty")),
    ("standards", "list", _("Standards it speaks of")),
    ("office", "text", _("Office that granted it, by its name in addresses")),
    ("ground", "text", _("Number of the decision")),
    ("ground_on", "date", _("Day of the decision")),
    ("valid_from", "date", _("First day")),
    ("valid_until", "date", _("Last day; empty where there is none")),
    ("is_sample", "yes/no", _("Invented for a demonstration")),
    ("particulars", "object", _("Facts of its kind")),
)


def rows_of(kind: Kind) -> Iterator[Row]:
    """All of a register by key, in batches: a reader may take its time."""
    after = 0
    today = clock.local_date(clock.now())
    while True:
        batch = list(_rows().filter(kind=kind, pk__gt=after).order_by("pk")[:BATCH])
        for certificate in batch:
            yield _row(certificate, str(standing(certificate, day=today).state.value))
        if len(batch) < BATCH:
            return
        after = batch[-1].pk


def _rows() -> QuerySet[Certificate]:
    speaking = Conformity.objects.select_related("edition__work")
    rows = Certificate.objects.select_related("aimag", "office")
    return rows.prefetch_related(Prefetch("conformities", speaking))


def _row(certificate: Certificate, state: str) -> Row:
    until = certificate.valid_until
    return {
        "number": certificate.number,
        "kind": certificate.kind,
        "state": state,
        "holder": certificate.holder_name,
        "holder_register": certificate.holder_register,
        "aimag": certificate.aimag.code,
        "title_mn": certificate.title_mn,
        "title_en": certificate.title_en,
        "standards": [
            row.edition.designation if row.edition else row.text
            for row in certificate.conformities.all()
        ],
        "office": certificate.office.slug,
        "ground": certificate.ground_reference,
        "ground_on": certificate.ground_on.isoformat(),
        "valid_from": certificate.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else "",
        "is_sample": certificate.is_sample,
        "particulars": certificate.particulars,
    }


def latest_changes() -> list[Event]:
    """What happened lately in all registers, the newest first."""
    rows = Event.objects.select_related("certificate").order_by("-pk")
    return list(rows[:LATEST])
