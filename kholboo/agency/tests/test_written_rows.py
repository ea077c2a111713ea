"""Questions put together once give the same rows as Django's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.agency.models import Aimag, Office
from kholboo.core.rows import Written

pytestmark = pytest.mark.django_db
BOTH = Written(
    "SELECT {office}, {aimag} FROM agency_office AS office"
    " JOIN agency_aimag AS aimag ON aimag.id = office.aimag_id WHERE office.slug = %s",
    office=Office,
    aimag=(Aimag, ("id", "slug")),
)


def test_rows_are_those_of_django():
    ((office, aimag),) = BOTH.rows("orkhon")

    assert vars(office) | {"_state": None} == vars(Office.objects.get(slug="orkhon")) | {
        "_state": None
    }
    assert (aimag, aimag.slug) == (office.aimag, "orkhon")
    assert BOTH.rows("nowhere") == []


def test_what_was_left_out_is_read_when_somebody_looks():
    ((_office, aimag),) = BOTH.rows("orkhon")

    with CaptureQueriesContext(connection) as asked:
        assert aimag.iso == "MN-035"

    assert len(asked) == 1
