"""The ledger of erased cases: the file of `ERASURE_LEDGER`."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kholboo.accounts.models import User
from kholboo.core.ledger import Found, Ledger, Line
from kholboo.feedback.models import Case, Erasure
from kholboo.feedback.rules import OPEN, ErasureBasis
from kholboo.feedback.services.erasing import erase_again


def place() -> Path:
    return Path(settings.ERASURE_LEDGER)


def _rows() -> Iterator[Line]:
    rows = Erasure.objects.order_by("pk").values_list("number", "at", "by_id", "basis")
    return (Line(*row) for row in rows.iterator())


def _look(line: Line) -> Found:
    case = Case.objects.filter(number=line.number).first()
    if case is None:
        return Found.UNKNOWN
    if case.erased_at:
        return Found.ERASED
    return Found.OPEN if case.status in OPEN else Found.STANDING


def _erase(line: Line) -> None:
    by = User.objects.filter(pk=line.by, is_staff=True).first() if line.by else None
    case = Case.objects.get(number=line.number)
    erase_again(case, basis=ErasureBasis(line.basis), by=by, at=line.at)


LEDGER = Ledger(7_020_261, place, _rows, _look, _erase)
