"""The catalogue as JSON."""

import pytest
from django.test import Client

from kholboo.standards.models import Edition

pytestmark = pytest.mark.django_db


def asked(address, expected=200, **more):
    answer = Client().get(f"/api/v1/{address}", more)
    assert answer.status_code == expected, answer.content
    return answer.json()


def test_a_number_in_any_form_finds_the_edition():
    [item] = asked("standards", q="мнс 6858")["items"]

    assert (item["number"], item["year"], item["code"]) == ("MNS 6858", 2020, "mns-6858-2020")
    assert item["title"]["mn"].startswith("Хатаамал сүү")
    assert (item["status"], item["effective_on"]) == ("in_force", "2020-08-12")
    assert item["ics"] == ["67.100.10"]


def test_the_whole_catalogue_comes_in_sheets():
    codes, page, has_next = [], 1, True
    while has_next:
        sheet = asked("standards", page=page)
        codes += [item["code"] for item in sheet["items"]]
        page, has_next = page + 1, sheet["has_next"]

    assert len(codes) == len(set(codes)) == Edition.objects.count()


def test_an_edition_tells_its_ties_both_ways():
    new, old = asked("standards/mns-5217-2012"), asked("standards/mns-5217-2003")

    assert new["relations"] == [
        {"kind": "replaces", "is_from_here": True, "text": "MNS 5217 : 2003",
         "code": "mns-5217-2003", "is_dated": True, "clause": "", "since": None, "link": None}
    ]  # fmt: skip
    assert old["status"] == "replaced"
    assert old["replaced_by"] == "mns-5217-2012"
    assert not old["relations"][0]["is_from_here"]


def test_what_is_not_there_is_a_problem():
    assert asked("standards/no-such", 404)["code"] == "not_found"
    assert asked("standards", 422, page=0)["errors"]


def test_facets_narrow_as_on_the_page():
    sheet = asked("standards", ics="67", status="in_force", kind="mns", year=2020)

    assert sheet["total"] == len(sheet["items"]) > 0
    assert all(item["year"] == 2020 and item["status"] == "in_force" for item in sheet["items"])
    assert asked("standards", 422, status="good")["errors"]
    assert asked("standards", 422, ics="67'")["errors"]


def test_relations_have_an_address_of_their_own():
    assert (
        asked("standards/mns-5217-2012/relations") == asked("standards/mns-5217-2012")["relations"]
    )
    assert asked("standards/no-such/relations", 404)["code"] == "not_found"
