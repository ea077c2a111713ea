"""Do the files of a procedure agree with each other: drawing, manifest, tables and form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.engine.bpmn.building import Known
from kholboo.eservices.engine.conditions.evaluating import is_true
from kholboo.eservices.engine.conditions.kinds import Kind, faults_of, names_in
from kholboo.eservices.engine.decisions import Binds, Table
from kholboo.eservices.engine.dmn.geometry import Entangled
from kholboo.eservices.engine.dmn.geometry import faults_of as faults_of_table
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.forms.shapes import boxes_of_days
from kholboo.eservices.engine.forms.written import LONGEST_TEXT, TAKEN
from kholboo.eservices.engine.graph import LONGEST_TERM, Graph, Graphs, Node, NodeKind
from kholboo.eservices.engine.known_names import Name, last_steps, names_known
from kholboo.eservices.engine.manifest import Manifest, StepField, StepRules
from kholboo.eservices.engine.naming import FORM, OUTCOME

MANIFEST, DRAWING, TABLES = "procedure.json", "process.bpmn", "tables.dmn"
_LAST: Name = (OUTCOME,)
LARGEST_FEE = 2_000_000_000  # ₮; a drawing leads those who pay nothing past the payment


@dataclass
class CrossCheck:
    manifest: Manifest
    graphs: Graphs
    tables: dict[str, Table]
    schema: Any
    known: Known
    problems: Problems

    def run(self) -> None:
        self.names = names_known(self.manifest, self.graphs, self.schema, self.tables)
        self._steps()
        self._manifest()
        self._terms()
        for graph, node in self.graphs.all_nodes():
            if node.kind is NodeKind.EXCLUSIVE and len(node.flows) > 1:
                self._gateway(graph, node)
            if node.each:
                self._repeated(node)
        for table in self.tables.values():
            self._table(table)

    def _steps(self) -> None:
        drawn = {n.id for _g, n in self.graphs.all_nodes() if n.kind is NodeKind.TASK}
        for name in sorted(drawn - set(self.manifest.steps)):
            self.problems.add("step_untold", name, MANIFEST)
        for name in sorted(set(self.manifest.steps) - drawn):
            self.problems.add("step_undrawn", f"/steps/{name}", MANIFEST, what=name)
        for name in sorted({FORM, OUTCOME, *self.tables} & drawn):
            self.problems.add("name_taken", name, DRAWING)

    def _terms(self) -> None:
        terms = {"/term": self.manifest.term, "/completion": self.manifest.completion}
        terms |= {f"/steps/{name}/term": step.term for name, step in self.manifest.steps.items()}
        for where, term in terms.items():
            if term is not None and term.days > LONGEST_TERM:
                self.problems.add("term_long", f"{where}/days", MANIFEST, most=LONGEST_TERM)

    def _manifest(self) -> None:
        milestones = {each.key for each in self.manifest.milestones}
        for role, ours in self.manifest.roles.items():
            if ours not in self.known.roles:
                self.problems.add("role_unknown", f"/roles/{role}", MANIFEST, what=ours[:60])
        for name, step in self.manifest.steps.items():
            self._step(name, step, milestones)
        if self.manifest.fee is not None:
            self._fee_table(self.manifest.fee.table)
        if self.manifest.place and (FORM, self.manifest.place) not in self.names:
            self.problems.add("question_unknown", "/place", MANIFEST, what=self.manifest.place)
        for key in self.manifest.renewal.questions if self.manifest.renewal else ():
            if (FORM, key) not in self.names:
                self.problems.add("question_unknown", "/renewal", MANIFEST, what=key)

    def _step(self, name: str, step: StepRules, milestones: set[str]) -> None:
        where = f"/steps/{name}"
        if step.role not in self.manifest.roles and step.role not in self.known.roles:
            self.problems.add("role_unknown", f"{where}/role", MANIFEST, what=step.role)
        if step.milestone and step.milestone not in milestones:
            at = f"{where}/milestone"
            self.problems.add("milestone_unknown", at, MANIFEST, what=step.milestone[:60])
        for other in step.not_same_as:
            if other == name or other not in self.manifest.steps:
                self.problems.add("other_unknown", f"{where}/not_same_as", MANIFEST, what=other)
        if step.table:
            self._draft_table(name, step.table)
        boxes = boxes_of_days(field.key for field in step.fields if field.type == "date")
        for field in step.fields:
            self._field(f"{where}/fields/{field.key}", field)
            if field.key in boxes:
                at = f"{where}/fields/{field.key}"
                self.problems.add("key_is_sent", at, MANIFEST, found=field.key)

    def _field(self, where: str, field: StepField) -> None:
        if field.key in TAKEN:
            self.problems.add("field_taken", where, MANIFEST, what=field.key)
        keys = {choice.key for choice in field.choices}
        if (field.type == "choice") != bool(keys) or len(keys) < len(field.choices):
            self.problems.add("field_choices", where, MANIFEST, what=field.key)
        if not _has_sense(field):
            self.problems.add("field_limits", where, MANIFEST, what=field.key)

    def _draft_table(self, name: str, table: str) -> None:
        """Its output `outcome` is what the step proposes, so it must be one of its outcomes."""
        outcomes = tuple(each.key for each in self.manifest.steps[name].outcomes)
        given = self._outputs(table, OUTCOME)
        if given is None:
            self.problems.add("table_unknown", f"/steps/{name}/table", MANIFEST, what=table[:60])
        for said in sorted({str(each) for each in given or () if each not in outcomes}):
            self.problems.add("table_outcome", table, TABLES, what=said[:60])

    def _fee_table(self, name: str) -> None:
        table, given = self.tables.get(name), self._outputs(name, "amount")
        if table is None or given is None or table.binds is not Binds.SUBMISSION:
            self.problems.add("fee_table", "/fee/table", MANIFEST, what=name)
        elif any(not isinstance(said, int) or not 0 < said <= LARGEST_FEE for said in given):
            self.problems.add("fee_amount", name, TABLES)

    def _outputs(self, table: str, name: str) -> list[Any] | None:
        """All that a table can give under a name; None when there is no such output."""
        found = self.tables.get(table)
        names = [output.name for output in found.outputs] if found else []
        if found is None or name not in names:
            return None
        return [rule.outputs[names.index(name)] for rule in found.rules if rule.outputs]

    def _repeated(self, node: Node) -> None:
        kind = self.names.get(tuple(node.each.split(".")))
        if kind is None or not kind.is_list:
            self.problems.add("repeat_list", node.id, DRAWING)

    def _gateway(self, graph: Graph, node: Node) -> None:
        last = self._last_outcomes(graph, node.id)
        names = {**self.names, **({_LAST: Kind("string", last)} if last else {})}
        asks_last = False
        for flow in node.flows:
            if flow.condition is None:
                continue
            asks_last = asks_last or _LAST in set(names_in(flow.condition))
            for code, what in faults_of(flow.condition, names):
                is_last = code == "condition_name" and what == OUTCOME
                code = "outcome_unclear" if is_last else code
                self.problems.add(code, flow.id, DRAWING, what=what, at=0)
        if not any(flow.is_default for flow in node.flows) and not _is_exhaustive(node, last):
            self.problems.add("no_default", node.id, DRAWING)

    def _last_outcomes(self, graph: Graph, gateway: str) -> tuple[str, ...]:
        """Outcomes of the steps one may come from; none when that is not always a step."""
        rules = self.manifest.steps
        last = last_steps(graph, rules, gateway)
        return tuple(dict.fromkeys(each.key for name in last for each in rules[name].outcomes))

    def _table(self, table: Table) -> None:
        is_sound = True
        for column in table.inputs:
            kind = self.names.get(column.path)
            is_early = table.binds is Binds.SUBMISSION and column.path[:1] != (FORM,)
            if column.path and (kind is None or is_early):
                code = "input_early" if kind is not None else "condition_name"
                self.problems.add(code, table.id, TABLES, what=".".join(column.path), at=0)
                is_sound = False
            elif kind is not None and kind.name != column.kind:
                self.problems.add("input_kind", table.id, TABLES, what=".".join(column.path))
                is_sound = False
        if is_sound and all(len(r.cells) == len(table.inputs) for r in table.rules):
            self._geometry(table)

    def _geometry(self, table: Table) -> None:
        domains = [self.names.get(column.path, Kind(column.kind)) for column in table.inputs]
        try:
            faults = faults_of_table(table, domains)
        except Entangled:
            self.problems.add("table_entangled", table.id, TABLES)
            return
        for each in faults:
            element = each.rules[-1] if each.rules else table.id
            rules = ", ".join(each.rules)
            self.problems.add(each.code, element, TABLES, rules=rules, where=each.where)


def _has_sense(field: StepField) -> bool:
    """Whether its limits fit its type and each other; one without any does."""
    least, most = field.least, field.most
    if field.type == "text":
        return least is None and (most is None or 1 <= most <= LONGEST_TEXT)
    if field.type not in ("number", "integer"):
        return least is None and most is None
    return least is None or most is None or least <= most


def _is_exhaustive(node: Node, outcomes: tuple[str, ...]) -> bool:
    conditions = [flow.condition for flow in node.flows if flow.condition is not None]
    asked: set[Name] = {name for tree in conditions for name in names_in(tree)}
    if asked != {_LAST} or not outcomes:
        return False
    return all(any(is_true(tree, said) for tree in conditions) for said in _said(outcomes))


def _said(outcomes: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for each in outcomes:
        yield {OUTCOME: each}
