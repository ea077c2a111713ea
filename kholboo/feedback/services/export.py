"""Writing cases to a file that leaves the house; history keeps who, why, which and how many."""

import csv
import io
from collections.abc import Callable, Iterable
from enum import StrEnum
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.core.formats.cells import plain_cell
from kholboo.feedback.models import Case
from kholboo.feedback.queries.export import MOST, Wanted, exported, is_too_many, named_in, rows

SHORTEST_REASON = 10


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@transaction.atomic
def export_cases(wanted: Wanted, *, format: Format, reason: str, actor: User) -> IO[bytes]:
    """The file, open at its beginning; gone from the disk when it is closed.

    Rows go to the disk as they come, so a hundred thousand need no memory. History keeps the
    reason and the number of rows before anybody has the file; each citizen whose name goes along
    finds that in the history of their own case.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(_("Say in a few words what the list is needed for."), field="reason")
    cases = exported(actor, wanted)
    if is_too_many(cases):
        raise RuleBroken(
            _("These are more than %(most)s cases. Choose fewer days.") % {"most": MOST},
            field="until",
        )
    file, count = _WRITE[format](rows(cases, with_senders=wanted.with_senders))
    audit.record(
        "feedback.cases_exported",
        "feedback.Case:export",
        actor=actor,
        since=wanted.period.since.isoformat(),
        until=wanted.period.until.isoformat(),
        kind=wanted.kind or None,
        channel=wanted.channel or None,
        with_senders=wanted.with_senders,
        format=str(format),
        count=count,
        purpose=reason.strip(),
    )
    if wanted.with_senders:
        keys = list(named_in(cases))
        revealed = ((Case(pk=key), dict[str, object]()) for key in keys)
        audit.record_many("feedback.person_revealed", revealed, actor=actor)
    return file


def _csv(lines: Iterable[list[str]]) -> tuple[IO[bytes], int]:
    file = TemporaryFile()  # noqa: SIM115  # the response closes it
    # The mark at the beginning tells spreadsheet programs that the letters are UTF-8.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), -1  # the heads are no case
    for line in lines:
        writer.writerow([plain_cell(cell) for cell in line])
        count += 1
    text.detach()
    file.seek(0)
    return file, count


def _xlsx(lines: Iterable[list[str]]) -> tuple[IO[bytes], int]:
    import xlsxwriter  # 12 MB in every process, and few requests need it

    file, count = NamedTemporaryFile(suffix=".xlsx"), -1  # noqa: SIM115
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file.name, options) as book:
        sheet = book.add_worksheet()
        for count, line in enumerate(lines):
            for at, cell in enumerate(line):
                sheet.write_string(count, at, plain_cell(cell))
    file.seek(0)
    return file, count


_WRITE: dict[Format, Callable[[Iterable[list[str]]], tuple[IO[bytes], int]]] = {
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
}
