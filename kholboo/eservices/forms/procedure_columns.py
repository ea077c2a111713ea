"""The columns of a decision table as they are typed: what it goes by, and what it gives."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.decisions import Table
from kholboo.eservices.forms.procedures import Line, Seen, ShortName
from kholboo.eservices.rewriting_columns import Column

KINDS = [
    ("string", _("words")),
    ("number", _("any number")),
    ("boolean", _("yes or no")),
    ("date", _("day")),
]


class ColumnsForm(Seen):
    """Fields `in_<place>`, `out_<place>` and `gone_…` for what stands there; one new of each kind.

    `known`: names the procedure can ask for, with their words and kinds.
    """

    new_asks = forms.ChoiceField(label=_("What it goes by"), required=False, widget=forms.Select)
    new_label = Line(label=_("Heading of the column"), required=False, max_length=200)
    given_label = Line(label=_("Heading of the column"), required=False, max_length=200)
    given_name = ShortName(
        label=_("Name by which conditions ask for it"),
        help_text=_("Small Latin letters, digits and _."),
        required=False,
    )
    given_kind = forms.ChoiceField(
        label=_("What is written"), choices=KINDS, required=False, widget=forms.Select
    )
    given_cell = Line(
        label=_("What stands in every row at first"),
        help_text=_("Words in quotation marks, numbers as they are."),
        required=False,
        max_length=200,
    )

    def __init__(
        self, table: Table, known: Mapping[str, tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.known = table, known
        choices = [("", _("no new column")), *((key, words) for key, (words, _k) in known.items())]
        self.fields["new_asks"].choices = choices  # type: ignore[attr-defined]
        labels = {
            "in": [one.label for one in table.inputs],
            "out": [one.label for one in table.outputs],
        }
        for kind, headings in labels.items():
            for place, heading in enumerate(headings):
                self.fields[f"{kind}_{place}"] = Line(label=_("Heading"), initial=heading)
                self.fields[f"gone_{kind}_{place}"] = forms.BooleanField(
                    label=_("Take this column away"), required=False
                )

    def kept_inputs(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (
                self.known.get(".".join(one.path), (".".join(one.path), ""))[0],
                [self[f"in_{place}"], self[f"gone_in_{place}"]],
            )
            for place, one in enumerate(self.table.inputs)
        ]

    def kept_outputs(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (one.name, [self[f"out_{place}"], self[f"gone_out_{place}"]])
            for place, one in enumerate(self.table.outputs)
        ]

    def new_input(self) -> list[forms.BoundField]:
        return [self["new_asks"], self["new_label"]]

    def new_output(self) -> list[forms.BoundField]:
        return [self[name] for name in ("given_label", "given_name", "given_kind", "given_cell")]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("given_name") and not given.get("given_cell"):
            self.add_error("given_cell", _("Say what stands in the rows of the new column."))
        if given.get("given_label") and not given.get("given_name"):
            self.add_error("given_name", _("Give the new column a name."))
        return given

    def inputs(self) -> list[Column]:
        """Call after `is_valid`, as `outputs`."""
        given = self.cleaned_data
        found = [
            Column(place, given[f"in_{place}"], ".".join(one.path), one.kind)
            for place, one in enumerate(self.table.inputs)
            if not given[f"gone_in_{place}"]
        ]
        if given["new_asks"]:
            words, kind = self.known[given["new_asks"]]
            found.append(Column(None, given["new_label"] or words, given["new_asks"], kind))
        return found

    def outputs(self) -> list[Column]:
        given = self.cleaned_data
        found = [
            Column(place, given[f"out_{place}"], one.name, one.kind)
            for place, one in enumerate(self.table.outputs)
            if not given[f"gone_out_{place}"]
        ]
        if given["given_name"]:
            name = given["given_name"]
            label, cell = given["given_label"] or name, given["given_cell"]
            found.append(Column(None, label, name, given["given_kind"] or KINDS[0][0], cell))
        return found
