"""Before Django: whole pages for askers without a session, as kept for everybody.

The database keeps the pages for all web processes, and each process the few it gave last. No page
is older than the words it shows: a version from the same transaction as each change says so
(`queries/kept.py`), asked for at most every LOOK_AGAIN seconds. Why so: docs/decisions/0019.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.db import DatabaseError, connection
from django.http.request import split_domain_port

from kholboo.core import clock
from kholboo.website.keeping import KEEP, MAY_KEEP
from kholboo.website.models import KeptPage
from kholboo.website.queries import kept as queries
from kholboo.website.rules import KEPT_FOR
from kholboo.website.services import kept as services

LOOK_AGAIN = 0.05  # seconds
# What a page is made of beside rows: code, templates (also of robots.txt and the list for search
# engines), translations, and files whose digest stands in a page's addresses.
MADE_OF = (".py", ".html", ".txt", ".xml", ".mo", ".css", ".js", ".svg")
MOST = 2_000  # pages and hosts in the memory of one process
Environ = dict[str, Any]
Start = Callable[..., Any]
# Other questions in an address are pages that few ask for, or nobody should.
OF_A_LIST = re.compile(r"(page=[1-9]\d{0,3})?")
# Whoever sends one of these asks for something of their own.
OWN = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
# Said anew with each answer, or only by the process that made the page.
OF_ONE_ANSWER = {"content-length", "content-encoding", "date", "etag", "cache-control", "vary"}


class Front:
    """A WSGI application around Django's."""

    def __init__(self, django: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.django = django
        self.release = release_of(Path(settings.ROOT))
        self.pages: dict[str, Page] = {}
        self.versions: dict[str, tuple[int, float]] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if not is_anybodys(environ):
            return self.django(environ, start)
        try:
            page = self.page(environ)
        except DatabaseError:
            connection.close()
            page = None
        return page.answer(environ, start) if page else self.made(environ, start)

    def page(self, environ: Environ) -> "Page | None":
        """A page that was kept and is still true."""
        key = self.key_of(environ)
        version = self.version_of(host_of(environ))
        page = self.pages.get(key)
        if page is None or not page.is_true(version):
            row = queries.kept(key, version=version, since=clock.now() - KEPT_FOR)
            page = self.remembered(row) if row else None
        return page

    def made(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Ask Django; keep what it says may be kept."""
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            said[:] = [status, headers]

        environ[MAY_KEEP] = True
        try:
            # Before the page is made: a change made meanwhile makes it old at once.
            version = queries.version_of(host_of(environ))
        except DatabaseError:
            connection.close()
            return self.django(environ, start)
        body = self.django(environ, listen)
        status, headers = said
        may_keep = any(name.lower() == KEEP.lower() for name, _value in headers)
        headers = [(name, value) for name, value in headers if name.lower() != KEEP.lower()]
        if not may_keep or any(name.lower() == "set-cookie" for name, _value in headers):
            start(status, headers)
            return body
        return self.kept(environ, whole(body, headers), headers, version).answer(environ, start)

    def kept(
        self, environ: Environ, body: bytes, headers: list[tuple[str, str]], version: int
    ) -> "Page":
        lasting = [pair for pair in headers if pair[0].lower() not in OF_ONE_ANSWER]
        row = services.packed(self.key_of(environ), body, lasting, version=version)
        # The page is made and true: a database that takes no writes now costs nobody an answer. A
        # connection that broke is found by the next question.
        with suppress(DatabaseError):
            services.keep(row)
        return self.remembered(row)

    def remembered(self, row: KeptPage) -> "Page":
        if len(self.pages) >= MOST:
            self.pages.clear()
        page = self.pages[row.key] = page_of(row)
        return page

    def key_of(self, environ: Environ) -> str:
        parts = (self.release, host_of(environ), environ["PATH_INFO"], query_of(environ))
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=32).hexdigest()

    def version_of(self, host: str) -> int:
        version, asked = self.versions.get(host, (0, 0.0))
        if time.monotonic() - asked < LOOK_AGAIN:
            return version
        if len(self.versions) >= MOST:
            self.versions.clear()
        version = queries.version_of(host)
        self.versions[host] = (version, time.monotonic())
        return version


@dataclass(frozen=True)
class Page:
    """A kept page in the memory of this process, in the encodings it is asked for."""

    version: int
    until: datetime
    headers: list[tuple[str, str]]
    etag: str
    bodies: dict[str, bytes]

    def is_true(self, version: int) -> bool:
        return self.version == version and clock.now() < self.until

    def answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if self.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", self.headers)
            return [b""]
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in ("br", "gzip") if name in accepted), "")
        body = self.bodies[encoding]
        own = [("Content-Length", str(len(body)))]
        if encoding:
            own.append(("Content-Encoding", encoding))
        start("200 OK", self.headers + own)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def page_of(row: KeptPage) -> Page:
    plain = brotli.decompress(bytes(row.brotli))
    # Weak: the same words in any encoding.
    etag = f'W/"{hashlib.blake2b(plain, digest_size=12).hexdigest()}"'
    headers = [
        *((name, value) for name, value in row.headers),
        ("ETag", etag),
        ("Cache-Control", "public, no-cache"),
        ("Vary", "Accept-Encoding, Cookie"),
    ]
    bodies = {"": plain, "br": bytes(row.brotli), "gzip": bytes(row.gzip)}
    return Page(row.version, row.kept_at + KEPT_FOR, headers, etag, bodies)


def is_anybodys(environ: Environ) -> bool:
    """Whether everybody who asks so gets the same."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and f"{settings.SESSION_COOKIE_NAME}=" not in cookies
        and "messages=" not in cookies
        and OF_A_LIST.fullmatch(query_of(environ)) is not None
        and not any(environ.get(name) for name in OWN)
        and host_of(environ) != ""
    )


def host_of(environ: Environ) -> str:
    """As Django reads it: one name for all its spellings and ports; "" for what is no name."""
    return split_domain_port(environ.get("HTTP_HOST", ""))[0]


def query_of(environ: Environ) -> str:
    return environ.get("QUERY_STRING", "")


def whole(body: Iterable[bytes], headers: list[tuple[str, str]]) -> bytes:
    """All of an answer, without its encoding."""
    try:
        joined = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    is_packed = any(pair == ("Content-Encoding", "gzip") for pair in headers)
    return gzip.decompress(joined) if is_packed else joined


def release_of(root: Path) -> str:
    """Other code or other words make other pages, though nobody changed a row."""
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(root.rglob("*")):
        if file.suffix in MADE_OF:
            digest.update(file.read_bytes())
    return digest.hexdigest()
