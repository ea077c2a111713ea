"""The fields a procedure gives one of its steps, as they are typed; the engine alone judges them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language

from kholboo.eservices.engine.forms.form import Field, Kind
from kholboo.eservices.engine.forms.reading import Understood, Wrong, understand
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.engine.forms.written import form_of_fields
from kholboo.eservices.forms.pages import input_of
from kholboo.eservices.forms.words import sentence
from kholboo.ui.widgets import DayField


class OwnFields(forms.Form):
    """Inputs `own_<key>`: a key of the procedure is never taken for one of the form itself."""

    def __init__(self, *args: Any, fields: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = form_of_fields(fields)
        for field in self._asked.fields:
            self.fields[named(field.key)] = _typed(field)

    @property
    def own_names(self) -> list[str]:
        return [named(field.key) for field in self._asked.fields]

    @property
    def own_bound(self) -> list[forms.BoundField]:
        return [self[name] for name in self.own_names]

    @property
    def own(self) -> dict[str, Any]:
        """What was typed, by the keys of the procedure."""
        found = {one.key: self.cleaned_data.get(named(one.key)) for one in self._asked.fields}
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in found.items()
        }

    @property
    def understood(self) -> Understood:
        return understand(self._asked, self.own)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for wrong in self.understood.wrongs:
            if named(wrong.place) not in self.errors:
                self.add_error(named(wrong.place), sentence(wrong))
        return given


def named(key: str) -> str:
    return f"own_{key}"


def own_initial(fields: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    """What was written the last time, as the inputs take it."""
    return {
        named(one["key"]): date.fromisoformat(values[one["key"]])
        if one["type"] == "date"
        else values[one["key"]]
        for one in fields
        if values.get(one["key"]) not in (None, "")
    }


def _typed(field: Field) -> forms.Field:
    language = get_language() or "mn"
    label = say(field.label, language)
    if field.kind is Kind.DATE:
        made: forms.Field = DayField(label=label, required=field.is_required)
    else:
        # A tick may stay empty, whatever else is obligatory.
        made = input_of(field, label, field.is_required, language)
    made.error_messages["required"] = sentence(Wrong(field.key, "required"))
    return made
