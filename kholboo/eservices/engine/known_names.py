"""The names that conditions and tables of a procedure may ask for, each with its kind."""

from collections.abc import Iterator, Mapping
from typing import Any

from kholboo.eservices.engine.bpmn.ways import ways_of
from kholboo.eservices.engine.conditions.kinds import Kind
from kholboo.eservices.engine.decisions import Binds, Table
from kholboo.eservices.engine.graph import Graph, Graphs, NodeKind
from kholboo.eservices.engine.manifest import Manifest, StepField, StepRules
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


def last_steps(graph: Graph, rules: Mapping[str, StepRules], gateway: str) -> tuple[str, ...]:
    """The steps one may come from to a gateway, whose result a bare `outcome` asks for; none when
    one does not always come from a step."""
    back = ways_of(graph, with_side=True).back
    rung = {timer.target for node in graph.nodes.values() for timer in node.timers}
    found: dict[str, None] = {}
    seen, todo = set(), [gateway]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in rung:
            return ()
        for source in back[name]:
            node = graph.nodes[source]
            if node.kind is NodeKind.TASK and not node.each and source in rules:
                found[source] = None
            elif node.kind in (NodeKind.EXCLUSIVE, NodeKind.FORK, NodeKind.SERVICE):
                todo.append(source)
            else:
                return ()
    return tuple(found)


def _of_step(name: str, step: StepRules, *, is_repeated: bool) -> Iterator[tuple[Name, Kind]]:
    outcomes = tuple(each.key for each in step.outcomes)
    # Of samples tested side by side the rows tell one result: all within, or how many are not.
    is_summed = is_repeated and step.kind == "laboratory"
    many = "list of " if is_repeated and not is_summed else ""
    yield (name, OUTCOME), Kind(f"{many}string", outcomes)
    for each in step.fields:
        # What is sealed decides nothing and stands on no paper.
        if not each.personal:
            yield (name, each.key), _of_field(each, many)
    if is_summed:
        yield (name, "failed"), Kind("number", (), is_whole=True, low=0)
    if step.kind == "sampling":
        yield (name, "samples"), Kind("list of object")


def _of_field(field: StepField, many: str) -> Kind:
    values = tuple(choice.key for choice in field.choices) if field.type == "choice" else ()
    is_number = field.type in ("number", "integer")
    low, high = (field.least, field.most) if is_number else (None, None)
    return Kind(f"{many}{_FIELDS[field.type]}", values, field.type == "integer", low, high)


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
