"""`python -m bench.weight`: what a page weighs for a phone that meets us for the first time.

The page and everything it names, compressed with brotli as the server and its proxy do it.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser

import brotli
import django

from bench import place
from bench.figures import Figure

PUBLIC = {"home": "/", "feedback": "/feedback/", "track": "/track/"}
KB = 1024
MOST_PUBLIC, MOST_SCRIPT, MOST_REQUESTS, MOST_STAFF = 40, 8, 10, 60
PAGE_QUALITY = 5  # what proxies use for pages made at the moment


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_weight") as env:
        place.run([sys.executable, "-m", "bench.fill", "--cases", "1000"], env)
        found = json.loads(place.run([sys.executable, "-m", "bench.weight"], env))
    for name, (total, script, requests) in found.items():
        most = MOST_PUBLIC if name in PUBLIC else MOST_STAFF
        yield Figure(f"{name}_weight", total, "KB", f"<= {most}")
        if name in PUBLIC:
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
    from bench.pages import PEOPLE, Visitor

    visitor = Visitor(PEOPLE["head"])
    visitor.client.get("/")
    found = {name: _weigh(address) for name, address in PUBLIC.items()}
    found["inbox"] = _weigh("/desk/?queue=open", client=visitor.client)
    print(json.dumps(found))


def _weigh(address: str, client: object = None) -> tuple[float, float, int]:
    """Kilobytes in all, kilobytes of scripts, number of requests."""
    from django.test import Client

    chosen = client if isinstance(client, Client) else Client()
    answer = chosen.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    page = Named()
    page.feed(answer.content.decode())
    files = list(page.files)
    sizes = {file: _static(file) for file in files}
    for file in files:
        if file.endswith(".css"):
            sizes |= {one: _static(one) for one in _of_style(file)}
    scripts = sum(size for file, size in sizes.items() if file.endswith(".js"))
    whole = len(brotli.compress(answer.content, quality=PAGE_QUALITY)) + sum(sizes.values())
    return round(whole / KB, 1), round(scripts / KB, 1), 1 + len(sizes)


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
