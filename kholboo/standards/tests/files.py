"""Files as people and other systems make them: tables, workbooks, ISO Open Data."""

import csv
import io
import zipfile

import xlsxwriter

HEAD = ("number", "year", "title_mn", "effective_on", "ics", "replaces")
ROWS = [
    (
        "MNS 9001",
        "2024",
        "Морины эмээл",
        "2024-01-01",
        "67.100.10",
        "MNS 9001 : 2010; MNS 77 : 1999",
    ),
    ("MNS 9001", "2010", "Эмээл", "2010-01-01", "", ""),
    ("MNS 6858", "2020", "Хуурай сүү", "", "", ""),
]
ISO_HEAD = (
    *("id", "deliverableType", "supplementType", "reference", "publicationDate", "edition"),
    *("icsCode", "ownerCommittee", "currentStage", "replaces", "replacedBy", "languages"),
    *("pages.en", "title.en", "title.fr", "scope.en", "scope.fr"),
)


def table(rows=ROWS, head=HEAD, *, separator=",", encoding="utf-8"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def workbook(rows=ROWS, head=HEAD):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate((head, *rows)):
        for column, cell in enumerate(cells):
            sheet.write(number, column, int(cell) if str(cell).isdecimal() else cell)
    book.close()
    return out.getvalue()


def iso_row(key, reference, stage="6060", day="2020-05-01", **more):
    row = dict.fromkeys(ISO_HEAD, "") | {
        "id": key,
        "deliverableType": "IS",
        "reference": reference,
        "publicationDate": day,
        "edition": "1",
        "icsCode": "['67.100.10', '01.040.67']",
        "currentStage": stage,
        "pages.en": "14",
        "title.en": "Milk and milk products",
        "scope.en": "<p>This document &amp; its parts</p>",
    }
    return tuple((row | more)[name] for name in ISO_HEAD)


def iso(*rows):
    return table(rows, ISO_HEAD)


def repacked(content, **parts):
    """The workbook with other bytes in these of its parts (`sheet1` of the first sheet)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            key = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, parts.get(key, old.read(name)))
    return out.getvalue()
