"""The ties of an edition as rows of one form: kind, the other text, perhaps a clause."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kholboo.standards.changing import LONGEST_CLAUSE, LONGEST_TIE, MOST_TIES
from kholboo.standards.forms.editing import NoteForm, OneLine
from kholboo.standards.queries.targets import end_of
from kholboo.standards.rules import RelationKind
from kholboo.standards.services.changes import Wish

EMPTY_ROWS = 3
KINDS = [("", pgettext_lazy("tie", "Choose")), *RelationKind.choices]
# The list of what could be meant is filled while somebody types.
SEARCHED = {"list": "targets", "autocomplete": "off", "hx-trigger": "input changed delay:300ms"}


class TiesForm(NoteForm):
    """`ties` as the catalogue has them; `names` are the numbers of the texts they lead to."""

    def __init__(
        self, *args: Any, ties: list[list[str]], names: dict[str, str], address: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ties = ties
        searched = SEARCHED | {"hx-get": address, "hx-target": "#targets"}
        self._first = [
            (kind, name if how == "text" else names.get(name, name), clause)
            for kind, how, name, clause in ties
        ]
        self.count = min(len(ties) + EMPTY_ROWS, MOST_TIES)
        for row in range(self.count):
            kind, words, clause = self._first[row] if row < len(ties) else ("", "", "")
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=_("How it is tied"), choices=KINDS, required=False, initial=kind
            )
            self.fields[f"target_{row}"] = OneLine(
                label=_("Number, with the year for one edition"),
                max_length=LONGEST_TIE,
                required=False,
                initial=words,
                widget=forms.TextInput(searched),
            )
            self.fields[f"clause_{row}"] = OneLine(
                label=_("Clause"), max_length=LONGEST_CLAUSE, required=False, initial=clause
            )

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        for row in range(self.count):
            yield self[f"kind_{row}"], self[f"target_{row}"], self[f"clause_{row}"]

    def clean(self) -> None:
        super().clean()
        for row in range(self.count):
            kind, words, _clause = self._typed(row)
            if words and not kind:
                self.add_error(f"kind_{row}", _("Choose how it is tied."))
            if kind and not words and row >= len(self._ties):
                self.add_error(f"target_{row}", _("Write the number of the other standard."))

    def _typed(self, row: int) -> tuple[str, str, str]:
        names = (f"{part}_{row}" for part in ("kind", "target", "clause"))
        kind, words, clause = (self.cleaned_data.get(name, "") for name in names)
        return kind, words, clause

    def wish(self) -> Wish:
        """The cleaned values as the service takes them; call after `is_valid`."""
        found: list[list[str]] = []
        for row in range(self.count):
            typed = self._typed(row)
            if not typed[1]:
                continue  # an emptied row is a tie taken away
            if row < len(self._ties) and typed == self._first[row]:
                tie = self._ties[row]
            else:
                tie = [typed[0], *end_of(typed[1]), typed[2]]
            if tie not in found:
                found.append(tie)
        return Wish(facts={"ties": sorted(found)}, note=self.cleaned_data["note"])
