"""Does a procedure say what stands on the certificate it grants: asked before it is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.engine.bpmn.building import Known
from kholboo.eservices.engine.conditions.kinds import Kind
from kholboo.eservices.engine.facts import NEVER_ON_PAPER, FactRule
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.forms.personal import may_be_asked
from kholboo.eservices.engine.graph import Graphs
from kholboo.eservices.engine.known_names import Name, names_known
from kholboo.eservices.engine.manifest import Grants, Manifest
from kholboo.eservices.engine.naming import FORM

MANIFEST, DRAWING = "procedure.json", "process.bpmn"
ISSUES = "grant_certificate"
_TEXT = FactRule("text")


@dataclass
class GrantedCheck:
    """`schema` and `ui` are of a form that was found sound."""

    manifest: Manifest
    graphs: Graphs
    schema: Mapping[str, Any]
    ui: Mapping[str, Any]
    known: Known
    problems: Problems

    def run(self) -> None:
        issuing = [node.id for _g, node in self.graphs.all_nodes() if node.action == ISSUES]
        grants, kinds = self.manifest.grants, self.known.certificates
        if kinds is None:
            return
        if grants is None:
            for node in issuing:
                self.problems.add("grants_missing", node, DRAWING)
        elif grants.kind not in kinds:
            self.problems.add("grants_kind", "/grants/kind", MANIFEST, what=grants.kind)
        else:
            self._grants(grants, kinds[grants.kind], is_issued=bool(issuing))

    def _grants(self, grants: Grants, rules: Mapping[str, FactRule], *, is_issued: bool) -> None:
        self.names = may_stand(self.manifest, self.graphs, self.schema, self.ui)
        self.form = Form.of(self.schema, self.ui)
        for where, names in (("title", grants.title), ("standards", grants.standards)):
            if names:
                self._sources(f"/grants/{where}", names, _TEXT)
        for key, names in grants.facts.items():
            where = f"/grants/facts/{key}"
            if key not in rules:
                self.problems.add("fact_unknown", where, MANIFEST, what=key)
            else:
                self._sources(where, names, rules[key])
        for key, rule in rules.items():
            if rule.is_needed and is_issued and key not in grants.facts:
                self.problems.add("fact_missing", f"/grants/facts/{key}", MANIFEST, what=key)

    def _sources(self, where: str, names: list[str], rule: FactRule) -> None:
        found = {name: self.names.get(tuple(name.split("."))) for name in names}
        for name, kind in found.items():
            if kind is None or kind.item in NEVER_ON_PAPER:
                self.problems.add("fact_source", where, MANIFEST, what=name)
            elif not fits(self.form, name, kind, rule):
                self.problems.add("fact_kind", where, MANIFEST, what=name)
        if (rule.kind in ("number", "barcodes") and len(names) > 1) or len(
            {_rows_of(name, kind) for name, kind in found.items()}
        ) > 1:
            self.problems.add("fact_apart", where, MANIFEST)
        if rule.is_needed and not self._is_always_there(names[0]):
            self.problems.add("fact_open", where, MANIFEST, what=names[0])

    def _is_always_there(self, name: str) -> bool:
        """Of an answer. What a step writes down is asked by the step itself."""
        path = name.split(".")
        if path[0] != FORM:
            return True
        asked = list(self._asked(path[1:]))
        return bool(asked) and all(asked)

    def _asked(self, path: list[str]) -> Iterator[bool]:
        for depth in range(1, len(path) + 1):
            field = self.form.at(path[:depth])
            yield field is not None and field.is_required and field.show_when is None
        pages = (page for page in self.form.pages if any(f.key == path[0] for f in page.fields))
        yield all(page.show_when is None for page in pages)


def may_stand(
    manifest: Manifest, graphs: Graphs, schema: Mapping[str, Any], ui: Mapping[str, Any]
) -> dict[Name, Kind]:
    """Answers and results that may be on a certificate. Whoever applies in their own name seals
    more: a register shows nobody's answers of those."""
    return names_known(manifest, graphs, may_be_asked(schema, ui, is_person=True), {})


def fits(form: Form, name: str, kind: Kind, rule: FactRule) -> bool:
    """Whether an answer or a result of this kind can be such a fact."""
    if kind.item in NEVER_ON_PAPER:
        return False
    if rule.kind == "number":
        low, high = kind.low, kind.high
        is_bound = low is not None and high is not None and low >= 0 and high <= rule.most
        return kind.name == "number" and kind.is_whole and is_bound
    if rule.kind == "barcodes":
        path = name.split(".")
        field = form.at(path[1:]) if path[0] == FORM else None
        return field is not None and field.spec.get("format") == "gtin"
    return True


def _rows_of(name: str, kind: Kind | None) -> str:
    """What the name goes through row by row; nothing for what is there once."""
    return name.rpartition(".")[0] if kind is not None and kind.is_list else ""
