"""What the table of a draft proposes for an application, with the rule that says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from kholboo.eservices.engine.decisions import NoRule, Table, decide
from kholboo.eservices.engine.naming import value_of
from kholboo.eservices.models import Application, Step
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.facts import facts_of
from kholboo.eservices.rules import StepKind


@dataclass(frozen=True)
class Proposal:
    """`facts` are the columns of the table with what they found; a person still decides."""

    outcome: str
    words: str
    rule: str
    note: str
    table: str
    facts: list[tuple[str, str]]


def proposal_for(application: Application, found: Read, steps: Sequence[Step]) -> Proposal | None:
    """None where the procedure has no such table, or no rule of it fits."""
    rule = next((one for one in found.book.steps.values() if one.kind == StepKind.DRAFT), None)
    if rule is None or not rule.table:
        return None
    table = found.bundle.tables[rule.table]
    data = facts_of(application, steps)
    try:
        result = decide(table, data)
    except NoRule:
        return None
    outcome = str(result.outputs.get("outcome", ""))
    return Proposal(
        outcome=outcome,
        words=rule.outcome_words(outcome),
        rule=result.rule,
        note=result.note,
        table=table.name,
        facts=_facts(table, data, found),
    )


def _facts(table: Table, data: dict[str, object], found: Read) -> list[tuple[str, str]]:
    pairs = []
    for column in table.inputs:
        value = value_of(list(column.path), data)
        rule = found.book.steps.get(column.path[0])
        words = rule.outcome_words(str(value)) if rule and value is not None else value
        pairs.append((column.label, "–" if words is None else str(words)))
    return pairs
