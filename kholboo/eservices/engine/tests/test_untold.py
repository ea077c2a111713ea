"""Who reviews a version reads its differences: nothing may be changed behind their back."""

import copy
import json
import re

import pytest

from kholboo.eservices.engine.bundle import read_bundle
from kholboo.eservices.engine.differences.comparing import differences
from kholboo.eservices.engine.faults import Unpublishable
from kholboo.eservices.engine.tests.bakery import bundle, files


def leaves(part, path=()):
    if isinstance(part, dict | list):
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from leaves(inner, (*path, name))
    else:
        yield path


def otherwise(leaf):
    if isinstance(leaf, bool):
        return not leaf
    return leaf + 1 if isinstance(leaf, int) else f"{leaf}x"


def changed(said, path):
    said = copy.deepcopy(said)
    part = said
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = otherwise(part[path[-1]])
    return said


def untold(name, variants):
    """How many of these contents of one file can be published, and which of them nobody is told of."""
    before, given = bundle(), files()
    tried, found = 0, []
    for what, content in variants:
        given[name] = content.encode()
        try:
            after = read_bundle(given)
        except Unpublishable:
            continue
        tried += 1
        if not differences(before, after):
            found.append(what)
    return tried, found


@pytest.mark.parametrize(("name", "least"), [("procedure.json", 60), ("form.ui.json", 12)])
def test_no_word_of_a_version_is_changed_untold(name, least):
    said = json.loads(files()[name])

    tried, found = untold(name, ((path, json.dumps(changed(said, path))) for path in leaves(said)))

    assert found == []
    assert tried >= least


# What people read in a table and in a drawing; the rest of both is how they work.
READ = {
    "tables.dmn": r'<(?:decision|input|output|rule)\b[^>]* (?:name|label)="([^"]+)"'
    r"|<description>([^<]+)<",
    "process.bpmn": r'<(?:\w+Gateway|\w+Task|\w+Event|callActivity)\b[^>]* name="([^"]+)"',
}


@pytest.mark.parametrize(("name", "least"), [("tables.dmn", 7), ("process.bpmn", 14)])
def test_no_name_and_no_note_is_changed_untold(name, least):
    text = files()[name].decode()
    spans = [found.span(found.lastindex) for found in re.finditer(READ[name], text)]

    tried, found = untold(
        name, ((text[a:b], f"{text[:a]}x {text[a:b]}{text[b:]}") for a, b in spans)
    )

    assert found == []
    assert tried >= least


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('"kind": "check"', '"kind": "task"'), "step_kind"),
        (
            (
                '"days": 30,\n  "counting": "working",\n  "sample": true',
                '"days": 30,\n  "counting": "working"',
            ),
            "rest",
        ),
    ],
)
def test_what_weakens_a_procedure_has_words_of_its_own(change, code):
    told = {each.code for each in differences(bundle(), bundle(manifest=change))}

    assert code in told
