"""The app as the server gives it: its manifest, its worker, what may be kept."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from kholboo.ui import app_views
from kholboo.ui.shell import Shell, shell
from tools import icons

APP = Path(__file__).resolve().parent.parent / "static" / "ui" / "app"


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/", "mn"), ("/en/", "en")])
def test_the_manifest_speaks_the_language_of_its_page(client, path, language):
    page = client.get(path).content.decode()
    address = re.search(r'<link rel="manifest" href="([^"]+)"', page)[1]

    said = client.get(address)
    told = said.json()

    assert said["Content-Type"] == "application/manifest+json"
    assert (told["lang"], told["start_url"], told["id"], told["scope"]) == (
        language,
        path,
        "/",
        "/",
    )
    assert {one["url"] for one in told["shortcuts"]} == {
        f"{path}feedback/?kind=complaint", f"{path}track/", f"{path}standards/", f"{path}scan/",
    }  # fmt: skip


def test_a_site_with_a_name_of_its_own_is_installed_under_it(rf):
    request = rf.get("/manifest.webmanifest")
    agency = json.loads(app_views.web_manifest(request).content)
    request.site_name, request.site_place = "Орхон аймгийн хэлтэс", "Орхон"

    department = json.loads(app_views.web_manifest(request).content)

    assert department["name"] == "Орхон аймгийн хэлтэс"
    # The word under the icon: two apps of ours on one phone are told apart by how it begins.
    assert department["short_name"].startswith("Орхон")
    assert not agency["short_name"].startswith("Орхон")


@pytest.mark.parametrize("name", icons.ICONS)
def test_icons_are_the_ones_drawn_from_the_emblem(name):
    kept = Image.open(APP / name).convert("RGBA")
    drawn = icons.ICONS[name]().convert("RGBA")

    assert kept.size == drawn.size == (int(re.search(r"\d+", name)[0]),) * 2
    assert kept.tobytes() == drawn.tobytes()


def test_the_worker_is_never_taken_from_a_cache_and_says_its_facts(client):
    said = client.get("/sw.js")
    facts = json.loads(re.match(r"const APP = (\{.*\});\n", said.content.decode())[1])

    assert said["Content-Type"].startswith("text/javascript")
    assert "no-cache" in said["Cache-Control"]
    assert facts["pages"] == shell.pages
    assert {"/account/", "/desk/", "/track/", "/audit/", "/api/"} <= set(facts["never"])


def test_another_set_of_pages_is_another_version(monkeypatch):
    before = app_views.version()
    monkeypatch.setattr(app_views, "shell", Shell(pages=["/"]))

    assert app_views.version() != before


def test_switched_off_the_worker_takes_itself_away_and_pages_ask_for_none(client, settings, db):
    assert 'data-worker="/sw.js"' in client.get("/").content.decode()
    settings.APP = "off"

    assert b"unregister" in client.get("/sw.js").content
    assert "data-worker" not in client.get("/").content.decode()


def test_what_is_added_twice_stands_once():
    mine = Shell()
    for _time in range(2):
        mine.add(pages=("/x/",), never=("/y/",), scripts=("z.js",), instead={"/x/": "/w/"})

    assert (mine.pages.count("/x/"), mine.never.count("/y/"), mine.scripts) == (1, 1, ["z.js"])


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/offline/", "/more/", "/saved/", "/share/"])
def test_the_apps_own_pages_are_the_same_for_everybody(client, page):
    assert client.get(page).status_code == client.get(f"/en{page}").status_code == 200


@pytest.mark.django_db
def test_a_photo_shared_without_a_worker_is_met_by_plain_words(client):
    said = client.post("/share/", {"title": "x"})

    assert said.status_code == 200
    assert 'href="/feedback/"' in said.content.decode()
