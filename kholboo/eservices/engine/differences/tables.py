"""What became of the decision tables: columns, and rules by their ids."""

from collections.abc import Iterator
from typing import Any

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.decisions import Rule, Table
from kholboo.eservices.engine.differences.saying import Difference, without
from kholboo.eservices.engine.differences.wording import Wording, Wordings
from kholboo.eservices.engine.marking import Drawn, called


def of_tables(before: Bundle, after: Bundle, words_of: Wordings) -> Iterator[Difference]:
    old, new = words_of(before), words_of(after)
    for name, table in before.tables.items():
        if name not in after.tables:
            yield _say("table_removed", name, what=Drawn(table.name))
    for name, table in after.tables.items():
        if name not in before.tables:
            yield _say("table_added", name, what=Drawn(table.name))
        else:
            yield from _heads(before.tables[name], table, old, new)
            yield from _rules(before.tables[name], table, old, new)


def _say(code: str, element: str, **facts: Any) -> Difference:
    return Difference("tables", code, element, facts)


def _heads(was: Table, now: Table, old: Wording, new: Wording) -> Iterator[Difference]:
    what = Drawn(now.name)
    if was.name != now.name:
        yield _say("table_renamed", now.id, was=Drawn(was.name), now=what)
    if (was.inputs, was.outputs) != (now.inputs, now.outputs):
        facts = {"was": old.columns(was), "now": new.columns(now)}
        yield _say("table_columns", now.id, what=what, **facts)
    if was.hit is not now.hit:
        yield _say("table_hit", now.id, what=what, was=old.hit(was.hit), now=new.hit(now.hit))
    if was.binds is not now.binds:
        facts = {"was": old.binds(was.binds), "now": new.binds(now.binds)}
        yield _say("table_binds", now.id, what=what, **facts)


def _rules(was: Table, now: Table, old: Wording, new: Wording) -> Iterator[Difference]:
    earlier = {rule.id: rule for rule in was.rules}
    later = {rule.id: rule for rule in now.rules}
    what = Drawn(now.name)
    for name in without(earlier, later):
        yield _say("rule_removed", name, what=what, was=old.rule(was, earlier[name]))
    for name, rule in later.items():
        if name not in earlier:
            yield _say("rule_added", name, what=what, now=new.rule(now, rule))
            continue
        before = earlier[name]
        if _told(now, rule) != _told(was, before):
            only = _otherwise(_told(was, before)[1], _told(now, rule)[1])
            facts = {"was": old.rule(was, before, only), "now": new.rule(now, rule, only)}
            yield _say("rule_changed", name, what=what, **facts)
        # An officer and the applicant read it beside what the table decided.
        if before.note != rule.note:
            facts = {"was": _note(before), "now": _note(rule), "rule": new.rule(now, rule)}
            yield _say("rule_note", name, what=what, **facts)
    if [each for each in earlier if each in later] != [each for each in later if each in earlier]:
        yield _say("table_order", now.id, what=what)


def _note(rule: Rule) -> str:
    return called(rule.note, "–")


def _told(table: Table, rule: Rule) -> tuple[dict[Any, Any], dict[str, Any]]:
    """What it asks for and gives, whatever the columns are called. An open cell asks for nothing."""
    asked = zip((column.path for column in table.inputs), rule.cells, strict=True)
    given = zip((output.name for output in table.outputs), rule.outputs, strict=True)
    return {path: cell for path, cell in asked if cell[0] != "any"}, dict(given)


def _otherwise(was: dict[str, Any], now: dict[str, Any]) -> set[str]:
    """Names of what a rule gives otherwise."""
    return {name for name in {*was, *now} if was.get(name) != now.get(name)}
