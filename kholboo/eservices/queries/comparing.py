"""Conditions and tables of a version as its pages say them, for sentences about what differs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.book import book_of
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.decisions import Binds, Hit, Input, Output, Rule, Table
from kholboo.eservices.engine.differences import comparing
from kholboo.eservices.engine.differences.saying import Difference, Phrase, listed
from kholboo.eservices.engine.graph import Tree
from kholboo.eservices.engine.marking import Drawn, called, put
from kholboo.eservices.queries.wording import Wording
from kholboo.eservices.rules import StepKind

KINDS: dict[str, Promise] = {
    "string": _("words"),
    "number": _("any number"),
    "boolean": _("yes or no"),
    "date": _("day"),
}
HITS: dict[Hit, Promise] = {
    Hit.UNIQUE: _("only one row may fit"),
    Hit.FIRST: _("the first of them counts"),
}
BINDS: dict[Binds, Promise] = {
    Binds.SUBMISSION: _("as it stands on the day of the application"),
    Binds.DECISION: _("as it stands on the day of the decision"),
}


def differences(before: Bundle, after: Bundle) -> list[Difference]:
    return comparing.differences(before, after, Spoken)


@dataclass(frozen=True)
class Later:
    """Words that are looked up when somebody reads them, in their language."""

    say: Callable[[], str]

    def __str__(self) -> str:
        return self.say()

    def __html__(self) -> SafeString:
        return conditional_escape(self.say())


@dataclass(frozen=True)
class Spoken:
    """The `Wording` of a difference (`engine/differences/wording.py`) for people."""

    bundle: Bundle

    @property
    def _words(self) -> Wording:
        return Wording(book_of(self.bundle.compiled["manifest"]), self.bundle)

    def condition(self, tree: Tree, last: tuple[str, ...]) -> object:
        words = self._words
        return Later(lambda: words.condition(tree, last[0] if len(last) == 1 else ""))

    def columns(self, table: Table) -> object:
        asked = [self._asked(column) for column in table.inputs]
        return listed([*asked, *(self._given(one) for one in table.outputs)])

    def rule(self, table: Table, rule: Rule, only: Collection[str] = ()) -> object:
        asked = [
            self._cell(column, cell)
            for column, cell in zip(table.inputs, rule.cells, strict=True)
            if cell[0] != "any"
        ]
        given = [
            self._output(table, output, value)
            for output, value in zip(table.outputs, rule.outputs, strict=True)
            if not only or output.name in only
        ]
        facts = {
            "asked": listed(asked, "; ") if asked else _("in every case"),
            "given": listed(given, "; "),
        }
        return Phrase("%(asked)s → %(given)s", facts)

    def hit(self, hit: Hit) -> object:
        return HITS[hit]

    def binds(self, binds: Binds) -> object:
        return BINDS[binds]

    def kind(self, kind: str) -> object:
        return StepKind(kind).label

    def table(self, key: str) -> object:
        found = self.bundle.tables.get(key)
        return Drawn(found.name) if found else key or "–"

    def _asked(self, column: Input) -> object:
        words, path, allowed = self._words, column.path, column.allowed
        facts = {"name": Drawn(column.label), "asks": Later(lambda: words.name(path))}
        kind = KINDS.get(column.kind, column.kind)
        if allowed[0] == "any":
            return Phrase("%(name)s (%(asks)s, %(kind)s)", {**facts, "kind": kind})
        facts["cell"] = Later(lambda: words.test(allowed, path))
        return Phrase("%(name)s (%(asks)s: %(cell)s)", facts)

    def _given(self, output: Output) -> object:
        facts = {
            "name": called(output.label, output.name),
            "kind": KINDS.get(output.kind, output.kind),
        }
        return Phrase("→ %(name)s (%(kind)s)", facts)

    def _cell(self, column: Input, cell: Tree) -> object:
        words, path = self._words, column.path

        def say() -> str:
            name = words.name(path)
            sentence = "%(name)s %(cell)s" if name.endswith("?") else "%(name)s: %(cell)s"
            return put(sentence, {"name": name, "cell": words.test(cell, path)})

        return Later(say)

    def _output(self, table: Table, output: Output, value: object) -> object:
        words = self._words
        said = Later(lambda: words.output(table.id, output.name, value))
        return Phrase(
            "%(name)s: %(said)s", {"name": called(output.label, output.name), "said": said}
        )
