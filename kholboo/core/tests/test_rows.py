"""Many rows at once: what was given arrives letter by letter, or nothing does."""

import pytest
from django.db import IntegrityError, transaction

from kholboo.core import clock
from kholboo.core.models import RateWindow
from kholboo.core.rows import add_rows

pytestmark = pytest.mark.django_db
COLUMNS = ("key", "count", "ends_at")


def test_every_letter_arrives():
    keys = ["a\tb", "a\\b\nc", "\\N", "Үг", "“”'\""]

    add_rows(RateWindow, COLUMNS, [(key, 1, clock.now()) for key in keys])

    assert set(RateWindow.objects.values_list("key", flat=True)) == set(keys)


def test_one_refused_row_refuses_all_with_djangos_error():
    rows = [("fresh", 1, clock.now()), ("twice", 1, clock.now()), ("twice", 1, clock.now())]

    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows(RateWindow, COLUMNS, rows)

    assert not RateWindow.objects.exists()
