"""What became of the decision tables: rules by their ids, cells as they are written."""

from collections.abc import Iterator
from typing import Any

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.conditions.printing import cell_text, literal_text
from kholboo.eservices.engine.decisions import Rule, Table
from kholboo.eservices.engine.differences.saying import Difference, without


def of_tables(before: Bundle, after: Bundle) -> Iterator[Difference]:
    for name, table in before.tables.items():
        if name not in after.tables:
            yield _say("table_removed", name, what=table.name)
    for name, table in after.tables.items():
        if name not in before.tables:
            yield _say("table_added", name, what=table.name)
        else:
            yield from _table(before.tables[name], table)


def rule_text(table: Table, rule: Rule) -> str:
    """A rule in one line: what it asks for, and what it gives."""
    asked = [
        f"{column.label} {cell_text(cell)}"
        for column, cell in zip(table.inputs, rule.cells, strict=True)
        if cell[0] != "any"
    ]
    given = [
        f"{output.label or output.name} = {literal_text(value)}"
        for output, value in zip(table.outputs, rule.outputs, strict=True)
    ]
    return f"{'; '.join(asked) or '-'} → {'; '.join(given)}"


def _say(code: str, element: str, **facts: Any) -> Difference:
    return Difference("tables", code, element, facts)


def _table(old: Table, new: Table) -> Iterator[Difference]:
    for code, was, now in (
        ("table_columns", _columns(old), _columns(new)),
        ("table_hit", old.hit.value, new.hit.value),
        ("table_binds", old.binds.value, new.binds.value),
    ):
        if was != now:
            yield _say(code, new.id, what=new.name, was=was, now=now)
    earlier = {rule.id: rule_text(old, rule) for rule in old.rules}
    later = {rule.id: rule_text(new, rule) for rule in new.rules}
    for name in without(earlier, later):
        yield _say("rule_removed", name, what=new.name, was=earlier[name])
    for name, text in later.items():
        if name not in earlier:
            yield _say("rule_added", name, what=new.name, now=text)
        elif text != earlier[name]:
            yield _say("rule_changed", name, what=new.name, was=earlier[name], now=text)
    if [each for each in earlier if each in later] != [each for each in later if each in earlier]:
        yield _say("table_order", new.id, what=new.name)


def _columns(table: Table) -> str:
    asked = [
        f"{'.'.join(column.path)} ({column.kind}, {cell_text(column.allowed)})"
        for column in table.inputs
    ]
    return ", ".join([*asked, *(f"→ {each.name} ({each.kind})" for each in table.outputs)])
