"""The drawing's page, and the kept copy of the library that shows it."""

import hashlib
import re
from pathlib import Path

import pytest

from kholboo.eservices.tests.test_procedures_desk import address, copied, desk, html

KEPT = Path(__file__).resolve().parent.parent / "static/eservices/vendor/bpmn-js"


def test_the_kept_copy_is_what_its_table_says():
    table = dict(
        re.findall(r"\| `([\w.-]+)` \|[^|]+\| ([0-9a-f]{64}) \|", (KEPT / "README.md").read_text())
    )
    files = {path.name for path in KEPT.iterdir()} - {"README.md"}
    assert set(table) == files
    for name, print_of in table.items():
        assert hashlib.sha256((KEPT / name).read_bytes()).hexdigest() == print_of


@pytest.mark.django_db
def test_who_drafts_changes_the_drawing_and_others_only_see_it():
    version = copied()
    mine, theirs = (
        desk().get(address(version, "drawing/")),
        desk("auditor").get(address(version, "drawing/")),
    )
    assert "modeler.min." in html(mine)
    assert "viewer.min." in html(theirs)
    assert "data-drawing-form" not in html(theirs)
    assert "unsafe" not in mine["Content-Security-Policy"]
    published = desk().get(f"/desk/procedures/{version.procedure.key}/2/drawing/")
    assert "viewer.min." in html(published)
