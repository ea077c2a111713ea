"""Open data: a fixed schema, nothing left out, no formula in a cell; the feed and the map."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from kholboo.registers.granting import Holder
from kholboo.registers.models import Certificate
from kholboo.registers.queries.open_data import BATCH, SCHEMA
from kholboo.registers.tests.factories import certificate

pytestmark = pytest.mark.django_db
COLUMNS = [
    *("number", "kind", "state", "holder", "holder_register", "aimag", "title_mn", "title_en"),
    *("standards", "office", "ground", "ground_on", "valid_from", "valid_until", "is_sample"),
    "particulars",
]


def body(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_schema_is_only_ever_added_to():
    assert [name for name, _type, _about in SCHEMA][: len(COLUMNS)] == COLUMNS


def test_csv_and_json_hold_the_whole_register():
    made = certificate(holder=Holder("=cmd()"), standards=["ЖИШЭЭ 1", "ЖИШЭЭ 2"])
    plain = body("/registers/data/products.csv")
    rows = list(csv.DictReader(io.StringIO(plain.decode("utf-8-sig"))))
    told = json.loads(body("/registers/data/products.json"))

    held = Certificate.objects.filter(kind="certified_product")
    assert [row["number"] for row in rows] == list(
        held.order_by("pk").values_list("number", flat=True)
    )
    assert [row["number"] for row in told] == [row["number"] for row in rows]
    assert list(rows[0]) == COLUMNS == list(told[0])
    assert (rows[-1]["holder"], rows[-1]["standards"]) == ("'=cmd()", "ЖИШЭЭ 1; ЖИШЭЭ 2")
    assert (told[-1]["number"], told[-1]["holder"]) == (made.number, "=cmd()")
    assert plain.startswith("\ufeffnumber,".encode())  # a spreadsheet reads Cyrillic by it
    assert BATCH > 1


def test_a_strange_register_is_none():
    assert Client().get("/registers/data/nothing.csv").status_code == 404
    assert Client().get("/registers/data/nothing.json").status_code == 404


def test_the_feed_tells_the_latest_first():
    made = certificate()
    feed = ElementTree.fromstring(body("/en/registers/changes.atom"))  # noqa: S314  # our own

    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1].startswith(f"{made.number} Wheat bread")


def test_the_map_counts_what_is_valid_in_each_aimag():
    certificate()
    held = Certificate.objects.filter(aimag__slug="orkhon", state="valid").count()

    assert f"Orkhon: {held}" in body("/en/registers/map/").decode()
    assert "Orkhon: 0" in body("/en/registers/map/?register=hallmarks").decode()
    assert "Orkhon: " in body("/en/registers/map/?register=x").decode()
    assert "holder_register" in body("/en/registers/data/").decode()
