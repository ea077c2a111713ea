"""What a condition of a form must be: data of a known shape about questions that stand before."""

from collections.abc import Iterator, Mapping
from typing import Any

from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.forms.conditions import DEEPEST, MOST_PARTS
from kholboo.eservices.engine.forms.form import Kind, kind_of
from kholboo.eservices.engine.forms.shapes import problem

MOST_VALUES = 50
SHAPES = (
    frozenset({"field", "is"}),
    frozenset({"field", "in"}),
    frozenset({"field", "filled"}),
    frozenset({"all"}),
    frozenset({"any"}),
    frozenset({"not"}),
)
Specs = dict[str, Mapping[str, Any]]


def specs_of(schema: Mapping[str, Any]) -> tuple[Specs, frozenset[str]]:
    """Every question by its path (`list.name` inside a list), and the paths that are required."""
    specs: Specs = {}
    required = set(schema.get("required", ()))
    for key, spec in schema["properties"].items():
        specs[key] = spec
        if kind_of(spec) is Kind.LIST:
            inner = spec["items"]
            specs |= {f"{key}.{name}": one for name, one in inner["properties"].items()}
            required |= {f"{key}.{name}" for name in inner.get("required", ())}
    return specs, frozenset(required)


class ConditionCheck:
    """Conditions against a sound data contract; `file` is where they stand."""

    def __init__(self, schema: Mapping[str, Any], file: str) -> None:
        self._specs, _required = specs_of(schema)
        self._file = file

    def condition(
        self, condition: object, where: str, seen: list[str] | None, depth: int = 1
    ) -> Iterator[Problem]:
        """`seen`: the questions that stand before; None where every question does."""
        if not isinstance(condition, Mapping) or frozenset(condition) not in SHAPES:
            yield self._problem(where, "condition_wrong", condition)
        elif depth > DEEPEST:
            yield self._problem(where, "condition_too_deep")
        elif "field" in condition:
            yield from self._look(condition, where, seen)
        elif "not" in condition:
            yield from self.condition(condition["not"], f"{where}/not", seen, depth + 1)
        else:
            yield from self._parts(condition, where, seen, depth)

    def _parts(
        self, condition: Mapping[str, Any], where: str, seen: list[str] | None, depth: int
    ) -> Iterator[Problem]:
        name = next(iter(condition))
        parts = condition[name]
        if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS // depth:
            yield self._problem(f"{where}/{name}", "condition_wrong")
            return
        for place, part in enumerate(parts):
            yield from self.condition(part, f"{where}/{name}/{place}", seen, depth + 1)

    def _look(
        self, condition: Mapping[str, Any], where: str, seen: list[str] | None
    ) -> Iterator[Problem]:
        path = condition["field"]
        if not isinstance(path, str) or path not in self._specs:
            yield self._problem(f"{where}/field", "field_unknown", path)
            return
        if seen is not None and path not in seen and path.partition(".")[0] not in seen:
            yield self._problem(f"{where}/field", "condition_looks_ahead", path)
        if "filled" in condition:
            if not isinstance(condition["filled"], bool):
                yield self._problem(f"{where}/filled", "condition_wrong")
            return
        wanted = condition["in"] if "in" in condition else [condition["is"]]
        if not isinstance(wanted, list) or not 1 <= len(wanted) <= MOST_VALUES:
            yield self._problem(f"{where}/in", "condition_wrong")
            return
        if not all(self._is_possible(path, value) for value in wanted):
            yield self._problem(where, "condition_never_holds", path)

    def _is_possible(self, path: str, value: object) -> bool:
        """Whether such a value can ever be answered; a slip of the pen would hide a question."""
        spec = self._specs[path]
        match kind_of(spec):
            case Kind.CHOICE:
                return isinstance(value, str) and value in spec["enum"]
            case Kind.CHOICES:
                return isinstance(value, str) and value in spec["items"]["enum"]
            case Kind.BOOLEAN:
                return isinstance(value, bool)
            case Kind.INTEGER | Kind.NUMBER:
                return isinstance(value, (int, float)) and not isinstance(value, bool)
            case Kind.TEXT | Kind.DATE:
                return isinstance(value, str)
            case _:
                return False

    def _problem(self, where: str, code: str, detail: object = "") -> Problem:
        return problem(where, code, self._file, detail)
