"""The reader: the text of a standard as one page that works without scripts."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.accounts.models import User
from kholboo.core import clock, finding
from kholboo.core.asker import address_of
from kholboo.core.packing import packed
from kholboo.documents.models import Document
from kholboo.documents.services.serving import serve, serve_made
from kholboo.standards.models import Edition, Entitlement
from kholboo.standards.pages import amended, led
from kholboo.standards.queries import catalogue, texts
from kholboo.standards.queries.keeping import keeping_of
from kholboo.standards.queries.texts import Reading
from kholboo.standards.reading import TextKind
from kholboo.standards.services import marks, reads


@public
@require_safe
@packed
def read(request: HttpRequest, standard: str) -> HttpResponse:
    """The whole text, or of one that is sold what is free: data, contents, scope and terms."""
    edition = catalogue.meant_by(standard)
    reading = texts.reading_of(edition, user_of(request))
    reads.begin(reading, asker=address_of(request))
    clauses = texts.contents_of(reading.text)
    parts = texts.parts_of(reading)
    amendments = texts.amendments_of(edition)
    left = amended(parts, clauses, amendments)
    pages = [led(part, _pictures(edition)) for part in parts]
    facts = {
        "shown": catalogue.standing(edition),
        "edition": edition,
        "reading": reading,
        "text": reading.text,
        "pages": pages,
        "is_by_machine": any(page.is_by_machine for page in pages),
        "contents": clauses,
        "amendments": left,
        "today": clock.local_date(clock.now()),
        "keeping": keeping_of(reading, amendments) if reading.is_whole else None,
    }
    return _kept_by_nobody(render(request, "standards/reader/read.html", facts), reading)


@public
@require_safe
def find(request: HttpRequest, standard: str) -> HttpResponse:
    """`?q=`: the clauses that have these words in any form."""
    edition = catalogue.meant_by(standard)
    reading = texts.reading_of(edition, user_of(request))
    reads.seek(reading, asker=address_of(request))
    words = finding.asked(request.GET.get("q", ""))
    facts = {
        "edition": edition,
        "reading": reading,
        "text": reading.text,
        "words": words,
        "found": texts.found_in(reading, words),
        "most": texts.MOST_FOUND,
    }
    return _kept_by_nobody(render(request, "standards/reader/find.html", facts), reading)


@public
@require_safe
def picture(request: HttpRequest, standard: str, picture_no: int) -> HttpResponseBase:
    """A picture of the text; of a text that is sold only for whoever may read all of it, and then
    pages have the number of the licence in them.
    """
    edition = catalogue.meant_by(standard)
    reading = texts.reading_of(edition, user_of(request))
    find_it = texts.picture_at if reading.is_whole else texts.free_picture_at
    found = find_it(reading.text, picture_no)
    reads.see(reading, reader=user_of(request))
    if reading.entitlement and reading.text.kind == TextKind.PDF:
        return _marked(request, found.document, reading.entitlement)
    return serve(found.document, request=request)


def _marked(request: HttpRequest, page: Document, right: Entitlement) -> HttpResponseBase:
    mark = marks.mark_of(right, host=request.get_host())
    version = marks.version_of(page, mark)
    return serve_made(lambda: marks.burnt(page, mark), of=page, version=version, request=request)


def _kept_by_nobody(response: HttpResponse, reading: Reading) -> HttpResponse:
    """What is read under a licence stays in no store on its way."""
    if reading.entitlement:
        response["Cache-Control"] = "private, no-store"
    return response


def _pictures(edition: Edition) -> str:
    """What the addresses of its pictures begin with."""
    return reverse("standards:picture", args=[edition.slug, 0]).removesuffix("0/")


def user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
