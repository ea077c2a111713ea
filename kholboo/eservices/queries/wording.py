"""Conditions of a drawing and cells of a table, in words. The trees: `engine/conditions/parsing.py`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

from kholboo.eservices.book import Book, said
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.forms.form import Field, Form, Kind
from kholboo.eservices.engine.graph import Tree
from kholboo.eservices.engine.marking import Drawn, as_drawn, join, put
from kholboo.eservices.engine.naming import FORM, OUTCOME


@dataclass(frozen=True)
class Wording:
    """Knows what the names of one procedure are called on its pages."""

    book: Book
    bundle: Bundle

    def condition(self, tree: Tree, last: str = "") -> str:
        """`last` is the step whose outcome a bare `outcome` asks for, where that is known."""
        head = tree[0]
        if head in ("and", "or"):
            between = pgettext("between conditions", " and ")
            if head == "or":
                between = pgettext("between conditions", " or ")
            return join(between, (self.condition(part, last) for part in tree[1:]))
        if head == "not":
            return put(gettext("not: %(condition)s"), {"condition": self.condition(tree[1], last)})
        if head == "in":
            return self._in(tree, last)
        if head == "contains":
            sides = {
                "list": self._side(tree[1], last),
                "item": self._value(tree[2], tree[1], last),
            }
            return put(gettext("%(list)s has %(item)s"), sides)
        if head in ("name", "value", "date"):
            return self._side(tree, last)
        return self._compared(tree, last)

    def test(self, tree: Tree, path: tuple[str, ...] = ()) -> str:
        """A cell of a table whose column asks for `path`."""
        head = tree[0]
        if head == "any":
            return gettext("any")
        if head == "or":
            return join(", ", (self.test(part, path) for part in tree[1:]))
        if head == "not":
            return put(gettext("all but %(cell)s"), {"cell": self.test(tree[1], path)})
        if head == "range":
            return f"{tree[1]} – {tree[2]}"
        words = self.value_of(path, tree[1])
        return words if head == "=" else join(" ", (_sign(head), words))

    def name(self, path: tuple[str, ...], last: str = "") -> str:
        """What people call the thing a path leads to."""
        if path == (OUTCOME,):
            return self._outcome_of(last)
        if path[0] == FORM:
            field = self._field(path[1:])
            return said(field.label) if field else ".".join(path[1:])
        step = self.book.steps.get(path[0])
        if step is None:
            table = self.bundle.tables.get(path[0])
            return join(": ", (Drawn(table.name), path[-1])) if table else ".".join(path)
        if path[1:] == (OUTCOME,):
            return self._outcome_of(path[0])
        if path[1:] == ("failed",):
            return gettext("number of samples outside the limits")
        title = next((one["title"] for one in step.fields if one["key"] == path[-1]), None)
        return f"{step.words}: {said(title) if title else path[-1]}"

    def row(self, path: tuple[str, ...]) -> str:
        """What the rows are called that an answer inside a list belongs to; "" for another one."""
        field = self._field(path[1:2]) if path[0] == FORM and len(path) > 2 else None
        return said(field.label) if field else ""

    def value_of(self, path: tuple[str, ...], value: Any, last: str = "") -> str:
        if value is None:
            return gettext("not known")
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        node = path[0] if path[1:] == (OUTCOME,) else ""
        if path == (OUTCOME,):
            node = last or self._ending_with(value)
        if node in self.book.steps:
            return _quoted(self.book.steps[node].outcome_words(str(value)))
        field = self._field(path[1:]) if path[:1] == (FORM,) else None
        if field is not None and field.kind in (Kind.CHOICE, Kind.CHOICES):
            return _quoted(said(dict(field.options).get(value), get_language()) or str(value))
        choices = self._choices(path)
        if value in choices:
            return _quoted(said(choices[value]))
        return _quoted(as_drawn(value)) if isinstance(value, str) else str(value)

    def output(self, table: str, name: str, value: Any) -> str:
        """What a table gives. An outcome is called as the step calls it that the table serves."""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        step = next((one for one in self.book.steps.values() if one.table == table), None)
        if name == OUTCOME and step is not None:
            return step.outcome_words(str(value))
        return "–" if value is None else as_drawn(str(value))

    def _outcome_of(self, node: str) -> str:
        step = self.book.steps.get(node)
        return gettext("result of “%(step)s”") % {"step": step.words} if step else gettext("result")

    def _ending_with(self, value: Any) -> str:
        """Of a result that several steps lead to: one that can end so, for its words."""
        ends = ((key, {one.key for one in step.outcomes}) for key, step in self.book.steps.items())
        return next((key for key, known in ends if value in known), "")

    def _choices(self, path: tuple[str, ...]) -> dict[Any, Any]:
        """Of a choice that is written down at a step."""
        step = self.book.steps.get(path[0]) if len(path) == 2 else None
        fields = step.fields if step else ()
        found = next((one for one in fields if one["key"] == path[-1]), {})
        return {one["key"]: one["title"] for one in found.get("choices", ())}

    def _field(self, path: tuple[str, ...]) -> Field | None:
        return Form.of(self.bundle.schema, self.bundle.ui).at(path)

    def _side(self, tree: Tree, last: str) -> str:
        if tree[0] == "name":
            return self.name(tuple(tree[1:]), last)
        return str(tree[1])

    def _value(self, tree: Tree, other: Tree, last: str) -> str:
        if tree[0] == "name":
            return self.name(tuple(tree[1:]), last)
        path = tuple(other[1:]) if other[0] == "name" else ()
        return self.value_of(path, tree[1], last)

    def _in(self, tree: Tree, last: str) -> str:
        path = tuple(tree[1][1:]) if tree[1][0] == "name" else ()
        facts = {"name": self._side(tree[1], last), "cell": self.test(tree[2], path)}
        return put(gettext("%(name)s is one of: %(cell)s"), facts)

    def _compared(self, tree: Tree, last: str) -> str:
        left, right = self._side(tree[1], last), self._value(tree[2], tree[1], last)
        if tree[0] == "=":
            return put(gettext("%(name)s is %(value)s"), {"name": left, "value": right})
        if tree[0] == "!=":
            return put(gettext("%(name)s is not %(value)s"), {"name": left, "value": right})
        return join(" ", (left, _sign(tree[0]), right))


def _quoted(words: str) -> str:
    return put(gettext("“%(words)s”"), {"words": words})


def _sign(head: str) -> str:
    return {"<=": "≤", ">=": "≥", "!=": "≠"}.get(head, head)
