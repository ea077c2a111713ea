"""The page, the workbook and the paper of one report say the same numbers."""

import io
import re
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pypdfium2
import pytest

from kholboo.core import clock
from kholboo.feedback.services import citizen
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, html, orkhon, verification

pytestmark = pytest.mark.django_db

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINE = re.compile(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', re.DOTALL)
CELL = re.compile(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)")


def of_page(page):
    """Every line of every table: its name and what its cells say."""
    return [(name, CELL.findall(cells)) for name, cells in LINE.findall(page)]


def tree_of(book, name):
    return ElementTree.fromstring(book.read(name))  # noqa: S314  # written by us a moment ago


def of_book(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        texts = [
            "".join(part.text or "" for part in text.iter(f"{SHEET}t"))
            for text in tree_of(book, "xl/sharedStrings.xml")
        ]
        sheets = sorted(name for name in book.namelist() if "worksheets/sheet" in name)
        for sheet in sheets:
            for row in list(tree_of(book, sheet).iter(f"{SHEET}row"))[3:]:
                name, *cells = [
                    texts[int(cell.findtext(f"{SHEET}v"))]
                    if cell.get("t") == "s"
                    else cell.findtext(f"{SHEET}v")
                    for cell in row
                ]
                yield name, cells


def numbers(lines):
    """50.0 of the page is 50 of the workbook."""
    return [
        (name, [value if value == "–" else float(value) for value in values])
        for name, values in lines
    ]


@pytest.mark.parametrize("by", ["office", "kind"])
def test_page_workbook_and_paper_say_the_same(by):
    stories.answered(orkhon())
    citizen.reopen_case(stories.answered(orkhon(kind="request"))[0], reason="Хэвээрээ")
    citizen.withdraw_case(verification(kind="petition"), reason="")
    today = clock.local_date(clock.now())
    days = f"from={today - timedelta(days=9)}&until={today}&cutoff={today}&by={by}"
    browser = desk("agency.head")

    page = of_page(html(browser.get(f"/en/desk/reports/quarterly/?{days}")))
    book = list(of_book(browser.get(f"/en/desk/reports/quarterly.xlsx?{days}").content))
    paper = pypdfium2.PdfDocument(browser.get(f"/en/desk/reports/quarterly.pdf?{days}").content)
    text = " ".join(" ".join(part.get_textpage().get_text_range() for part in paper).split())

    assert numbers(page) == numbers(book)
    assert ("Total", ["3", "1", "0", "0", "1", "33.3"]) in page
    for _name, values in page:
        assert " ".join(values) in text
