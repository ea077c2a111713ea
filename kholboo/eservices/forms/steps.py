"""The shape of what people type into steps. What is allowed is judged by the services."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kholboo.eservices.book import Choice, StepRule
from kholboo.eservices.forms.own_fields import OwnFields
from kholboo.eservices.services.laboratory import Measured, Taken
from kholboo.eservices.services.noting import LONGEST_NOTE
from kholboo.ui.widgets import FilesInput

MOST_FILES = 10
SAMPLE_ROWS, VALUE_ROWS = 5, 6
ACCEPT = "image/*,application/pdf"


class FilesField(forms.FileField):
    """Several files; gives a list."""

    widget = FilesInput({"accept": ACCEPT, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [one for one in data or [] if one]
        if len(given) > MOST_FILES:
            raise ValidationError(_("Choose at most 10 files."), "too_many")
        return [super(FilesField, self).clean(one, initial) for one in given]


class NoteField(forms.CharField):
    """Words of whoever does the step; what no database can keep is refused."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NOTE, **kwargs)


def _outcomes(choices: Sequence[Choice]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What is the outcome?"),
        choices=[(one.key, one.words) for one in choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the outcomes."),
            "invalid_choice": _("Choose one of the outcomes."),
        },
    )


class StepForm(OwnFields):
    """Checklist, the step's own fields, outcome, note, and photos where somebody went to see."""

    def __init__(self, *args: Any, rule: StepRule, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, fields=rule.fields, **kwargs)
        if rule.checklist:
            self.fields["checked"] = forms.MultipleChoiceField(
                label=_("What did you find in order?"),
                choices=[(one.key, one.words) for one in rule.checklist],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if rule.outcomes:
            self.fields["outcome"] = _outcomes(rule.outcomes)
        self.fields["note"] = NoteField(label=_("Notes of the step"), required=has_files)
        if has_files:
            self.fields["photos"] = FilesField(label=_("Photos and papers"), required=False)
        self.order_fields(["checked", *self.own_names, "outcome"])

    @property
    def result(self) -> dict[str, Any]:
        names = ("checked", "outcome", "note")
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return given | self.own


class AssignForm(OwnFields):
    expert = forms.ChoiceField(
        label=_("Which expert?"), error_messages={"required": _("Choose an expert.")}
    )
    note = NoteField(label=_("Notes of the step"), required=False)

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(person.pk), person.short_name) for person in people]
        self.fields["expert"].choices = [("", _("Choose")), *known]  # type: ignore[attr-defined]
        self.order_fields(["expert", *self.own_names])

    @property
    def result(self) -> dict[str, Any]:
        return {
            "outcome": "assigned",
            "expert": int(self.cleaned_data["expert"]),
            "note": self.cleaned_data["note"],
            **self.own,
        }


class RowsForm(OwnFields):
    """Rows of the same few fields; the first must be filled, those after `shown` wait folded."""

    shown = 2
    count = 0
    names: tuple[str, ...] = ()

    def _row(self, row: int) -> list[forms.BoundField]:
        return [self[f"{name}_{row}"] for name in self.names]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [self._row(row) for row in range(self.shown)]

    @property
    def more_rows(self) -> list[list[forms.BoundField]]:
        return [self._row(row) for row in range(self.shown, self.count)]

    @property
    def has_more(self) -> bool:
        """Whether something was typed there."""
        return self.is_bound and any(bound.value() for row in self.more_rows for bound in row)


