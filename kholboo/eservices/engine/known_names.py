"""The names that conditions and tables of a procedure may ask for, each with its kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from kholboo.eservices.engine.conditions.kinds import Kind
from kholboo.eservices.engine.decisions import Binds, Table
from kholboo.eservices.engine.graph import Graphs, NodeKind
from kholboo.eservices.engine.manifest import Manifest, StepRules
from kholboo.eservices.engine.naming import FORM, OUTCOME

Name = tuple[str, ...]
_FIELDS = {
    "text": "string",
    "choice": "string",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "date": "date",
}


def names_known(
    manifest: Manifest, graphs: Graphs, schema: Any, tables: Mapping[str, Table]
) -> dict[Name, Kind]:
    repeated = {
        node.id for _graph, node in graphs.all_nodes() if node.kind is NodeKind.TASK and node.each
    }
    known = {(FORM, *path): kind for path, kind in of_schema(schema)}
    for name, step in manifest.steps.items():
        known |= dict(_of_step(name, step, is_repeated=name in repeated))
    for table in tables.values():
        if table.binds is Binds.SUBMISSION:
            for output in table.outputs:
                known[table.id, output.name] = Kind(output.kind, output.values)
    return known


def _of_step(name: str, step: StepRules, *, is_repeated: bool) -> Iterator[tuple[Name, Kind]]:
    outcomes = tuple(each.key for each in step.outcomes)
    # Of samples tested side by side the rows tell one result: all within, or how many are not.
    is_summed = is_repeated and step.kind == "laboratory"
    many = "list of " if is_repeated and not is_summed else ""
    yield (name, OUTCOME), Kind(f"{many}string", outcomes)
    for each in step.fields:
        values = tuple(choice.key for choice in each.choices) if each.type == "choice" else ()
        yield (name, each.key), Kind(f"{many}{_FIELDS[each.type]}", values, each.type == "integer")
    if is_summed:
        yield (name, "failed"), Kind("number", (), is_whole=True, low=0)
    if step.kind == "sampling":
        yield (name, "samples"), Kind("list of object")


def of_schema(schema: Any, *, many: str = "") -> Iterator[tuple[Name, Kind]]:
    """Questions of a form. A list of objects gives lists of what its items say."""
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    for name, spec in properties.items() if isinstance(properties, Mapping) else ():
        if not isinstance(spec, Mapping):
            continue
        items = spec.get("items")
        if spec.get("type") == "array" and isinstance(items, Mapping) and not many:
            if items.get("type") == "object":
                yield (name,), Kind("list of object")
                for path, kind in of_schema(items, many="list of "):
                    yield (name, *path), kind
            else:
                yield (name,), _plain(items, "list of ")
        elif spec.get("type") in ("string", "integer", "number", "boolean"):
            yield (name,), _plain(spec, many)


def _plain(spec: Mapping[str, Any], many: str) -> Kind:
    kinds = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
    kind = kinds.get(str(spec.get("type")), "string")
    if kind == "string" and spec.get("format") == "date":
        kind = "date"
    enum = spec.get("enum")
    return Kind(
        f"{many}{kind}",
        tuple(enum) if isinstance(enum, list) else (),
        spec.get("type") == "integer",
        _number(spec.get("minimum")),
        _number(spec.get("maximum")),
    )


def _number(said: Any) -> float | None:
    return said if isinstance(said, int | float) else None
