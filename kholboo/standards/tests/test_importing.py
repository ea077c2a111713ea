"""A file of standards: looked at row by row, kept when it is clean, published by another."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kholboo.core.errors import RuleBroken
from kholboo.standards.models import CatalogueFile, ChangeEvent, Edition, Proposal
from kholboo.standards.queries import changes as queries
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.rules import Stage
from kholboo.standards.services import changes, importing
from kholboo.standards.services.changes import Wish
from kholboo.standards.tests import files
from kholboo.standards.tests.desk import ADDRESS, desk, html, person, proposal

pytestmark = pytest.mark.django_db
PAGE = f"{ADDRESS}import/"


def send(content, name="standards.csv", **more):
    return desk().post(PAGE, {"file": SimpleUploadedFile(name, content)} | more)


def taken_in(content):
    """Checked, proposed, and published by the head."""
    kept = importing.propose_file(importing.check_file("a.csv", content), actor=person())
    importing.publish_file(kept, actor=person("catalogue.head"))
    kept.refresh_from_db()
    importing.work_off(kept)
    return kept


def problems(content):
    return [(one.row, one.column) for one in importing.check_file("a.csv", content).problems]


WAYS = {
    "commas": files.table(),
    "semicolons and a mark": files.table(separator=";", encoding="utf-8-sig"),
    "tabs in UTF-16": files.table(separator="\t", encoding="utf-16"),
    "Windows": files.table(separator=";", encoding="utf-8")
    .decode()
    .replace("ө", "є")
    .replace("ү", "ї")
    .encode("cp1251"),
    "workbook": files.workbook(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_looked_at_proposed_and_published_by_another(way):
    only = send(WAYS[way])

    assert only.status_code == 200
    assert (only.context["checked"].added, only.context["checked"].changed) == (2, 1)
    assert not CatalogueFile.objects.exists()

    kept = send(WAYS[way], keep="1")
    file = CatalogueFile.objects.get()
    assert kept["Location"] == f"{PAGE}{file.pk}/"
    assert not Edition.objects.filter(work__number="MNS 9001").exists()
    head = desk("catalogue.head")
    assert "MNS 9001 : 2024" in html(head.get(f"{PAGE}{file.pk}/"))
    head.post(f"{PAGE}{file.pk}/publish/")
    importing.work_off(CatalogueFile.objects.get())

    new = Edition.objects.get(slug="mns-9001-2024")
    assert new.title_mn == "Морины эмээл"
    assert facts_of(new)["ties"] == [
        ["replaces", "edition", "mns-9001-2010", ""],
        ["replaces", "text", "MNS 77 : 1999", ""],
    ]
    assert Edition.objects.get(slug="mns-6858-2020").title_mn == "Хуурай сүү"
    # What the table did not say stayed.
    assert Edition.objects.get(slug="mns-6858-2020").effective_on
    assert ChangeEvent.objects.filter(edition=new).count() == 1


def test_the_same_file_again_changes_nothing():
    taken_in(files.table())
    before = ChangeEvent.objects.count(), Proposal.objects.count()

    again = send(files.table(), keep="1")

    assert again.status_code == 422
    assert again.context["checked"].same == 3
    assert (ChangeEvent.objects.count(), Proposal.objects.count()) == before


def test_a_file_that_waits_is_not_taken_in_twice():
    send(files.table(), keep="1")

    assert send(files.table(), keep="1").status_code == 422
    assert CatalogueFile.objects.count() == 1


def test_every_problem_stands_by_its_row_and_nothing_is_kept():
    head = (*files.HEAD, "pages", "stage", "withdrawn_on")
    rows = [
        ("MNS 9001", "2024", "Нэр", "2024-01-01", "", "", "", "", ""),
        ("сүү", "2024", "Нэр", "", "", "", "", "", ""),
        ("MNS 9002", "24", "Нэр", "", "", "", "", "", ""),
        ("MNS 9003", "2024", "", "2024-13-01", "99.999", "", "-5", "17", ""),
        ("MNS 9001 : 2024", "", "Нэр", "", "", "", "", "", ""),
        ("MNS 9004 : 2024", "2023", "Нэр", "", "", "", "", "", ""),
        ("MNS 9005", "2024", "", "", "", "", "", "", ""),
        ("MNS 9006", "2024", "Нэр", "2024-01-01", "99.999", "", "", "", "2020-01-01"),
        ("MNS 9007", "2024", "н" * 501, "", "", "", "", "", ""),
    ]

    answer = send(files.table(rows, head), keep="1")

    assert answer.status_code == 422
    assert sorted((one.row, one.column) for one in answer.context["problems"]) == [
        (3, "number"),
        (4, "year"),
        (5, "effective_on"),
        (5, "ics"),
        (5, "pages"),
        (5, "stage"),
        (6, "number"),
        (7, "year"),
        (8, "title_mn"),
        (9, "ics"),
        (9, "withdrawn_on"),
        (10, "title_mn"),
    ]
    assert not CatalogueFile.objects.exists()
    assert not Proposal.objects.exists()


def test_mongolian_columns_are_known_and_strange_ones_are_named():
    found = importing.check_file(
        "a.csv", files.table([("MNS 9001", "Эмээл", "x")], ("Дугаар", "Нэр", "Тайлбар"))
    )

    assert [row.draft.facts for row in found.judged] == [{"title_mn": "Эмээл"}]
    assert [one.column for one in found.remarks] == ["тайлбар"]


def test_a_tie_to_itself_is_left_out():
    found = importing.check_file(
        "a.csv", files.table([("MNS 6858", "2020", "Сүү", "", "", "MNS 6858:2020")])
    )

    assert [(one.row, one.column) for one in found.remarks] == [(2, "replaces")]
    assert set(found.judged[0].changes) == {"title_mn"}


def test_rows_in_a_circle_are_a_problem():
    rows = [
        ("MNS 9001", "2024", "А", "", "", "MNS 9002 : 2024"),
        ("MNS 9002", "2024", "Б", "", "", "MNS 9001 : 2024"),
    ]

    assert problems(files.table(rows)) == [(2, "replaces"), (3, "replaces")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"number",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04 and no more",
        b"a,b\n1,2",
        files.table([("MNS 1", "x" * 10_001, "", "", "", "")]),
        files.table([("MNS 1", "1", "", "", "", "")] * 5001),
        b"number," + b"x," * 70 + b"y\n" + b"1," * 72,
        b'number,title_mn\n"' + b"x" * 200_000,
        b"number\n\x98\x98",
        b"x" * (5 * 1024 * 1024 + 1),
    ],
    ids=lambda content: re.sub(r"\W+", " ", repr(content[:20])),
)
def test_what_is_no_table_or_too_much_of_one_is_refused(content):
    answer = send(content, keep="1")

    assert answer.status_code == 422
    assert not CatalogueFile.objects.exists()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "parts",
    [
        {"sheet1": BOMB + SHEET},
        {"sheet1": OUTSIDE + SHEET},
        {"sharedStrings": BOMB + b"<sst>&b;</sst>"},
        {"workbook": BOMB + b"<workbook>&b;</workbook>"},
        {"sheet1": b"<worksheet"},
        {"sheet1": b" " * (61 * 1024 * 1024)},
        {"workbook": b"<workbook/>"},
    ],
)
def test_a_hostile_workbook_is_refused(parts):
    content = files.repacked(files.workbook(), **parts)

    with pytest.raises(RuleBroken):
        importing.check_file("a.xlsx", content)


def test_iso_open_data_becomes_editions_with_what_replaces_what():
    content = files.iso(
        files.iso_row("11", "ISO 90001-1:2010", "9599", "2010-01-01", replacedBy="[12]"),
        files.iso_row("12", "ISO 90001-1:2020", replaces="[11, 999]"),
        files.iso_row("13", "ISO 90001-1:2020/Amd 1:2021", supplementType="Amd"),
        files.iso_row("14", "ISO/DIS 90002", "4098"),
        files.iso_row("15", "ISO/IEC Guide 90067:2004", "9093"),
    )
    found = importing.check_file("iso_deliverables_metadata.csv", content)

    assert found.problems == []
    assert sorted((one.row, one.column) for one in found.remarks) == [
        (3, "replaces"),
        (4, "reference"),
        (5, "currentstage"),
    ]
    taken_in(content)
    new = Edition.objects.get(slug="iso-90001-1-2020")
    assert (new.title_en, new.scope_en) == ("Milk and milk products", "This document & its parts")
    assert (new.pages, new.access, new.stage) == (14, "contract", Stage.PUBLISHED)
    assert facts_of(new)["ties"] == [["replaces", "edition", "iso-90001-1-2010", ""]]
    assert Edition.objects.get(slug="iso-90001-1-2010").stage == Stage.WITHDRAWN
    assert Edition.objects.get(slug="iso-iec-guide-90067-2004").stage == Stage.REVIEWED
    assert importing.check_file("a.csv", content).judged == []


def test_the_author_of_a_file_does_not_publish_it():
    head = person("catalogue.head")
    kept = importing.propose_file(importing.check_file("a", files.table()), actor=head)

    with pytest.raises(RuleBroken):
        importing.publish_file(kept, actor=head)
    assert desk().post(f"{PAGE}{kept.pk}/publish/").status_code == 403
    assert importing.work_off(kept) == 0


def test_a_row_the_catalogue_outran_waits_for_a_person():
    kept = importing.propose_file(importing.check_file("a", files.table()), actor=person())
    changes.publish(proposal(title_mn="Өөр"), actor=person("catalogue.head"))
    importing.publish_file(kept, actor=person("catalogue.head"))
    kept.refresh_from_db()

    assert importing.work_off(kept) == 2
    assert importing.work_off(kept) == 0

    assert Edition.objects.get(slug="mns-6858-2020").title_mn == "Өөр"
    assert [row.state for row in kept.proposals.order_by("pk")].count("open") == 1
    assert desk("auditor").get(f"{PAGE}{kept.pk}/").status_code == 200


def test_a_file_is_given_back_or_taken_back_whole():
    send(files.table(), keep="1")
    file = CatalogueFile.objects.get()
    assert desk("catalogue.head").post(f"{PAGE}{file.pk}/refuse/", {}).status_code == 422

    desk("catalogue.head").post(f"{PAGE}{file.pk}/refuse/", {"reason": "Оныг засна уу"})
    assert "Оныг засна уу" in html(desk().get(f"{PAGE}{file.pk}/"))
    send(files.table(), keep="1")
    second = CatalogueFile.objects.latest("pk")
    desk().post(f"{PAGE}{second.pk}/take-back/")

    assert set(Proposal.objects.values_list("state", flat=True)) == {"refused", "taken_back"}
    assert desk("catalogue.head").post(f"{PAGE}{second.pk}/publish/").status_code == 422


def test_the_empty_table_can_be_taken_in_again():
    answer = desk().get(f"{PAGE}form.csv")

    assert problems(answer.content) == []


def test_a_row_written_anew_is_not_published_with_the_file_somebody_looked_at():
    content = files.table()
    kept = importing.propose_file(importing.check_file("a.csv", content), actor=person())
    row = kept.proposals.get(number="MNS 9001", year=2024)
    other = kept.proposals.get(number="MNS 9001", year=2010)

    changes.revise(
        row, Wish({"title_mn": "Хэн ч хараагүй"}, number="MNS 9001", year=2024), actor=person()
    )
    importing.publish_file(kept, actor=person("catalogue.head"))
    changes.revise(other, Wish({"title_mn": "Хожуу"}, number="MNS 9001", year=2010), actor=person())
    kept.refresh_from_db()
    importing.work_off(kept)

    assert not Edition.objects.filter(work__number="MNS 9001").exists()
    waiting = desk("catalogue.head").get(f"{ADDRESS}changes/{row.pk}/")
    assert "Хэн ч хараагүй" in html(waiting)
    assert {row.pk, other.pk} <= {one.pk for one in queries.waiting()}
