"""A list of a procedure as it is typed: milestones, papers, legal basis, checklist and the like."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.engine.forms.shapes import beside_days
from kholboo.eservices.engine.forms.written import LARGEST_NUMBER
from kholboo.eservices.forms.procedures import Line, Seen
from kholboo.eservices.rewriting_conditions import Offer
from kholboo.eservices.rewriting_rows import (
    CONDITION,
    Row,
    Shape,
    in_places,
    lines_of,
    row_of,
    typed_of,
)
from kholboo.ui.widgets import LongSelect

BLANK = 2  # rows to add at once
MOST_ROWS = 100
LONGEST_WORDS, LONGEST_CHOICES = 1_000, 20_000
MOST_FILES = 5
NEEDED = [
    ("always", _("always")),
    ("never", _("when the applicant has it")),
    (CONDITION, _("as the condition in the file says")),
]
TYPES = [
    ("text", _("text")),
    ("number", _("any number")),
    ("integer", _("whole number")),
    ("boolean", _("yes or no")),
    ("date", _("day")),
    ("choice", _("choice")),
]


class ListForm(Seen):
    """Fields `<column>_<row>`, `place_<row>` and, for rows that stand there, `gone_<row>`."""

    def __init__(
        self,
        shape: Shape,
        rows: Sequence[Row],
        *args: Any,
        offers: Sequence[Offer] = (),
        **kwargs: Any,
    ) -> None:
        """`offers`: answers on which something may be asked for."""
        super().__init__(*args, **kwargs)
        self.shape, self.kept = shape, list(rows[:MOST_ROWS])
        self._offered = [
            (one.token, _("only when “%(answer)s”") % {"answer": one.words}) for one in offers
        ]
        for place in range(len(self.kept) + BLANK):
            self._add(place, self.kept[place] if place < len(self.kept) else None)

    def rows(self) -> Iterator[tuple[int, bool, list[forms.BoundField]]]:
        """For the page: the number of the row, whether it is a new one, its fields."""
        for place in range(len(self.kept) + BLANK):
            names = [name for name in self.fields if name.rpartition("_")[2] == str(place)]
            yield place + 1, place >= len(self.kept), [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for place in range(len(self.kept) + BLANK):
            if self._is_left_out(place, given):
                continue
            for name in ("mn", "en", *(("url",) if "url" in self.shape.columns else ())):
                if f"{name}_{place}" in given and not given[f"{name}_{place}"]:
                    self.add_error(f"{name}_{place}", _("Fill this in, or take the row away."))
            if "type" in self.shape.columns:
                self._check_answers(place, given)
            hints = [given.get(f"hint_{language}_{place}", "") for language in ("mn", "en")]
            if any(hints) and not all(hints):
                missing = "mn" if hints[1] else "en"
                self.add_error(f"hint_{missing}_{place}", _("Write it in both languages."))
        return given

    def typed(self) -> list[Row]:
        """Rows to write, in their places; call after `is_valid`."""
        given, found = self.cleaned_data, list[tuple[int, Row]]()
        taken = {row["key"] for row in self.kept if self.shape.is_keyed}
        for place in range(len(self.kept) + BLANK):
            if self._is_left_out(place, given):
                continue
            typed = {name: given[f"{name}_{place}"] for name in ("mn", "en", *self.shape.columns)}
            kept = self.kept[place] if place < len(self.kept) else None
            row = row_of(self.shape, typed, kept, taken | beside_days(taken))
            taken |= {row["key"]} if self.shape.is_keyed else set()
            found.append((given[f"place_{place}"] or place + 1, row))
        return in_places(found)

    def _check_answers(self, place: int, given: dict[str, Any]) -> None:
        """Of what is written down at a step: choices of a choice, limits that leave something."""
        mn, en = (lines_of(given.get(f"choices_{one}_{place}") or "") for one in ("mn", "en"))
        low, high = given.get(f"low_{place}"), given.get(f"high_{place}")
        if len(mn) != len(en):
            self.add_error(
                f"choices_en_{place}", _("Write each choice in both languages, in the same order.")
            )
        elif given.get(f"type_{place}") == "choice" and not mn:
            self.add_error(f"choices_mn_{place}", _("Write what can be chosen, one on each line."))
        elif given.get(f"type_{place}") != "choice" and mn:
            self.add_error(
                f"type_{place}", _("Only a choice has choices: choose it here, or empty them.")
            )
        if low is not None and high is not None and low > high:
            self.add_error(f"low_{place}", _("This is more than the most."))

    def _is_left_out(self, place: int, given: dict[str, Any]) -> bool:
        is_empty = not any(given.get(f"{name}_{place}") for name in ("mn", "en"))
        is_new = place >= len(self.kept)
        return bool(given.get(f"gone_{place}")) or (is_new and is_empty)

    def _add(self, place: int, row: Row | None) -> None:
        start = typed_of(self.shape, row or {})
        if row is None:
            start["is_confirmed"] = False
        for name in ("mn", "en", *self.shape.columns):
            made = _FIELDS[name]()
            made.initial = start[name]
            if name == "needed":
                self._offer(made)
            self.fields[f"{name}_{place}"] = made
        self.fields[f"place_{place}"] = forms.IntegerField(
            label=_("Place in the list"), min_value=1, max_value=999, required=False,
            initial=place + 1,
        )  # fmt: skip
        if row is not None:
            self.fields[f"gone_{place}"] = forms.BooleanField(
                label=_("Take this row away"), required=False
            )

    def _offer(self, needed: forms.ChoiceField) -> None:
        """A condition that is none of the offered ones stands in the file and can be left there."""
        known = [*NEEDED[:2], *self._offered]
        if needed.initial not in dict(known):
            needed.initial = CONDITION
            known.append(NEEDED[2])
        needed.choices = known


def _words(label: Any) -> Line:
    return Line(label=label, required=False, max_length=LONGEST_WORDS)


def _choices(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST_CHOICES)],  # a counter of letters says nothing here
    )  # fmt: skip


def _limit(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, required=False,
        min_value=-LARGEST_NUMBER, max_value=LARGEST_NUMBER,
    )  # fmt: skip


def _needed() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("When it is asked for"), choices=NEEDED, required=True, widget=LongSelect
    )


_FIELDS: dict[str, Any] = {
    "mn": lambda: _words(_("In Mongolian")),
    "en": lambda: _words(_("In English")),
    "hint_mn": lambda: _words(_("Hint in Mongolian")),
    "hint_en": lambda: _words(_("Hint in English")),
    "url": lambda: Line(
        label=_("Address of the law"), help_text="https://", required=False, max_length=500
    ),
    "is_confirmed": lambda: forms.BooleanField(label=_("Confirmed by a source"), required=False),
    "needed": _needed,
    "most": lambda: forms.IntegerField(
        label=_("Files at most"), min_value=1, max_value=MOST_FILES, required=False
    ),
    "type": lambda: forms.ChoiceField(
        label=_("What is written"), choices=TYPES, widget=forms.Select
    ),
    "choices_mn": lambda: _choices(_("Choices in Mongolian"), _("Of a choice: one on each line.")),
    "choices_en": lambda: _choices(
        _("Choices in English, in the same order"), _("Of a choice: one on each line.")
    ),
    "low": lambda: _limit(_("At least"), _("Of a number.")),
    "high": lambda: _limit(_("At most"), _("Of a number; of a text, how many letters.")),
    "is_needed": lambda: forms.BooleanField(label=_("The step needs it"), required=False),
    "is_personal": lambda: forms.BooleanField(
        label=_("It tells of a person"),
        help_text=_("It is kept sealed, and nothing is decided by it."),
        required=False,
    ),
}
