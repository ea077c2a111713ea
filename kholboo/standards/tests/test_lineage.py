"""The page of a standard: what replaced what, references both ways, and what machines read."""

import json
import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from kholboo.standards.models import Edition, Relation
from kholboo.standards.queries.catalogue import links_of
from kholboo.standards.queries.lineage import groups_of, line_of
from kholboo.standards.queries.sitemap import PIECE
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import catalogue

pytestmark = pytest.mark.django_db


def keep(number="MNS 9001", year=2024, **facts):
    facts = {"title_mn": "Морины эмээл", "effective_on": date(2020, 1, 1)} | facts
    return catalogue.keep(number, year, **facts)


def tie(source, kind, **target):
    Relation.objects.create(source=source, kind=kind, **target)


def test_the_line_goes_back_and_on_however_long():
    line = [keep(year=year) for year in (1980, 1990, 2000, 2010)]
    for older, newer in pairwise(line):
        tie(newer, RelationKind.REPLACES, edition=older)

    for edition in line:
        assert [row.edition for row in line_of(edition)] == line
    page = Client().get("/standards/mns-9001-1990/").content.decode()
    assert page.index("MNS 9001 : 1980") < page.index('aria-current="page" translate="no">MNS 9001')


def test_a_circle_of_replacements_ends():
    one, other = keep(year=2000), keep(year=2010)
    tie(one, RelationKind.REPLACES, edition=other)
    tie(other, RelationKind.REPLACES, edition=one)

    assert {row.edition for row in line_of(one)} == {one, other}


def test_references_stand_on_both_pages():
    one, other = keep(), keep("MNS 9002")
    tie(one, RelationKind.REFERENCES, edition=other)
    tie(one, RelationKind.REFERENCES, work=keep("MNS 9003").work)
    tie(one, RelationKind.IDENTICAL, text="ISO 1:2020")

    assert {
        group.key: [each.words for each in group.ties] for group in groups_of(links_of(one))
    } == {
        "adoption": ["ISO 1:2020"],
        "refers": ["MNS 9002 : 2024", "MNS 9003"],
    }
    for slug in ("mns-9002-2024", "mns-9003-2024"):
        assert (
            'href="/standards/mns-9001-2024/"'
            in Client().get(f"/standards/{slug}/").content.decode()
        )


def test_what_machines_read_is_true_and_ends_no_script():
    keep(title_mn="Эмээл </script><b>&", title_en="Saddle", ics=["67.040"])

    page = Client().get("/standards/mns-9001-2024/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(block)

    assert told["identifier"] == "MNS 9001 : 2024"
    assert told["alternateName"] == ["Эмээл </script><b>&", "Saddle"]
    assert told["url"].endswith("/standards/mns-9001-2024/")
    assert told["creativeWorkStatus"] == "in force"
    assert told["about"][0].startswith("ICS 67.040")


def test_every_edition_stands_on_a_list_for_search_engines():
    index = Client().get("/standards/sitemap.xml").content.decode()
    pieces = re.findall(r"<loc>[^<]*(/standards/sitemap-\d+\.xml)</loc>", index)

    listed = "".join(Client().get(piece).getvalue().decode() for piece in pieces)
    assert listed.count("<url>") == Edition.objects.count() * 2
    assert "/en/standards/mns-6858-2020/" in listed
    assert Client().get(f"/standards/sitemap-{10**12 // PIECE}.xml").status_code == 404
    assert "/standards/sitemap.xml" in Client().get("/robots.txt").content.decode()
