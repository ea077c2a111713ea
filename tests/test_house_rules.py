"""The house rules that tools cannot say: read these to learn how the code is built."""

import ast
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, get_resolver
from procrastinate.contrib.django import app as jobs

from kholboo.accounts.roles import is_granted_anywhere
from kholboo.audit import labels
from kholboo.config.env import Env
from tools import messages

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kholboo"
ROOMS = ("kholboo", "launch", "tools", "bench", "prove", "tests")
FILES = sorted(
    file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts
)
OURS = [file for file in FILES if file.is_relative_to(PACKAGE) and "tests" not in file.parts]
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
HOUSES = messages.houses()


def short(file):
    return str(file.relative_to(ROOT))


def floors():
    """House → height, from the contract that import-linter holds: equals share a floor."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["id"] == "floors")
    return {
        house.strip(): -depth for depth, layer in enumerate(layers) for house in layer.split("|")
    }


def larger_than(most, files):
    return [short(file) for file in files if len(file.read_text().splitlines()) > most]


def test_no_room_is_larger_than_300_lines():
    assert larger_than(300, FILES) == []


def test_no_template_is_larger_than_120_lines():
    assert larger_than(120, TEMPLATES) == []


def imported(file):
    """Modules a file names in its imports: `from a.b import c` names a.b and a.b.c."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nobody_enters_a_house_through_its_views_forms_or_jobs():
    doors = re.compile(r"kholboo\.(\w+)\.(views|forms|tasks)\b")

    entered = [
        f"{short(file)}: {found[0]}"
        for file in OURS
        for name in imported(file)
        if (found := doors.match(name)) and found[1] != file.relative_to(PACKAGE).parts[0]
    ]

    assert entered == []


def views(patterns):
    for pattern in patterns:
        yield from (
            [pattern.callback] if isinstance(pattern, URLPattern) else views(pattern.url_patterns)
        )


def test_every_door_says_who_may_open_it():
    ours = [v for v in views(get_resolver().url_patterns) if v.__module__.startswith("kholboo.")]

    assert ours
    assert [f"{v.__module__}.{v.__qualname__}" for v in ours if not hasattr(v, "access")] == []


def test_every_permission_asked_for_at_a_door_is_given_to_somebody():
    asked = {getattr(view, "access", "public") for view in views(get_resolver().url_patterns)} - {
        "public",
        "member",
    }
    written = {
        name
        for file in OURS
        for name in re.findall(r'(?:@staff|has_perm)\(\s*"([^"]+)"', file.read_text())
    }

    assert sorted(name for name in asked | written if not is_granted_anywhere(name)) == []


def test_views_never_touch_tables():
    touched = [
        f"{short(file)}:{node.lineno}"
        for file in OURS
        if "views" in file.relative_to(PACKAGE).parts or file.name == "views.py"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]

    assert touched == []


def test_every_scheduled_job_exists():
    asked = {
        name for file in OURS for name in re.findall(r'\bschedule\(\s*"([^"]+)"', file.read_text())
    }

    assert sorted(asked - set(jobs.tasks)) == []


def test_every_job_is_named_after_its_house():
    strange = [
        name
        for name, task in jobs.tasks.items()
        if task.func.__module__.startswith("kholboo.")
        and name.split(".")[0] != task.func.__module__.split(".")[1]
    ]

    assert strange == []


def test_foreign_keys_point_down():
    height = floors()
    up = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in height
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in height
        if height[field.related_model._meta.app_label] > height[model._meta.app_label]
    ]

    assert up == []


def test_the_foreign_keys_are_judged_by_the_floors_of_the_contract():
    height = floors()

    assert height["feedback"] > height["agency"] > height["accounts"] > height["core"]
    assert height["notifications"] == height["documents"]


def test_every_environment_variable_is_in_the_example_file():
    example = (ROOT / ".env.example").read_text()
    named = {
        line.split("=")[0].lower()
        for line in example.splitlines()
        if "=" in line and not line.startswith("#")
    }

    assert named == set(Env.model_fields)


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.parametrize("house", HOUSES)
def test_every_house_has_a_page_about_itself(house):
    page = PACKAGE / house / "README.md"

    assert page.exists()
    assert len(page.read_text().split()) > 40


@pytest.mark.parametrize("house", HOUSES)
def test_every_text_has_its_mongolian(house):
    assert list(messages.faults(house)) == []


def test_no_text_has_two_translations():
    assert list(messages.quarrels()) == []


class Inline(HTMLParser):
    """Collects what the content security policy forbids and a browser would silently drop."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = {name for name, _ in attrs}
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in names and "type" not in names):
            self.found.append(tag)


def inline(file):
    page = Inline()
    # Template tags may stand inside attributes; without them the rest is plain HTML.
    page.feed(re.sub(r"\{[%#].*?[%#]\}|\{\{.*?\}\}", "", file.read_text()))
    return page.found


def test_no_template_carries_style_or_script_inside():
    assert {short(file): found for file in TEMPLATES if (found := inline(file))} == {}


def targets():
    return re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("target", targets())
def test_every_command_is_in_the_documents(target):
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]

    assert any(f"make {target}" in page.read_text() for page in pages if page.exists())


def test_every_target_of_the_makefile_explains_itself():
    text = (ROOT / "Makefile").read_text()
    declared = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split()

    assert sorted(targets()) == sorted(declared)


def called(node):
    """The last name of what is called: `record` of `history.record(…)` and of `record(…)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def facts_written():
    """Names of facts in the lines of history our code writes: `record("house.done", …, name=…)`."""
    for file in OURS:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and called(node) == "record":
                yield from (word.arg for word in node.keywords if word.arg)


def test_every_fact_of_history_has_a_word():
    unnamed = {name for name in facts_written() if labels.in_words(name) == name}

    assert unnamed - {"actor", "label"} == set()
