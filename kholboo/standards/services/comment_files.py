"""The comments on a draft as the table of the ISO comment template: a workbook or a document.

What everybody may read goes in, no address of anybody. A document of Word is a handful of XML
parts in a zip, written here: the one table needs no library for it (decision 25).
"""

import io
import re
import zipfile
from enum import StrEnum
from xml.sax.saxutils import escape

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.formats.cells import plain_cell
from kholboo.core.formats.days import day_short
from kholboo.standards.models import Comment, Enquiry
from kholboo.standards.queries.enquiry import exported

# Heads as ISO has them, with the width of each column in letters.
COLUMNS = (
    ("MB/NC", 14),
    (gettext_lazy("Line number"), 8),
    (gettext_lazy("Clause/Subclause"), 10),
    (gettext_lazy("Paragraph/Figure/Table"), 14),
    (gettext_lazy("Type of comment"), 9),
    (pgettext_lazy("heading", "Comments"), 40),
    (gettext_lazy("Proposed change"), 40),
    (gettext_lazy("Observations of the secretariat"), 40),
)
HEADS = 2  # the row of the heads, below the title and an empty row


class Format(StrEnum):
    XLSX = "xlsx"
    DOCX = "docx"


MEDIA = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@transaction.atomic
def export(enquiry: Enquiry, *, format: Format, actor: User) -> bytes:
    """The file; history keeps who took it, before anybody has it. RuleBroken for none shown."""
    comments = exported(enquiry)
    if not comments:
        raise RuleBroken(
            _("No comment is shown to everybody yet, so there is nothing to take out.")
        )
    write = {Format.XLSX: _xlsx, Format.DOCX: _docx}[format]
    content = write(_title(enquiry), [_line(comment) for comment in comments])
    audit.record(
        "standards.comments_exported",
        enquiry,
        actor=actor,
        number=enquiry.edition.designation,
        format=str(format),
        count=len(comments),
    )
    return content


def _title(enquiry: Enquiry) -> str:
    name = _("Template for comments and secretariat observations")
    day = day_short(clock.local_date(clock.now()))
    return f"{name} · {enquiry.edition.designation} {enquiry.edition.title} · {day}"


def _line(comment: Comment) -> list[str]:
    verdict = str(comment.get_verdict_display()) if comment.verdict else ""
    observations = "\n".join(part for part in (verdict, comment.answer) if part)
    return [
        " ".join(part for part in (f"MN {comment.number}", comment.name) if part),
        comment.line,
        comment.clause,
        comment.place,
        comment.kind,
        comment.text,
        comment.change,
        observations,
    ]


def _xlsx(title: str, lines: list[list[str]]) -> bytes:
    """Texts are texts and never formulas, in any program that opens or saves them on."""
    import xlsxwriter  # 12 MB in every process, and few requests need it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        text = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        sheet = book.add_worksheet()
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADS)
        sheet.freeze_panes(HEADS + 1, 0)
        sheet.write_string(0, 0, plain_cell(title))
        for at, (name, width) in enumerate(COLUMNS):
            sheet.set_column(at, at, width)
            sheet.write_string(HEADS, at, plain_cell(str(name)), head)
        for row, line in enumerate(lines, start=HEADS + 1):
            for at, cell in enumerate(line):
                sheet.write_string(row, at, plain_cell(cell), text)
    return out.getvalue()


_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
    'Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{MEDIA[Format.DOCX]}.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
# A4 across with narrow edges, in twentieths of a point.
_SHEET = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" '
    'w:right="720" w:bottom="720" w:left="720" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
)
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_WIDTH = 15398
_DAY = (1980, 1, 1, 0, 0, 0)  # the parts carry no day of their own


def _docx(title: str, lines: list[list[str]]) -> bytes:
    widths = [width * _WIDTH // sum(width for _name, width in COLUMNS) for _name, width in COLUMNS]
    heads = _row([str(name) for name, _width in COLUMNS], widths, is_head=True)
    rows = "".join(_row(line, widths) for line in lines)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = (
        f'{_paragraph(title, is_bold=True)}<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f'<w:tblBorders>{_SIDES}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{heads}{rows}</w:tbl>{_paragraph('')}{_SHEET}"
    )
    document = f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": document,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, part)
    return out.getvalue()


def _row(cells: list[str], widths: list[int], *, is_head: bool = False) -> str:
    said = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + "".join(_paragraph(line, is_bold=is_head) for line in cell.split("\n"))
        + "</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    # The heads stand on every sheet.
    look = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return f"<w:tr>{look}{said}</w:tr>"


def _paragraph(words: str, *, is_bold: bool = False) -> str:
    look = f'<w:rPr>{"<w:b/>" if is_bold else ""}<w:sz w:val="18"/></w:rPr>'
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(_drawable(words))}</w:t></w:r></w:p>'


def _drawable(words: str) -> str:
    """Without the signs that XML has no way to say."""
    return _UNSAYABLE.sub("", words)
