"""The first pages of a new installation, in both languages, from `website/data/`.

Running it again adds what was never there and changes nothing. What the data does not know for
sure wears the sample mark.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import transaction
from wagtail.models import Locale, Page

from kholboo.core import clock
from kholboo.website.models import Branch, SitePage
from kholboo.website.services.planting import Plot, Seedling, plant

DATA = Path(__file__).resolve().parent.parent / "data"
# What a page has beside its words in two languages.
FACTS = (
    *("state", "number", "day", "source", "is_national", "shows_units"),
    *("latitude", "longitude"),
)
Row = dict[str, Any]


@transaction.atomic
def load(office_id: int | None = None) -> None:
    """Plant the pages every site begins with, or one site; an editor's changes and deletions stay."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows = {True: _read("head.json")["pages"], False: _read("department.json")["pages"]}
    places = _read("places.json")["places"]
    open_ones = Branch.objects.filter(site__isnull=False)
    if office_id is not None:
        open_ones = open_ones.filter(office_id=office_id)
    branches = list(open_ones.select_related("office__aimag", "home"))
    homes, taken = _homes(branches)
    plots = []
    for branch in branches:
        missing = [row for row in rows[branch.office.is_head] if row["slug"] not in branch.planted]
        latitude, longitude = places.get(branch.office.slug, ("", ""))
        names = _names(branch) | {"latitude": latitude, "longitude": longitude}
        keys = [_keys(row) for row in missing]
        for home in homes[branch.home.translation_key]:
            locale = locales[home.locale.language_code]
            free = [
                pair
                for pair in zip(missing, keys, strict=True)
                if pair[0]["slug"] not in taken[home.path]
            ]
            plots.append(Plot(home, [_seedling(row, key, locale, names) for row, key in free]))
        branch.planted += [row["slug"] for row in missing]
    plant(plots)
    Branch.objects.bulk_update(branches, ["planted"])


def _homes(branches: list[Branch]) -> tuple[dict[UUID, list[Page]], dict[str, set[str]]]:
    """First pages by translation key, and the addresses in use under each, by its path."""
    homes: dict[UUID, list[Page]] = defaultdict(list)
    keys = [branch.home.translation_key for branch in branches]
    found = Page.objects.filter(translation_key__in=keys, depth=2)
    for home in found.select_related("locale"):
        homes[home.translation_key].append(home)
    taken: dict[str, set[str]] = defaultdict(set)
    for path, slug in Page.objects.filter(depth=3).values_list("path", "slug"):
        taken[path[: -Page.steplen]].add(slug)
    return homes, taken


def _read(name: str) -> Row:
    content: Row = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def _keys(row: Row) -> Row:
    """A translation key for the page and each page under it: the same in both languages."""
    return {"key": uuid4(), "under": [_keys(child) for child in row.get("pages", [])]}


def _seedling(row: Row, keys: Row, locale: Locale, names: Mapping[str, str]) -> Seedling:
    page = _page(row, locale.language_code, names)
    under = zip(row.get("pages", []), keys["under"], strict=True)
    children = [_seedling(child, key, locale, names) for child, key in under]
    return Seedling(page, keys["key"], locale, children)


def _page(row: Row, language: str, names: Mapping[str, str]) -> SitePage:
    kind: type[SitePage] = apps.get_model("website", row["kind"])
    words = {name: _said(value, names) for name, value in row[language].items()}
    facts = {name: _said(row[name], names) for name in FACTS if name in row}
    today = clock.local_date(clock.now())
    if "days_ago" in row:
        facts["day"] = today - timedelta(row["days_ago"])
    if "days_left" in row:
        facts["until"] = today + timedelta(row["days_left"])
    return kind(
        slug=row["slug"],
        show_in_menus=row.get("in_menu", False),
        is_sample=row.get("is_sample", False),
        **{name: value for name, value in facts.items() if value != ""},
        **{name: _value(value) for name, value in words.items()},
    )


def _said(value: Any, names: Mapping[str, str]) -> Any:
    """The words with the names of this office in them: `{aimag_mn}`."""
    if isinstance(value, str):
        for name, word in names.items():
            value = value.replace(f"{{{name}}}", word)
        return value
    if isinstance(value, list):
        return [_said(each, names) for each in value]
    if isinstance(value, dict):
        return {key: _said(each, names) for key, each in value.items()}
    return value


def _value(value: Any) -> Any:
    """Blocks as StreamField keeps them: `[["heading", "…"]]` with a key for each."""
    if not isinstance(value, list):
        return value
    blocks = [{"type": kind, "value": inside, "id": str(uuid4())} for kind, inside in value]
    return json.dumps(blocks)


def _names(branch: Branch) -> dict[str, str]:
    office, aimag = branch.office, branch.office.aimag
    return {
        "office_mn": office.name_mn,
        "office_en": office.name_en,
        "aimag_mn": aimag.name_mn,
        "aimag_en": aimag.name_en,
        "centre_mn": aimag.centre_mn,
        "centre_en": aimag.centre_en,
    }
