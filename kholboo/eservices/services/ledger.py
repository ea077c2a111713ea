"""The ledger of erased applicants: a file beside that of cases (`ERASURE_LEDGER`)."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kholboo.accounts.models import User
from kholboo.core.ledger import Found, Ledger, Line
from kholboo.eservices.models import Application, Erasure
from kholboo.eservices.services.erasing import erase_again


def place() -> Path:
    """`erasures.jsonl` of cases has `erasures-applications.jsonl` beside it."""
    of_cases = Path(settings.ERASURE_LEDGER)
    return of_cases.with_stem(f"{of_cases.stem}-applications")


def _rows() -> Iterator[Line]:
    rows = Erasure.objects.order_by("pk").values_list("number", "at", "by_id")
    return (Line(*row) for row in rows.iterator())


def _look(line: Line) -> Found:
    row = Application.objects.filter(number=line.number).first()
    if row is None:
        return Found.UNKNOWN
    return Found.ERASED if row.erased_at else Found.STANDING


def _erase(line: Line) -> None:
    by = User.objects.filter(pk=line.by, is_staff=True).first() if line.by else None
    erase_again(Application.objects.get(number=line.number), by=by, at=line.at)


LEDGER = Ledger(7_020_262, place, _rows, _look, _erase)
