"""Rows of a decision table are changed by a form and checked with the whole draft."""

import pytest

from kholboo.eservices.rewriting_tables import rows_of, with_rows
from kholboo.eservices.tests.stories import fresh
from kholboo.eservices.tests.test_procedures_desk import address, copied, desk, html, typed

pytestmark = pytest.mark.django_db
FEE = "tables/fee_table/"


def test_a_fee_is_changed_in_its_table():
    officer, version = desk(), copied()
    shown = officer.get(address(version, FEE))
    answer = officer.post(address(version, FEE), typed(shown, out_0_0="90000"))
    assert answer.status_code == 302, html(answer)
    files = fresh(version).files
    first, again = rows_of(version.files["tables.dmn"], "fee_table")
    assert (first.outputs[0], again.outputs[0]) == ("77100", "51400")
    assert [row.outputs for row in rows_of(files["tables.dmn"], "fee_table")] == [
        ("90000", *first.outputs[1:]),
        again.outputs,
    ]
    # The other table, and all that is not asked for, stays.
    assert rows_of(files["tables.dmn"], "conformity") == rows_of(
        version.files["tables.dmn"], "conformity"
    )


def test_a_table_with_a_hole_or_a_wrong_cell_is_not_kept():
    officer, version = desk(), copied()
    shown = officer.get(address(version, FEE))
    for more in ({"gone_0": "on"}, {"in_0_0": "nonsense("}, {"out_0_0": ""}):
        answer = officer.post(address(version, FEE), typed(shown, **more))
        assert answer.status_code == 422, more
        assert answer.context["form"].non_field_errors()
    assert fresh(version).files == version.files
    assert officer.get(address(version, "tables/nothing/")).status_code == 404


def test_writing_the_rows_that_stand_there_changes_no_meaning():
    text = copied().files["tables.dmn"]
    for table in ("fee_table", "conformity"):
        again = with_rows(text, table, rows_of(text, table))
        assert rows_of(again, table) == rows_of(text, table)
