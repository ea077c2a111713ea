"""The file of tables → tables as data, or everything that is wrong with it."""

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kholboo.eservices.engine.allowed import OURS
from kholboo.eservices.engine.conditions.kinds import PLAIN, Kind, faults_of_test
from kholboo.eservices.engine.conditions.parsing import parse_condition, parse_literal, parse_tests
from kholboo.eservices.engine.conditions.tokens import Unreadable
from kholboo.eservices.engine.decisions import Binds, Hit, Input, Output, Rule, Table
from kholboo.eservices.engine.dmn.subset import DMN, VOCABULARY
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.graph import Tree
from kholboo.eservices.engine.xml import id_near, read_xml, text_of

MOST_TABLES, MOST_COLUMNS, MOST_RULES = 20, 12, 200
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_FEEL = frozenset({"", "feel", "https://www.omg.org/spec/DMN/20191111/FEEL/"})


def read_dmn(source: bytes, file: str, problems: Problems) -> dict[str, Table]:
    root = read_xml(source, file, problems)
    if root is None or not VOCABULARY.check(root, file, problems):
        return {}
    _check_ids(root, file, problems)
    decisions = _all(root, "decision")
    if len(decisions) > MOST_TABLES:
        problems.add("tables_many", id_near(root), file, most=MOST_TABLES)
        return {}
    tables = (_Reader(file, problems, each).table() for each in decisions)
    return {table.id: table for table in tables if table is not None}


def _all(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.findall(f"{{{DMN}}}{name}"))


def _text(element: etree._Element | None, name: str = "text") -> str:
    return text_of(element.find(f"{{{DMN}}}{name}")) if element is not None else ""


def _check_ids(root: etree._Element, file: str, problems: Problems) -> None:
    seen: set[str] = set()
    for element in root.iter(f"{{{DMN}}}*"):
        said = element.get("id")
        if said in seen:
            problems.add("id_twice", str(said)[:80], file)
        seen |= {said} if said else set()
        if element.get("expressionLanguage", "").strip() not in _FEEL:
            problems.add("condition_language", id_near(element), file)


@dataclass
class _Reader:
    file: str
    problems: Problems
    decision: etree._Element

    def table(self) -> Table | None:
        name = self.decision.get("id") or ""
        found = self.decision.find(f"{{{DMN}}}decisionTable")
        if not _ID.fullmatch(name):
            self._add("id_form", self.decision)
        if found is None:
            self._add("table_only", self.decision)
            return None
        inputs = tuple(map(self._input, _all(found, "input")))
        outputs = tuple(map(self._output, _all(found, "output")))
        if not 0 < len(inputs) <= MOST_COLUMNS or not 0 < len(outputs) <= MOST_COLUMNS:
            self._add("table_columns", self.decision, most=MOST_COLUMNS)
        if len({output.name for output in outputs}) != len(outputs):
            self._add("output_twice", self.decision)
        rules = _all(found, "rule")
        if not 0 < len(rules) <= MOST_RULES:
            self._add("table_rules", self.decision, most=MOST_RULES)
            rules = []
        return Table(
            name,
            " ".join((self.decision.get("name") or name).split()),
            self._hit(found),
            self._binds(),
            inputs,
            outputs,
            tuple(self._rule(each, inputs, outputs) for each in rules),
        )

    def _add(self, code: str, element: etree._Element, **facts: Any) -> None:
        self.problems.add(code, id_near(element), self.file, **facts)

    def _hit(self, table: etree._Element) -> Hit:
        said = table.get("hitPolicy") or Hit.UNIQUE.value
        if said not in set(Hit):
            self._add("table_hit", table, what=said[:40])
            return Hit.FIRST
        return Hit(said)

    def _binds(self) -> Binds:
        said = self.decision.get(f"{{{OURS}}}binds") or ""
        if said not in set(Binds):
            self._add("table_binds", self.decision)
            return Binds.DECISION
        return Binds(said)

    def _kind(self, element: etree._Element, said: str) -> str:
        if said not in PLAIN:
            self._add("column_type", element, what=said[:40])
            return "string"
        return said

    def _input(self, element: etree._Element) -> Input:
        asked = element.find(f"{{{DMN}}}inputExpression")
        kind = self._kind(element, asked.get("typeRef") or "" if asked is not None else "")
        path: tuple[str, ...] = ()
        try:
            tree = parse_condition(_text(asked))
            path = tuple(tree[1:]) if tree[0] == "name" else ()
        except Unreadable:
            pass
        if not path:
            self._add("input_name", element)
        allowed = element.find(f"{{{DMN}}}inputValues")
        test = self._test(allowed, Kind(kind)) if allowed is not None else ["any"]
        label = element.get("label") or ".".join(path)
        return Input(label, path, kind, test)

    def _output(self, element: etree._Element) -> Output:
        name = element.get("name") or ""
        if not _ID.fullmatch(name):
            self._add("output_name", element)
        kind = self._kind(element, element.get("typeRef") or "")
        allowed = element.find(f"{{{DMN}}}outputValues")
        test = self._test(allowed, Kind(kind)) if allowed is not None else ["any"]
        return Output(name, kind, element.get("label") or name, listed(test) or ())

    def _rule(
        self, element: etree._Element, inputs: tuple[Input, ...], outputs: tuple[Output, ...]
    ) -> Rule:
        cells, said = _all(element, "inputEntry"), _all(element, "outputEntry")
        if len(cells) != len(inputs) or len(said) != len(outputs):
            self._add("rule_cells", element)
        if not element.get("id"):
            self._add("id_missing", element, name="rule")
        tests = [self._test(c, Kind(i.kind)) for c, i in zip(cells, inputs, strict=False)]
        given = [self._given(c, o) for c, o in zip(said, outputs, strict=False)]
        notes = [_text(each) for each in _all(element, "annotationEntry")]
        note = _text(element, "description") or " ".join(filter(None, notes))
        return Rule(element.get("id") or "", tuple(tests), tuple(given), note)

    def _test(self, element: etree._Element, kind: Kind) -> Tree:
        try:
            test = parse_tests(_text(element))
        except Unreadable as reason:
            self._add(reason.code, element, at=reason.at, what=reason.what)
            return ["any"]
        faults = list(faults_of_test(test, kind, kind.name))
        for code, what in faults:
            self._add(code, element, what=what, at=0)
        # What compares unlike with unlike is told, and nothing further is asked of it.
        return ["any"] if faults else test

    def _given(self, element: etree._Element, output: Output) -> Any:
        try:
            said = parse_literal(_text(element))[1]
        except Unreadable as reason:
            self._add(reason.code, element, at=reason.at, what=reason.what)
            return None
        for code, what in faults_of_test(
            ["=", said], Kind(output.kind, output.values), output.name
        ):
            self._add(code, element, what=what, at=0)
        return said


def listed(test: Tree) -> tuple[Any, ...] | None:
    """The values of a cell that only lists some; None for any other cell."""
    parts = test[1:] if test[0] == "or" else [test]
    if all(part[0] == "=" for part in parts):
        return tuple(part[1] for part in parts)
    return None
