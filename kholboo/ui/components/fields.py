"""Form fields: label, hint, control and error in one piece, tied together for screen readers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from kholboo.ui.components.engine import Component, component
from kholboo.ui.widgets import DayWidget, VoiceInput


@dataclass(frozen=True)
class Choice:
    """One radio button or tick box with what explains it."""

    control: SafeString
    id: str
    label: object
    hint: object = ""
    icon: str = ""


@component("field")
@dataclass(frozen=True)
class Field(Component):
    """Any field of any form; what it looks like follows from its widget.

    `hints` and `icons` are mappings from a choice's value. `width`: full, 20, 10, 5 (letters).
    A field that need not be filled says so itself. `is_row` puts choices side by side.
    """

    bound: BoundField
    label: object = ""
    hint: object = ""
    width: str = "full"
    autocomplete: str = ""
    inputmode: str = ""
    rows: int = 6
    hints: Mapping[Any, object] = field(default_factory=dict)
    icons: Mapping[Any, str] = field(default_factory=dict)
    is_row: bool = False
    is_quiet: bool = False

    @cached_property
    def shape(self) -> str:
        """hidden, day, voice, file, tick (one box), choices (many), area, select or line."""
        widget = self.bound.field.widget
        shapes: list[tuple[type[forms.Widget], str]] = [
            (forms.HiddenInput, "hidden"),
            (DayWidget, "day"),
            (VoiceInput, "voice"),
            (forms.FileInput, "file"),
            (forms.CheckboxSelectMultiple, "choices"),
            (forms.RadioSelect, "choices"),
            (forms.CheckboxInput, "tick"),
            (forms.Textarea, "area"),
            (forms.Select, "select"),
        ]
        return next((shape for kind, shape in shapes if isinstance(widget, kind)), "line")

    @property
    def title(self) -> object:
        return self.label or self.bound.label

    @cached_property
    def help(self) -> object:
        return self.hint or self.bound.help_text

    @cached_property
    def id(self) -> str:
        return self.bound.id_for_label or self.bound.auto_id or self.bound.html_name

    @property
    def group_id(self) -> str:
        """Where an error link lands: the first control of a group."""
        return self.choices[0].id if self.shape == "choices" and self.choices else self.id

    @property
    def is_optional(self) -> bool:
        return not (self.bound.field.required or self.is_quiet)

    @property
    def limit(self) -> int | None:
        """Letters a text area takes; counted on the page while typing."""
        return getattr(self.bound.field, "max_length", None)

    @cached_property
    def described_by(self) -> str:
        parts = []
        if self.help:
            parts.append(f"{self.id}-hint")
        if self.bound.errors:
            parts.append(f"{self.id}-error")
        if self.shape == "area" and self.limit:
            parts.append(f"{self.id}-count")
        return " ".join(parts)

    @cached_property
    def control(self) -> SafeString:
        """The control itself, with the attributes that tie it to its words."""
        names = {"area": "area", "select": "select", "file": "file", "voice": "file"}
        attrs: dict[str, Any] = {"class": f"{names.get(self.shape, 'line')} width-{self.width}"}
        if self.shape == "tick":
            attrs["class"] = "tick"
        if self.described_by:
            attrs["aria-describedby"] = self.described_by
        if self.autocomplete:
            attrs["autocomplete"] = self.autocomplete
        if self.inputmode:
            attrs["inputmode"] = self.inputmode
        if self.shape == "area":
            attrs["rows"] = self.rows
        return self.bound.as_widget(attrs=attrs | self.attrs)

    @cached_property
    def choices(self) -> list[Choice]:
        return [
            Choice(
                control=SafeString(choice.tag()),
                id=choice.id_for_label,
                label=choice.choice_label,
                hint=self._of(self.hints, choice.data["value"]),
                icon=str(self._of(self.icons, choice.data["value"])),
            )
            for choice in self.bound.subwidgets
            if choice.data["value"] not in ("", None)
        ]

    def _of(self, words: Mapping[Any, object], value: object) -> object:
        return words.get(value) or words.get(str(value)) or ""


@component("fields")
@dataclass(frozen=True)
class Fields(Component):
    """Every field of the form in its own order, hidden ones first."""

    form: BaseForm

    @property
    def hidden(self) -> list[BoundField]:
        return self.form.hidden_fields()

    @property
    def visible(self) -> list[BoundField]:
        return self.form.visible_fields()


@component("error_summary")
@dataclass(frozen=True)
class ErrorSummary(Component):
    """What to correct, above the form; takes the focus and links to each field."""

    form: BaseForm
    title: object = ""

    @property
    def errors(self) -> Iterator[tuple[str, str]]:
        """Pairs of (id of the control, sentence); the id is empty for the whole form.

        Django's own "this field is required" does not say which, so the label goes before it.
        """
        for name, errors in self.form.errors.as_data().items():
            field = None if name == NON_FIELD_ERRORS else Field(self.form[name])
            for error in errors:
                sentence = " ".join(str(each) for each in error.messages)
                if field and error.code == "required":
                    title = str(field.title)
                    sentence = f"{title}{' ' if title.endswith('?') else ': '}{sentence}"
                yield field.group_id if field else "", sentence
