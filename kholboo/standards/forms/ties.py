"""The ties of an edition as rows of one form: to other standards, and the laws that name it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kholboo.standards.changing import (
    LAWS,
    LONGEST_CLAUSE,
    LONGEST_LINK,
    LONGEST_TIE,
    MOST_TIES,
    Bond,
)
from kholboo.standards.forms.editing import NoteForm, OneLine
from kholboo.standards.queries.targets import end_of
from kholboo.standards.rules import RelationKind
from kholboo.standards.services.changes import Wish
from kholboo.ui.widgets import DayField

EMPTY_ROWS, EMPTY_LAWS = 3, 1
KINDS = [
    ("", pgettext_lazy("tie", "Choose")),
    *(choice for choice in RelationKind.choices if choice[0] != RelationKind.CITED),
]
# The list of what could be meant is filled while somebody types.
SEARCHED = {"list": "targets", "autocomplete": "off", "hx-trigger": "input changed delay:300ms"}
Fields = tuple[forms.BoundField, ...]


class TiesForm(NoteForm):
    """`ties` as the catalogue has them; `names` are the numbers of the texts they lead to."""

    def __init__(
        self, *args: Any, ties: list[list[str]], names: dict[str, str], address: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        bonds = [Bond(*tie) for tie in ties]
        self._laws = [bond for bond in bonds if bond.kind == RelationKind.CITED]
        self._bonds = [bond for bond in bonds if bond.kind != RelationKind.CITED]
        searched = SEARCHED | {"hx-get": address, "hx-target": "#targets"}
        self._first = [
            (
                bond.kind,
                bond.name if bond.how == "text" else names.get(bond.name, bond.name),
                bond.clause,
            )
            for bond in self._bonds
        ]
        self.count = min(len(self._bonds) + EMPTY_ROWS, MOST_TIES)
        self.count_of_laws = min(len(self._laws) + EMPTY_LAWS, MOST_TIES)
        for row in range(self.count):
            kind, words, clause = self._first[row] if row < len(self._first) else ("", "", "")
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
        for row in range(self.count_of_laws):
            self._add_law(row, self._laws[row] if row < len(self._laws) else Bond("", "", ""))

    def _add_law(self, row: int, law: Bond) -> None:
        self.fields[f"law_{row}"] = OneLine(
            label=_("Title of the law"), max_length=LONGEST_TIE, required=False, initial=law.name
        )
        self.fields[f"article_{row}"] = OneLine(
            label=_("Article"), max_length=LONGEST_CLAUSE, required=False, initial=law.clause
        )
        self.fields[f"since_{row}"] = DayField(
            label=_("Since when the law names it"),
            required=False,
            initial=forms.DateField().to_python(law.since or None),
        )
        self.fields[f"link_{row}"] = forms.RegexField(
            LAWS,
            label=_("Link to its text"),
            help_text=_("At https://legalinfo.mn/"),
            max_length=LONGEST_LINK,
            required=False,
            initial=law.link,
            error_messages={
                "invalid": _("A link leads to the text of the law at https://legalinfo.mn/.")
            },
        )

    def rows(self) -> Iterator[Fields]:
        return self._rows(self.count, ("kind", "target", "clause"))

    def laws(self) -> Iterator[Fields]:
        return self._rows(self.count_of_laws, ("law", "article", "since", "link"))

    def _rows(self, count: int, names: tuple[str, ...]) -> Iterator[Fields]:
        for row in range(count):
            yield tuple(self[f"{name}_{row}"] for name in names)

    def clean(self) -> None:
        super().clean()
        for row in range(self.count):
            kind, words, _clause = self._typed(row)
            if words and not kind:
                self.add_error(f"kind_{row}", _("Choose how it is tied."))
            if kind and not words and row >= len(self._bonds):
                self.add_error(f"target_{row}", _("Write the number of the other standard."))
        for row in range(len(self._laws), self.count_of_laws):
            more = (self.cleaned_data.get(f"{name}_{row}") for name in ("article", "since", "link"))
            if any(more) and not self.cleaned_data.get(f"law_{row}"):
                self.add_error(f"law_{row}", _("Write the title of the law."))

    def _typed(self, row: int) -> tuple[str, str, str]:
        names = (f"{part}_{row}" for part in ("kind", "target", "clause"))
        kind, words, clause = (self.cleaned_data.get(name, "") for name in names)
        return kind, words, clause

    def _bond(self, row: int) -> Bond:
        typed = self._typed(row)
        if row < len(self._bonds) and typed == self._first[row]:
            return self._bonds[row]
        return Bond(typed[0], *end_of(typed[1]), typed[2])

    def _law(self, row: int) -> Bond:
        given = self.cleaned_data
        since = given[f"since_{row}"].isoformat() if given[f"since_{row}"] else ""
        parts = given[f"law_{row}"], given[f"article_{row}"], since, given[f"link_{row}"]
        return Bond(str(RelationKind.CITED.value), "text", *parts)

    def wish(self) -> Wish:
        """The cleaned values as the service takes them; call after `is_valid`."""
        # An emptied row is a tie taken away.
        found = [self._bond(row) for row in range(self.count) if self._typed(row)[1]]
        laws = range(self.count_of_laws)
        found += [self._law(row) for row in laws if self.cleaned_data[f"law_{row}"]]
        ties = sorted(bond.plain() for bond in dict.fromkeys(found))
        return Wish(facts={"ties": ties}, note=self.cleaned_data["note"])