class SamplingForm(RowsForm):
    """A few samples, one row each; the first has to be there."""

    count, names = SAMPLE_ROWS, ("what", "batch")
    note = NoteField(label=_("Notes of the step"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(SAMPLE_ROWS):
            self.fields[f"what_{row}"] = forms.CharField(
                label=_("What was taken"), max_length=200, required=row == 0
            )
            self.fields[f"batch_{row}"] = forms.CharField(
                label=_("Batch"), max_length=100, required=False
            )
        self.order_fields([name for name in self.fields if name != "note"])

    @property
    def samples(self) -> list[Taken]:
        given = self.cleaned_data
        rows = range(SAMPLE_ROWS)
        return [
            Taken(given[f"what_{row}"], given[f"batch_{row}"])
            for row in rows
            if given[f"what_{row}"]
        ]


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=4, required=False, localize=False
    )


class LaboratoryForm(RowsForm):
    """Measured values with their limits; a row without a name is empty."""

    count, names = VALUE_ROWS, ("what", "value", "unit", "least", "most", "clause")
    note = NoteField(label=_("Notes of the step"), required=False)
    photos = FilesField(label=_("Photos and papers"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(VALUE_ROWS):
            self.fields[f"what_{row}"] = forms.CharField(
                label=_("What was measured"), max_length=200, required=row == 0
            )
            self.fields[f"value_{row}"] = _number(_("Value"))
            self.fields[f"unit_{row}"] = forms.CharField(
                label=_("Unit of measure"), max_length=20, required=False
            )
            self.fields[f"least_{row}"] = _number(_("At least"))
            self.fields[f"most_{row}"] = _number(_("At most"))
            self.fields[f"clause_{row}"] = forms.CharField(
                label=_("Clause of the standard"), max_length=120, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for row in range(VALUE_ROWS):
            if given.get(f"what_{row}"):
                self._check(row, given)
        return given

    def _check(self, row: int, given: dict[str, Any]) -> None:
        """A value says nothing without its limit and the clause that sets it."""
        if given.get(f"value_{row}") is None and f"value_{row}" not in self.errors:
            self.add_error(f"value_{row}", _("Write the value."))
        if given.get(f"least_{row}") is None and given.get(f"most_{row}") is None:
            self.add_error(f"most_{row}", _("Write a limit: at least, at most, or both."))
        if not given.get(f"clause_{row}"):
            self.add_error(f"clause_{row}", _("Write which clause sets the limit."))

    @property
    def values(self) -> list[Measured]:
        given = self.cleaned_data
        return [
            Measured(
                what=given[f"what_{row}"],
                value=given[f"value_{row}"] or Decimal(0),
                unit=given[f"unit_{row}"],
                at_least=given[f"least_{row}"],
                at_most=given[f"most_{row}"],
                clause=given[f"clause_{row}"],
            )
            for row in range(VALUE_ROWS)
            if given[f"what_{row}"]
        ]


class DecideForm(OwnFields):
    ground = NoteField(
        label=_("Ground of the decision"),
        error_messages={"required": _("Write the ground of the decision.")},
    )
    remedy = NoteField(label=_("What the applicant can do against a refusal"), required=False)

    def __init__(self, *args: Any, rule: StepRule, **kwargs: Any) -> None:
        super().__init__(*args, fields=rule.fields, **kwargs)
        self.fields["outcome"] = _outcomes(rule.outcomes)
        self.order_fields(["outcome", *self.own_names, "ground", "remedy"])


class CompletionForm(forms.Form):
    """What the applicant has to put right: only what is ticked can be changed by them."""

    questions = forms.MultipleChoiceField(
        label=_("Answers to put right"), widget=forms.CheckboxSelectMultiple, required=False
    )
    papers = forms.MultipleChoiceField(
        label=_("Papers to send again"), widget=forms.CheckboxSelectMultiple, required=False
    )
    text = NoteField(
        label=_("What is wrong, for the applicant"),
        error_messages={"required": _("Tell the applicant what is wrong.")},
    )

    def __init__(
        self,
        *args: Any,
        questions: Sequence[tuple[str, str]],
        papers: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = list(questions)  # type: ignore[attr-defined]
        self.fields["papers"].choices = list(papers)  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    has_conflict = forms.ChoiceField(
        label=_("Do you, or people close to you, have an interest in this application?"),
        choices=[("no", _("No, I have none")), ("yes", _("Yes, there is a conflict"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    words = forms.CharField(
        label=_("If yes: which?"), max_length=1_000, required=False, widget=forms.Textarea
    )


class ReasonForm(forms.Form):
    text = NoteField(
        label=_("Why is the work suspended? The applicant reads this."),
        error_messages={"required": _("Say why the work is suspended.")},
    )
