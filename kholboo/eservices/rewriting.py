"""Small changes written back into the files of a draft. Pure: text in, text out.

Only what is asked for is changed; all else in a file stays as somebody wrote it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.manifest import read_json
from kholboo.eservices.engine.xml import read_xml

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def manifest_of(text: str) -> dict[str, Any]:
    """Raises RuleBroken where it is no object of JSON: then only its text can be changed."""
    # As strictly as at publication: what is written back must be what was read.
    said = read_json(text.encode(), "", Problems())
    if not isinstance(said, dict):
        raise RuleBroken(_("The file cannot be read: put its text right first."))
    return said


def written(said: Mapping[str, Any]) -> str:
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    try:
        text.encode()
    except UnicodeEncodeError:
        # JSON may spell letters that are none; they stay spelled.
        text = json.dumps(said, indent=1) + "\n"
    return text


def with_step(text: str, node: str, changed: Mapping[str, Any]) -> str:
    """`changed` replaces parts of the step; a part that is None is taken away."""
    said = manifest_of(text)
    steps = said.get("steps")
    if not isinstance(steps, dict) or not isinstance(steps.get(node), dict):
        raise RuleBroken(_("There is no such step."))
    _replace(steps[node], changed)
    return written(said)


def with_parts(text: str, changed: Mapping[str, Any]) -> str:
    """The same for the whole procedure."""
    said = manifest_of(text)
    _replace(said, changed)
    return written(said)


def with_names(drawing: str, names: Iterable[tuple[str, str]]) -> str:
    """The words under the figures of a drawing, by id."""
    root = read_xml(drawing.encode(), "process.bpmn", Problems())
    if root is None:
        return drawing
    found = {one.get("id"): one for one in root.iter(f"{{{BPMN}}}*") if one.get("id")}
    is_other = False
    for key, name in names:
        if key in found and found[key].get("name") != name:
            found[key].set("name", name)
            is_other = True
    return to_text(root) if is_other else drawing


def to_text(root: etree._Element) -> str:
    text: str = etree.tostring(root, encoding="unicode")
    return DECLARATION + text.rstrip() + "\n"


def _replace(old: dict[str, Any], changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        if value is None:
            old.pop(name, None)
        else:
            old[name] = value
