"""What the drawing may ask about an application: its answers and what its steps said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kholboo.eservices.engine.naming import gather
from kholboo.eservices.engine.walking import Token
from kholboo.eservices.models import Application, Step
from kholboo.eservices.rules import StepKind, StepStatus


def facts_of(
    application: Application, steps: Iterable[Step], last: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The last visit of each step that was done counts; of a repeated one all its items."""
    done: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        if step.status == StepStatus.DONE:
            done[step.node].append(step)
    results = {node: _result(rows) for node, rows in done.items()}
    tables = {table: row["outputs"] for table, row in application.bound.items()}
    return gather(application.answers, {**tables, **results}, dict(last) if last else None)


def token_of(step: Step) -> Token:
    return Token(step.node, step.visit, step.item, step.scope)


def tested(results: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the tests of all samples say together; `failed` counts those outside their limits."""
    failed = sum(result.get("outcome") != "within" for result in results)
    return {"outcome": "outside" if failed else "within", "failed": failed}


def _result(rows: list[Step]) -> Any:
    visit = max(row.visit for row in rows)
    latest = [row for row in rows if row.visit == visit]
    if latest[0].item is None:
        return latest[-1].result
    items = [row.result for row in sorted(latest, key=lambda row: row.item or 0)]
    if latest[0].kind == StepKind.LABORATORY:
        return tested(items)
    return items
