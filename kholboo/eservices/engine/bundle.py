"""A procedure as it is published: its files read, checked together, and kept as plain JSON."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kholboo.eservices.engine.actions import KNOWN
from kholboo.eservices.engine.bpmn.building import Known
from kholboo.eservices.engine.bpmn.reading import read_bpmn
from kholboo.eservices.engine.crosscheck import CrossCheck
from kholboo.eservices.engine.decisions import Table
from kholboo.eservices.engine.dmn.reading import read_dmn
from kholboo.eservices.engine.faults import MOST_TOLD, Problem, Problems, Unpublishable
from kholboo.eservices.engine.forms.checking import check_form
from kholboo.eservices.engine.forms.checking_documents import check_documents
from kholboo.eservices.engine.forms.personal import may_be_asked
from kholboo.eservices.engine.granted import GrantedCheck
from kholboo.eservices.engine.graph import Graphs
from kholboo.eservices.engine.manifest import Manifest, read_json, read_manifest

MANIFEST, DRAWING, TABLES = "procedure.json", "process.bpmn", "tables.dmn"
SCHEMA, UI = "form.schema.json", "form.ui.json"
NEEDED = (MANIFEST, DRAWING, SCHEMA, UI)
FILES = (*NEEDED, TABLES)
FORMAT = 1


@dataclass(frozen=True)
class Bundle:
    """`compiled` is what a row keeps and `from_compiled` reads; `sha256` is of the files."""

    manifest: Manifest
    graphs: Graphs
    tables: Mapping[str, Table]
    schema: Mapping[str, Any]
    ui: Mapping[str, Any]
    compiled: dict[str, Any] = field(repr=False)
    sha256: str

    @classmethod
    def from_compiled(cls, compiled: dict[str, Any]) -> "Bundle":
        tables = map(Table.from_json, compiled["tables"])
        return cls(
            Manifest.model_validate(compiled["manifest"]),
            Graphs.from_json(compiled["graphs"]),
            {table.id: table for table in tables},
            compiled["schema"],
            compiled["ui"],
            compiled,
            compiled["sha256"],
        )


def read_bundle(files: Mapping[str, bytes], known: Known = KNOWN) -> Bundle:
    """Raises Unpublishable with everything that is wrong with all files."""
    problems = Problems()
    for name in sorted(set(files) - set(FILES)):
        problems.add("file_unknown", file=name[:80])
    for name in NEEDED:
        if name not in files:
            problems.add("file_missing", file=name)
    said = _json(files, MANIFEST, problems)
    manifest = read_manifest(said, MANIFEST, problems) if said is not None else None
    graphs = read_bpmn(files[DRAWING], DRAWING, problems, known) if DRAWING in files else None
    tables = read_dmn(files[TABLES], TABLES, problems) if TABLES in files else {}
    schema, ui = _json(files, SCHEMA, problems), _json(files, UI, problems)
    is_sound = _check_form(schema, ui, said, problems)
    if manifest is not None and graphs is not None:
        asked = may_be_asked(schema, ui) if is_sound else schema
        CrossCheck(manifest, graphs, tables, asked, known, problems).run()
        if is_sound:
            GrantedCheck(manifest, graphs, schema, ui, known, problems).run()
    if problems.found or manifest is None or graphs is None:
        raise Unpublishable(tuple(problems.found[:MOST_TOLD]))
    sha256 = fingerprint(files)
    compiled = {
        "format": FORMAT,
        "sha256": sha256,
        "manifest": said,
        "graphs": graphs.to_json(),
        "tables": [table.to_json() for table in tables.values()],
        "schema": schema,
        "ui": ui,
    }
    return Bundle(manifest, graphs, tables, schema, ui, compiled, sha256)


def fingerprint(files: Mapping[str, bytes]) -> str:
    """Of the names and the bytes, in the order of the names."""
    found = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _json(files: Mapping[str, bytes], name: str, problems: Problems) -> Any:
    return read_json(files[name], name, problems) if name in files else None


def _check_form(schema: Any, ui: Any, manifest: Any, problems: Problems) -> bool:
    """Whether contract and pages are there and fit each other."""
    if schema is None or ui is None:
        return False
    found: list[Problem] = check_form(schema, ui)
    is_sound = not found
    if is_sound and isinstance(manifest, Mapping):
        found = check_documents(manifest.get("documents", []), schema)
    problems.found += found
    return is_sound
