"""`python -m bench.weight`: what a page weighs for a phone that meets us for the first time.

The page and everything it names, compressed with brotli as the server and its proxy do it: its
words, style, scripts, pictures, and the font where it has letters of it. Public pages stand on the
main site and on a department's. What the app's worker fetches for days without network, after the
page has been drawn, is told beside (`app_kept`): no page waits for it.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import brotli
import django

from bench import place, public
from bench.figures import Figure

if TYPE_CHECKING:
    from django.test import Client

KB = 1024
MOST_PUBLIC, MOST_SCRIPT, MOST_REQUESTS, MOST_STAFF = 40, 8, 10, 60
PAGE_QUALITY = 5  # what proxies use for pages made at the moment


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_weight") as env:
        place.run([sys.executable, "-m", "bench.fill", "--cases", "1000"], env)
        place.run([sys.executable, "-m", "bench.scripted", "plant"], env)
        place.run([sys.executable, "manage.py", "load_samples"], env)
        found = json.loads(place.run([sys.executable, "-m", "bench.weight"], env))
    yield Figure("app_kept", found.pop("app_kept"), "KB")
    for name, (total, script, requests) in found.items():
        is_desk = name == "inbox"
        yield Figure(f"{name}_weight", total, "KB", f"<= {MOST_STAFF if is_desk else MOST_PUBLIC}")
        if not is_desk:
            yield Figure(f"{name}_script", script, "KB", f"<= {MOST_SCRIPT}")
            yield Figure(f"{name}_requests", requests, "", f"<= {MOST_REQUESTS}")


class Named(HTMLParser):
    """Collects what a browser fetches for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        wanted = {
            "script": values.get("src"),
            "img": values.get("src"),
            "use": values.get("href"),
            "link": values.get("href") if _is_fetched(values.get("rel") or "") else None,
        }.get(tag)
        if wanted and wanted.startswith("/static/"):
            self.files[wanted.partition("#")[0]] = None


def _is_fetched(rel: str) -> bool:
    return bool({"stylesheet", "icon", "preload", "manifest"} & set(rel.split()))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from django.conf import settings
    from django.test import Client

    from bench.pages import PEOPLE, Visitor
    from kholboo.website.hosts import main_host

    visitor = Visitor(PEOPLE["head"])
    settings.ALLOWED_HOSTS = ["*"]
    hosts = {False: main_host(), True: f"{public.DEPARTMENT}.{main_host()}"}
    found: dict[str, object] = {
        name: _weigh(address, Client(headers={"host": hosts[is_department]}))
        for name, (is_department, address) in _pages().items()
    }
    found["inbox"] = _weigh("/desk/?queue=open", visitor.client)
    found["app_kept"] = _kept(Client(headers={"host": main_host()}))
    print(json.dumps(found))


def _pages() -> dict[str, tuple[bool, str]]:
    return public.addresses() | {name: (False, path) for name, path in public.STANDARDS.items()}


def _weigh(address: str, client: "Client") -> tuple[float, float, int]:
    """Kilobytes in all, kilobytes of scripts, number of requests."""
    content, sizes = _fetched(address, client)
    scripts = sum(size for file, size in sizes.items() if file.endswith(".js"))
    whole = _packed(content) + sum(sizes.values())
    return round(whole / KB, 1), round(scripts / KB, 1), 1 + len(sizes)


def _fetched(address: str, client: "Client") -> tuple[bytes, dict[str, int]]:
    """The page, and the bytes of everything else its browser fetches for it."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    words = answer.content.decode()
    page = Named()
    page.feed(words)
    sizes = {file: _static(file) for file in page.files}
    for file in page.files:
        if file.endswith(".css"):
            sizes |= {one: _static(one) for one in _of_style(file) if _is_needed(one, words)}
    return answer.content, sizes


def _kept(client: "Client") -> float:
    """Kilobytes of the worker, its scripts, and the pages it puts away with what draws them."""
    from django.templatetags.static import static

    from kholboo.ui.shell import shell

    whole = _packed(client.get("/sw.js").content)
    parts = {static(script): _static(static(script)) for script in shell.scripts}
    for address in shell.pages:
        content, sizes = _fetched(address, client)
        whole += _packed(content)
        parts |= sizes
    return round((whole + sum(parts.values())) / KB, 1)


def _packed(content: bytes) -> int:
    return len(brotli.compress(content, quality=PAGE_QUALITY))


def _is_needed(file: str, words: str) -> bool:
    """Of the fonts only the one whose letters stand on the page."""
    if not file.endswith(".woff2"):
        return True
    return ('class="vertical"' if "everyday" in file else "vertical-whole") in words


def _path(address: str) -> str:
    from django.conf import settings

    return os.path.join(settings.STATIC_ROOT, address.removeprefix("/static/"))


def _static(address: str) -> int:
    """What travels: the compressed copy beside the file, where there is one."""
    path = _path(address)
    return os.path.getsize(f"{path}.br" if os.path.exists(f"{path}.br") else path)


def _of_style(address: str) -> list[str]:
    with open(_path(address), encoding="utf-8") as style:
        named = re.findall(r"url\([\"']?([^\"')]+)", style.read())
    folder = address.rpartition("/")[0]
    return [f"{folder}/{name}" for name in named if not name.startswith(("data:", "#", "/"))]


if __name__ == "__main__":
    main()
