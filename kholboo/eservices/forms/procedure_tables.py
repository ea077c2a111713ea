"""A decision table as it is typed: a row a rule, the cells as they are written in the file."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.decisions import Hit, Table
from kholboo.eservices.forms.procedures import Line, Seen
from kholboo.eservices.rewriting_tables import Cells

MOST_ROWS = 200
BLANK = 2  # rows to add at once


class TableForm(Seen):
    """Fields `in_<row>_<column>`, `out_<row>_<column>`, and of a row `note_`, `place_`, `gone_`."""

    name = Line(label=_("Name of the table"), max_length=200)
    hit = forms.ChoiceField(
        label=_("When several rows fit"),
        choices=[
            (Hit.UNIQUE.value, _("it is a mistake: only one row may fit")),
            (Hit.FIRST.value, _("the first of them counts")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, table: Table, rows: Sequence[Cells], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).update(name=table.name, hit=table.hit.value)
        super().__init__(*args, **kwargs)
        self.table, self.kept = table, list(rows[:MOST_ROWS])
        for place in range(len(self.kept) + BLANK):
            self._add(place, self.kept[place] if place < len(self.kept) else None)

    def _add(self, place: int, row: Cells | None) -> None:
        columns = [("in", one.label) for one in self.table.inputs]
        columns += [("out", one.label or one.name) for one in self.table.outputs]
        counts = {"in": 0, "out": 0}
        for kind, label in columns:
            column = counts[kind]
            counts[kind] += 1
            cells = () if row is None else row.inputs if kind == "in" else row.outputs
            self.fields[f"{kind}_{place}_{column}"] = Line(
                label=label, required=False, initial=cells[column] if column < len(cells) else ""
            )
        note = row.note if row else ""
        self.fields[f"note_{place}"] = Line(label=_("Note"), required=False, initial=note)
        self.fields[f"place_{place}"] = forms.IntegerField(
            label=_("Place in the list"), min_value=1, max_value=999, required=False,
            initial=place + 1,
        )  # fmt: skip
        if row is not None:
            self.fields[f"gone_{place}"] = forms.BooleanField(
                label=_("Take this row away"), required=False
            )

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """For the page: the number of the row, its fields."""
        for place in range(len(self.kept) + BLANK):
            names = [name for name in self.fields if name.split("_")[1:2] == [str(place)]]
            yield place + 1, [self[name] for name in names]

    def typed(self) -> list[Cells]:
        """Rows to write, in their places; call after `is_valid`. A new empty row is none."""
        found = list[tuple[int, Cells]]()
        for place in range(len(self.kept) + BLANK):
            row = self._row(place)
            is_new = place >= len(self.kept)
            is_empty = not any((*row.inputs, *row.outputs))
            if not self.cleaned_data.get(f"gone_{place}") and not (is_new and is_empty):
                found.append((self.cleaned_data[f"place_{place}"] or place + 1, row))
        return [row for _place, row in sorted(found, key=lambda pair: pair[0])]

    def _row(self, place: int) -> Cells:
        given = self.cleaned_data
        inputs = [given[f"in_{place}_{column}"] or "-" for column in range(len(self.table.inputs))]
        outputs = [given[f"out_{place}_{column}"] for column in range(len(self.table.outputs))]
        key = self.kept[place].id if place < len(self.kept) else ""
        if key == "" and not any(outputs) and set(inputs) == {"-"}:
            inputs = [""] * len(inputs)
        return Cells(key, tuple(inputs), tuple(outputs), given[f"note_{place}"])
