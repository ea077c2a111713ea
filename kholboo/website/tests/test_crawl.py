"""A visitor follows every link of every site: none is dead, none changes the language."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.test import Client
from wagtail.models import Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]

# Rooms of their own, walked by tests of their houses; words alone are made of the same pages.
ELSEWHERE = re.compile(
    r"^(/en)?/(account|api|cms|desk|feedback|track|patterns|media|saved|outbox|plain|standards)/"
    r"|/services/(draft|mine|online/[^/]+/start)/|/static/"
)
# What is no page, and how each begins: open data, feeds, papers, calendars, keys.
NO_PAGE = {
    "application/atom+xml": (b"<?xml",),
    "application/json": (b"[", b"{"),
    "application/jwk-set+json": (b"{",),
    "application/pdf": (b"%PDF-",),
    "application/rss+xml": (b"<?xml",),
    "application/xml": (b"<?xml",),
    "image/svg+xml": (b"<svg", b"<?xml"),
    "text/calendar": (b"BEGIN:VCALENDAR",),
    "text/csv": (b"",),
    "text/plain": (b"",),
}
ENDS = {
    "atom": "application/atom+xml", "csv": "text/csv", "ics": "text/calendar",
    "json": "application/json", "pdf": "application/pdf",
}  # fmt: skip
CYRILLIC = re.compile(r"[а-яөүё]{2,}[ ,][а-яөүё]{2,}", re.IGNORECASE)


def parsed(content):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(content.decode())


def words_in(element, *, language):
    """Words that a page shows in `language`, leaving out what says that it is in another."""
    if element.get("lang", language) != language or not isinstance(element.tag, str):
        return
    yield from (element.get(name, "") for name in ("alt", "aria-label", "title", "placeholder"))
    if element.tag not in ("script", "style"):
        yield element.text or ""
    for child in element:
        yield from words_in(child, language=language)
        yield child.tail or ""


def feeds(html):
    """What a page offers beside itself: feeds and data, not the same page in the other language."""
    offered = (link for link in html.iter("link") if link.get("rel") == "alternate")
    return [link for link in offered if link.get("type")]


def no_page(path, kind, answer):
    """Judged by how it begins, and read to its end.

    A stream that is left in the middle is closed by the collection of garbage, which comes when it
    will: within a change of a context variable it left freed memory behind, and Python broke.
    """
    first = b"".join(answer.streaming_content) if answer.streaming else answer.content
    ending = path.partition("?")[0].rpartition(".")[2]
    if kind not in NO_PAGE or kind != ENDS.get(ending, kind):
        yield f"is {kind}"
    elif not first.removeprefix(b"\xef\xbb\xbf").startswith(NO_PAGE[kind]) or not first:
        yield f"is no {kind}: {first[:20]!r}"


class Crawl:
    def __init__(self, host):
        self.host, self.browser = host, Client(headers={"host": host})
        self.seen, self.wrong = set(), []

    def follow(self, *starts):
        queue = list(starts)
        while queue:
            path = queue.pop()
            if path not in self.seen:
                self.seen.add(path)
                queue += [link for link in self.look(path) if link not in self.seen]
        return self

    def look(self, path):
        answer = self.browser.get(path)
        if answer.status_code != 200:
            self.wrong.append(f"{self.host}{path}: {answer.status_code}")
            return
        kind = answer["Content-Type"].partition(";")[0]
        if kind != "text/html":
            self.wrong += [f"{self.host}{path}: {fault}" for fault in no_page(path, kind, answer)]
            return
        page = parsed(answer.content)
        html = page if page.tag == "html" else page.find("html")
        self.wrong += [f"{self.host}{path}: {fault}" for fault in self.faults(html, path)]
        for link in (*html.iter("a"), *feeds(html)):
            target = urlsplit(
                urldefrag(urljoin(f"http://{self.host}:8000{path}", link.get("href", "")))[0]
            )
            own = target.scheme == "http" and target.hostname == self.host
            if own and not ELSEWHERE.search(target.path):
                yield target.path + (f"?{target.query}" if target.query else "")

    def faults(self, html, path):
        language = "en" if path.startswith("/en/") else "mn"
        if html.get("lang") != language:
            yield f"speaks {html.get('lang')}"
        if not (html.findtext("head/title") or "").strip():
            yield "has no title"
        found = {meta.get("name"): meta.get("content") for meta in html.iter("meta")}
        if not (found.get("description") or "").strip():
            yield "has no description"
        if sum(1 for _ in html.iter("h1")) != 1:
            yield "has not one heading"
        if language == "en":
            yield from (
                f"says {' '.join(words.split())[:60]!r}"
                for words in words_in(html, language="en")
                if CYRILLIC.search(words)
            )


@pytest.mark.slow
def test_the_head_office_has_no_dead_link_and_no_mixed_language():
    crawl = Crawl("localhost").follow("/", "/en/", "/site-map/")

    assert crawl.wrong == []
    assert len(crawl.seen) > 60


@pytest.mark.slow
def test_departments_have_no_dead_link_and_no_mixed_language():
    hosts = Site.objects.exclude(hostname="localhost").values_list("hostname", flat=True)
    # Two are walked whole, of the others what is their own.
    for host in hosts:
        crawl = Crawl(host)
        if host in ("orkhon.localhost", "bayan-olgii.localhost"):
            crawl.follow("/", "/en/")
        else:
            for path in ("/", "/en/", "/about/", "/en/contacts/", "/news/", "/announcements/"):
                list(crawl.look(path))
        assert crawl.wrong == []
