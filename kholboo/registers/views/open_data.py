"""Open data of the registers: CSV and JSON streamed, and what changed as Atom (RFC 4287)."""

import csv
import io
import json
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.core.formats.cells import plain_cell
from kholboo.core.limits import knock
from kholboo.registers.particulars import OF_KIND
from kholboo.registers.queries.open_data import SCHEMA, Row, latest_changes, rows_of
from kholboo.registers.rules import NAMES, REGISTERS, Kind
from kholboo.registers.views.registers import kind_of

FILES_IN_AN_HOUR, HOUR = 120, 3600
COLUMNS = [name for name, _type, _about in SCHEMA]


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where the files are, and what each column means."""
    facts = {
        "registers": [(slug, NAMES[kind], OF_KIND[kind], kind) for slug, kind in REGISTERS.items()],
        "schema": SCHEMA,
    }
    return render(request, "registers/data.html", facts)


@public
@require_safe
@cache_control(public=True, max_age=300)
def csv_of(request: HttpRequest, register: str) -> StreamingHttpResponse:
    kind = _asked(request, register)
    response = StreamingHttpResponse(_lines(rows_of(kind)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{register}.csv"'
    return response


@public
@require_safe
@cache_control(public=True, max_age=300)
def json_of(request: HttpRequest, register: str) -> StreamingHttpResponse:
    kind = _asked(request, register)
    return StreamingHttpResponse(_array(rows_of(kind)), content_type="application/json")


@public
@require_safe
@cache_control(public=True, max_age=300)
def changes(request: HttpRequest) -> HttpResponse:
    """The latest changes of all registers."""
    here = settings.PUBLIC_URL
    feed = Atom1Feed(
        title=_("Registers: what changed"),
        link=f"{here}{reverse('registers:registers')}",
        description="",
        language=request.LANGUAGE_CODE,
        feed_url=f"{here}{reverse('registers:changes')}",
    )
    for event in latest_changes():
        certificate = event.certificate
        feed.add_item(
            title=f"{certificate.number} {certificate.title}: {event.get_kind_display()}",
            link=f"{here}{reverse('registers:certificate', args=[certificate.number])}",
            description=certificate.holder_name,
            unique_id=f"{here}{reverse('registers:certificate', args=[certificate.number])}#{event.pk}",
            updateddate=event.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _asked(request: HttpRequest, register: str) -> Kind:
    """A whole register is long: one address asks for it so often and no oftener. Raises TooMany."""
    kind = kind_of(register)
    knock("registers.data", address_of(request), limit=FILES_IN_AN_HOUR, seconds=HOUR)
    return kind


def _lines(rows: Iterator[Row]) -> Iterator[str]:
    """Lists are joined by `; ` and objects are JSON; no cell is a formula for a spreadsheet.

    The mark at the beginning tells a spreadsheet that this is UTF-8: else Cyrillic is unreadable.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([plain_cell(_cell(row[name])) for name in COLUMNS])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _array(rows: Iterator[Row]) -> Iterator[str]:
    yield "["
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"
