"""Handing out one stored file. The caller has already asked whether the person may have it.

Everything is a download, except pictures and sound in their cleaned copy, which pages show.
Sources: RFC 9110 (ranges), RFC 6266 (names); a file cannot run anything: sandboxed, nosniff.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.documents.models import Document
from kholboo.documents.rules import SHOWN_INLINE, DocumentKind, Variant, download_name

POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox"
CHUNK = 1 << 16
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def serve(
    document: Document, *, variant: str = Variant.VIEW, request: HttpRequest
) -> HttpResponseBase:
    """The file as a response; NotFound for a thumbnail that does not exist or a lost file."""
    wanted = Variant(variant)
    if wanted is Variant.THUMB and not document.has_thumb:
        raise NotFound(_("There is no such file."))
    try:
        content = default_storage.open(document.place(wanted), "rb")
    except FileNotFoundError as error:
        raise NotFound(_("There is no such file."), document=str(document.pk)) from error
    media_type = document.media_type if wanted is Variant.ORIGINAL else document.view_type
    response = _body(content, document, wanted, request)
    response["Content-Type"] = media_type
    _dress(response, document, wanted, download_name(document.original_name, media_type))
    return response


def serve_made(
    make: Callable[[], bytes], *, of: Document, version: str, request: HttpRequest
) -> HttpResponseBase:
    """What the owner of `of` makes of it for one reader, in the form of its copy for view.

    The reader may keep it and asks each time whether it is still theirs; `version`: an entity tag.
    """
    response = get_conditional_response(request, etag=version)
    if response is None:
        response = HttpResponse(make(), content_type=of.view_type)
        _dress(response, of, Variant.VIEW, download_name(of.original_name, of.view_type))
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = version
    return response


def _body(
    content: IO[bytes], document: Document, variant: Variant, request: HttpRequest
) -> HttpResponseBase:
    if document.kind not in (DocumentKind.AUDIO, DocumentKind.VIDEO):
        return FileResponse(content)
    size = content.seek(0, 2)
    content.seek(0)
    part = _part(request, size, etag(document, variant))
    if part is None:
        response: HttpResponseBase = FileResponse(content)
    elif part[0] >= size:
        content.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        first, last = part
        response = StreamingHttpResponse(_slice(content, first, last), status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag(document, variant)
    return response


def etag(document: Document, variant: Variant) -> str:
    """Stored files never change, so the name is the version."""
    return f'"{document.pk.hex}-{variant}"'


def _part(request: HttpRequest, size: int, version: str) -> tuple[int, int] | None:
    """First and last byte asked for, or None for the whole; several ranges get the whole."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or not any(asked.groups()):
        return None
    if request.headers.get("If-Range", version) != version:
        return None
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size)
    end = min(int(last), size - 1) if last else size - 1
    # A range that ends before it begins is to be ignored (RFC 9110, 14.1.1).
    return None if last and int(last) < int(first) else (int(first), end)


def _slice(content: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _dress(response: HttpResponseBase, document: Document, variant: Variant, name: str) -> None:
    shown = variant is not Variant.ORIGINAL and document.kind in SHOWN_INLINE
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
