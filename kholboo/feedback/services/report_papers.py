"""The quarterly report on paper: a workbook, and a PDF set by Typst from `letters/report.typ`."""

import io
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kholboo.core.formats.cells import plain_cell
from kholboo.core.formats.days import day_long
from kholboo.documents.typesetting import drawable
from kholboo.feedback.queries.report_form import (
    BESIDE,
    CHANNELS,
    OUTCOMES,
    By,
    Column,
    Line,
    Report,
)
from kholboo.feedback.services.letters import typeset

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LAST_COLUMN = 7
WIDE, NARROW = 44, 15  # of a column, in letters
HEADS = 3  # the row of the heads, below place, days and an empty row


def parts() -> list[tuple[str, tuple[Column, ...]]]:
    """The tables in their order, with their names."""
    return [
        (_("Outcomes"), OUTCOMES),
        (_("How they came"), CHANNELS),
        (_("Beside the form"), BESIDE),
    ]


def titles(columns: tuple[Column, ...], by: By) -> list[str]:
    """The official heads of one table's columns."""
    first = _("Kind") if by == By.KIND else pgettext("report form", "Organisation")
    last = [pgettext("report form", "Resolution %")] if columns == OUTCOMES else []
    return [first, *(str(column.label) for column in columns), *last]


def days_of(report: Report) -> str:
    period = report.period
    return _("Received from %(since)s to %(until)s, as it stood at the end of %(cutoff)s.") % {
        "since": day_long(period.since),
        "until": day_long(period.until),
        "cutoff": day_long(period.cutoff),
    }


def report_xlsx(report: Report, *, by: By, place: str) -> bytes:
    """A workbook with a sheet for each table; texts are texts and never formulas."""
    import xlsxwriter  # 12 MB in every process, and few requests need it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        text = book.add_format({"text_wrap": True, "border": 1})
        strong = book.add_format({"bold": True, "border": 1})
        for name, columns in parts():
            sheet = _blank_sheet(book, name)
            sheet.write_string(0, 0, plain_cell(place))
            sheet.write_string(1, 0, plain_cell(days_of(report)))
            for at, title in enumerate(titles(columns, by)):
                sheet.write_string(HEADS, at, plain_cell(title), head)
            for row, line in enumerate([*report.lines(by), report.total], start=HEADS + 1):
                look = strong if line is report.total else text
                _write_line(sheet, row, line, columns, look)
    return out.getvalue()


def _blank_sheet(book: "Workbook", name: str) -> "Worksheet":
    """Ready to be printed across a page, A4; the heads stay in sight."""
    sheet = book.add_worksheet(name[:31])  # longer names a workbook refuses
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, LAST_COLUMN, NARROW)
    sheet.freeze_panes(HEADS + 1, 1)
    return sheet


def _write_line(
    sheet: "Worksheet", row: int, line: Line, columns: tuple[Column, ...], look: "Format"
) -> None:
    sheet.write_string(row, 0, plain_cell(line.name), look)
    for at, value in enumerate(_numbers(line, columns), start=1):
        if value is None:
            sheet.write_string(row, at, "–", look)
        else:
            sheet.write_number(row, at, value, look)


def report_pdf(report: Report, *, by: By, place: str, made: str, at: int) -> bytes:
    """The tables for signing, A4 across. `at` is the moment of the file, in seconds."""
    words = {
        "language": "en" if get_language() == "en" else "mn",
        "sample": _("SAMPLE") if settings.MODE == "demo" else "",
        "agency": _("Agency for Standardization and Metrology"),
        "title": _("Quarterly report on petitions and complaints"),
        "place": drawable(place),
        "days": days_of(report),
        "made": drawable(made),
        "page": _("page {page} of {pages}"),
        "sign": _("Signature"),
        "sign_name": _("Name"),
        "sign_post": _("Position"),
        "sign_date": pgettext("on paper", "Date"),
        "tables": [
            {
                "title": name,
                "heads": titles(columns, by),
                "lines": [
                    [drawable(line.name), *map(_written, _numbers(line, columns))]
                    for line in [*report.lines(by), report.total]
                ],
            }
            for name, columns in parts()
        ],
    }
    return typeset("report.typ", words, at=at)


def _numbers(line: Line, columns: tuple[Column, ...]) -> list[float | None]:
    counts: list[float | None] = [line.counts[column] for column in columns]
    return [*counts, line.percent] if columns == OUTCOMES else counts


def _written(value: float | None) -> str:
    return "–" if value is None else f"{value:,}".replace(",", "\u202f")
