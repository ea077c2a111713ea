"""Form fields that Django has not: a choice among rows somebody has read already."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Model

from kholboo.ui.widgets import LongSelect


class RowField(forms.ChoiceField):
    """A choice among rows; gives the row, or None. `key` names the attribute the page knows it by.

    Django's own opens a cursor for each drawing and asks once more for what was chosen; here the
    form hands over rows the process has (`offer`), and the database is asked nothing.
    """

    widget = LongSelect
    default_error_messages = {
        "invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]
    }

    def __init__(self, *, key: str = "pk", empty_label: Any = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._key, self._empty_label = key, empty_label
        self._rows: dict[str, Model] = {}

    def offer(self, rows: Iterable[Model]) -> None:
        """The rows of this form, in their order; said once for each form."""
        self._rows = {str(getattr(row, self._key)): row for row in rows}
        named = [(key, self.label_of(row)) for key, row in self._rows.items()]
        self.choices = [("", self._empty_label), *named]

    def label_of(self, row: Any) -> str:
        return str(row)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, self._key) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        return self._rows.get(super().clean(value))


def offer(form: forms.Form, **rows: Iterable[Model]) -> None:
    """`offer(form, service=…, aimag=…)`: the rows of each of these fields."""
    for name, of_field in rows.items():
        cast(RowField, form.fields[name]).offer(of_field)
