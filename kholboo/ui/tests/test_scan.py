"""What a code may open, and the page that reads one. The camera itself: tests/journeys/test_scan.py."""

import html
import json
import re

import brotli
import pytest

from kholboo.ui import scanning
from kholboo.ui.tests.test_weight import STATIC, weight

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get("/scan/").content.decode()


def told(page, name):
    return json.loads(html.unescape(re.search(f'data-{name}="([^"]*)"', page)[1]))


def test_the_phone_is_told_what_the_houses_said(page, settings):
    assert told(page, "origins") == [settings.PUBLIC_URL]
    assert told(page, "paths") == scanning.paths() != []


def test_every_path_means_a_whole_address_of_ours():
    for path in scanning.paths():
        assert path.startswith("/")
        assert not re.fullmatch(path, "/")
        assert not re.fullmatch(path, "//evil.mn/")


@pytest.mark.parametrize("typed", ["", "1", "26-000001-1", "https://evil.mn", "\x00", "5" * 41])
def test_a_number_that_is_none_stays_with_its_words(client, typed):
    said = client.get("/en/scan/", {"number": typed})

    assert said.status_code == 422
    assert 'class="error-summary' in said.content.decode()


def test_a_typed_number_leads_to_its_door(client):
    said = client.get("/en/scan/", {"number": "№ 26 000001 5"})

    assert said["Location"] == "/en/track/?number=26-000001-5"


def test_the_same_opener_stands_once(monkeypatch):
    monkeypatch.setattr(scanning, "_openers", {})
    for _time in range(2):
        scanning.add(scanning.Opener("x", "/x/[0-9]+/"))

    assert scanning.paths() == ["/x/[0-9]+/"]
    assert scanning.path_of_number("7") is None


def test_a_pattern_that_is_none_is_refused_at_start():
    with pytest.raises(re.error):
        scanning.add(scanning.Opener("broken", "/x/["))


def test_the_page_is_light_until_somebody_scans(page):
    reader = sum(len(brotli.compress(f.read_bytes())) for f in (STATIC / "vendor/qr").iterdir())

    assert weight("kholboo.js") + weight("app/scan.js") <= 8_000
    assert reader <= 42_000
    assert "<script" in page
    assert not re.search(r"<script[^>]*vendor/qr", page)


def test_the_page_is_the_same_for_everybody_so_that_it_may_be_kept(client):
    said = client.get("/scan/")

    assert said.cookies == {}
    assert "csrfmiddlewaretoken" not in said.content.decode()
