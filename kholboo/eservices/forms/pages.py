"""One page of a procedure's form, made from its UI layer; the engine alone judges the answers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorDict

from kholboo.eservices.engine.forms.conditions import Condition, fields_of
from kholboo.eservices.engine.forms.form import Field, Kind, Page
from kholboo.eservices.engine.forms.named import NAMED
from kholboo.eservices.engine.forms.reading import Wrong, is_needed, shown_fields
from kholboo.eservices.engine.forms.shapes import DAY_PARTS
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.typed import flat, rows_name, rows_of
from kholboo.eservices.forms.words import sentence
from kholboo.ui.widgets import DayWidget, LongSelect

# Letters from which one line is too little.
LONG = 300


@dataclass(frozen=True)
class Given:
    """What a page is made from: everything typed so far, and what of it was understood.

    `wrongs` is None for a page that nobody sent yet; `only` leaves out all other questions.
    """

    typed: Mapping[str, Any]
    answers: Mapping[str, Any]
    wrongs: Iterable[Wrong] | None = None
    only: frozenset[str] | None = None


@dataclass(frozen=True)
class Question:
    """One question as the page shows it. `when`: data for the script that shows it at once."""

    bound: BoundField
    label: str
    hint: str
    width: str
    autocomplete: str
    inputmode: str
    is_shown: bool
    when: Condition | None
    is_sample: bool

    @property
    def when_json(self) -> str:
        return json.dumps(self.when)


@dataclass(frozen=True)
class Item:
    """One item of a list; `number` counts from 1, `removal` is what its button sends."""

    number: int
    title: str
    questions: tuple[Question, ...]
    removal: str


@dataclass(frozen=True)
class Group:
    """One question, or a list with its items and the button that adds one."""

    question: Question | None = None
    key: str = ""
    title: str = ""
    hint: str = ""
    add: str = ""
    rows_name: str = ""
    errors: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    may_add: bool = False


class PageForm(forms.Form):
    """Bound to what was typed; `wrongs` are the engine's and nobody else judges.

    `answers` are those understood so far: they decide what is shown and what must be said.
    """

    def __init__(self, page: Page, given: Given, *, language: str) -> None:
        inputs = flat(page, given.typed)
        super().__init__(data=inputs if given.wrongs is not None else None, initial=inputs)
        self._typed, self._answers = given.typed, given.answers
        self._language, self._wrongs = language, tuple(given.wrongs or ())
        self._fields = [one for one in page.fields if given.only is None or one.key in given.only]
        for field in self._fields:
            if field.kind is Kind.LIST:
                self._add_list(field)
            else:
                needed = is_needed(field, self._answers) or _is_needed_when_shown(field)
                self.fields[field.key] = input_of(
                    field, say(field.label, language), needed, language
                )
                self._put(field, field.key)

    def full_clean(self) -> None:
        """The engine has judged already; its words go to their places."""
        self._errors = ErrorDict()
        if not self.is_bound:
            return
        self.cleaned_data = {}
        for wrong in self._wrongs:
            name = wrong.place.replace("/", "-")
            # A list as a whole has no input of its own: its first question stands for it.
            place = name if name in self.fields else self._first_of(name)
            if place:
                self.add_error(place, ValidationError(sentence(wrong), code="required"))

    def groups(self) -> list[Group]:
        """What the page shows, in its order."""
        shown = {field.key for field in shown_fields(self._fields, self._answers)}
        return [
            self._group(field)
            if field.kind is Kind.LIST
            else Group(question=self._question(field, field.key, is_shown=field.key in shown))
            for field in self._fields
        ]

    def _first_of(self, name: str) -> str:
        return next((known for known in self.fields if known.startswith(f"{name}-")), "")

    def _add_list(self, field: Field) -> None:
        item = say(field.ui["item"], self._language)
        for place, row in enumerate(rows_of(field, self._typed)):
            for inner in field.items:
                name = f"{field.key}-{place}-{inner.key}"
                label = f"{item} {place + 1}. {say(inner.label, self._language)}"
                needed = is_needed(inner, self._answers, (field.key, row))
                self.fields[name] = input_of(inner, label, needed, self._language)
                self._put(inner, name)

    def _put(self, field: Field, name: str) -> None:
        """What stands in the input: three boxes of a day want their three parts."""
        if field.kind is Kind.DATE and not self.is_bound:
            self.initial[name] = [self.initial.get(name + part) for part in DAY_PARTS]

    def _group(self, field: Field) -> Group:
        rows = rows_of(field, self._typed)
        name = say(field.ui["item"], self._language)
        items = []
        for place, row in enumerate(rows):
            here = (field.key, row)
            shown = {one.key for one in shown_fields(field.items, self._answers, here)}
            questions = tuple(
                self._question(
                    inner, f"{field.key}-{place}-{inner.key}", is_shown=inner.key in shown
                )
                for inner in field.items
            )
            removal = f"remove:{field.key}:{place}" if len(rows) > 1 else ""
            items.append(Item(place + 1, f"{name} {place + 1}", questions, removal))
        return Group(
            key=field.key,
            title=say(field.label, self._language),
            hint=say(field.ui.get("hint"), self._language),
            add=say(field.ui["add"], self._language),
            rows_name=rows_name(field),
            items=tuple(items),
            may_add=len(rows) < field.spec["maxItems"],
        )

    def _question(self, field: Field, name: str, *, is_shown: bool) -> Question:
        named = NAMED.get(str(field.spec.get("format")))
        digits = "numeric" if field.kind is Kind.INTEGER else ""
        digits = "decimal" if field.kind is Kind.NUMBER else digits
        return Question(
            bound=self[name],
            label=say(field.label, self._language),
            hint=say(field.ui.get("hint"), self._language),
            width=field.ui.get("width", "full"),
            autocomplete=field.ui.get("autocomplete", ""),
            inputmode=named.inputmode if named else digits,
            is_shown=is_shown,
            when=field.show_when if self._is_here(field) else None,
            is_sample=bool(field.ui.get("sample")),
        )

    def _is_here(self, field: Field) -> bool:
        """Whether the condition looks at questions of this page alone, so that a script can judge."""
        if field.show_when is None or "." in field.path:
            return False
        keys = {one.key for one in self._fields}
        return all(path in keys for path in fields_of(field.show_when))


def _is_needed_when_shown(field: Field) -> bool:
    """A question that a script may show at once says from the start whether it must be answered."""
    return field.required_when is not None and field.required_when == field.show_when


def input_of(field: Field, label: str, needed: bool, language: str) -> forms.Field:
    """A field that takes anything: the engine judges."""
    more: dict[str, Any] = {"label": label, "required": needed}
    match field.kind:
        case Kind.BOOLEAN:
            return forms.BooleanField(**more)
        case Kind.DATE:
            return forms.Field(widget=DayWidget(), **more)
        case Kind.CHOICE | Kind.CHOICES:
            choices = [(value, say(words, language)) for value, words in field.options]
            return _choice(field, choices, more)
    if field.ui.get("widget") == "area" or field.spec.get("maxLength", 0) > LONG:
        area = forms.Field(widget=forms.Textarea({"data-limit": field.spec["maxLength"]}), **more)
        area.max_length = field.spec["maxLength"]  # type: ignore[attr-defined]
        return area
    return forms.Field(widget=forms.TextInput(), **more)


def _choice(field: Field, choices: list[tuple[str, str]], more: dict[str, Any]) -> forms.Field:
    if field.kind is Kind.CHOICES:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **more
        )
    if field.ui.get("widget") == "select":
        return forms.ChoiceField(choices=[("", "–"), *choices], widget=LongSelect, **more)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **more)
