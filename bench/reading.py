"""How fast a standard of 1 MB shows itself on a cheap phone, and what it weighs on the way.

`python -m bench.reading plant|take` gives a running product such a standard and takes it away.
"""

import json
import os
import re
import statistics
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import brotli
import django

from bench import faces, place
from bench.figures import Figure
from bench.standard_text import sts

KB = 1024
NUMBER, YEAR, ADDRESS = "ЖИШЭЭ 9999", 2026, "/standards/jishee-9999-2026/read/"
SMALL = "/standards/jishee-0001-2025/read/"
MOST_WIRE, MOST_SCRIPT = 100, 8


def figures() -> Iterator[Figure]:
    from tests.journeys.browser import opened_browser
    from tests.journeys.product import given_product, running_product

    with ExitStack() as stack:
        url = os.environ.get("BASE_URL", "")
        given = given_product(url) if url else stack.enter_context(running_product())  # type: ignore[no-untyped-call]
        told = stack.enter_context(planted(given.env))
        yield Figure("reader_convert", round(told["convert"], 2), "s", "<= 5")
        yield Figure("reader_lost_words", told["lost"], "", "<= 0")
        yield from _weights(given.url)
        browser = stack.enter_context(opened_browser())
        for name, address in (("whole", ADDRESS), ("small", SMALL)):
            yield from _shown(browser, name, given.url + address)


@contextmanager
def planted(env: dict[str, str]) -> Iterator[dict[str, float]]:
    command = [sys.executable, "-m", "bench.reading"]
    told = json.loads(place.run([*command, "plant"], {**os.environ, **env}))
    try:
        yield told
    finally:
        place.run([*command, "take"], {**os.environ, **env})


def _weights(base: str) -> Iterator[Figure]:
    asked = urllib.request.Request(base + ADDRESS, headers={"Accept-Encoding": "br"})  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        packed: bytes = answer.read()
        assert answer.headers["Content-Encoding"] == "br"
    page = brotli.decompress(packed).decode()
    yield Figure("reader_page", round(len(page.encode()) / KB), "KB")
    yield Figure("reader_wire", round(len(packed) / KB, 1), "KB", f"< {MOST_WIRE}")
    scripts = 0
    for source in re.findall(r'<script src="([^"]+)"', page):
        with urllib.request.urlopen(base + source) as answer:  # noqa: S310
            scripts += len(brotli.compress(answer.read(), quality=11))
    yield Figure("reader_script", round(scripts / KB, 1), "KB", f"<= {MOST_SCRIPT}")


def _shown(browser: object, name: str, address: str) -> Iterator[Figure]:
    network = faces.NETWORKS[0]
    visits = [faces.visit(browser, address, network) for _visit in range(faces.VISITS)]
    seen = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
    yield Figure(f"reader_{name}_fcp", round(seen["fcp"] / 1000, 2), "s", "< 1")
    yield Figure(f"reader_{name}_lcp", round(seen["lcp"] / 1000, 2), "s", "<= 1.8")
    yield Figure(f"reader_{name}_cls", round(seen["cls"], 3), "score", "<= 0.02")
    yield from faces.blocked(browser, address, network, f"reader_{name}")


def main(act: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    from kholboo.standards.models import Edition
    from kholboo.standards.services import catalogue, texts

    old = Edition.objects.filter(work__number=NUMBER)
    for edition in old:
        edition.texts.all().delete()
    old.delete()
    if act == "plant":
        title = "Том бичвэр (ЖИШЭЭ)"
        edition = catalogue.keep(NUMBER, YEAR, title_mn=title, access="free")
        source, began = sts(), time.perf_counter()
        text = texts.take_sts(edition, source, name="big.xml", actor=None, is_sample=True)
        texts.show(text, actor=None)
        print(json.dumps({"convert": time.perf_counter() - began, "lost": text.lost}))


if __name__ == "__main__":
    main(sys.argv[1])
