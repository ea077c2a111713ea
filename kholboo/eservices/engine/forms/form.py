"""A form as its pages see it: the data contract and the UI layer read together.

Both were checked at publication (`checking.check_form`); nothing is checked again here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kholboo.eservices.engine.forms.conditions import Condition

Words = Mapping[str, str]


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"


@dataclass(frozen=True)
class Field:
    """One question. `spec`: its part of the schema; `ui`: its part of the UI layer.

    `path` is the key, or `list.key` for a question inside a list; `items` are those questions.
    """

    path: str
    kind: Kind
    spec: Mapping[str, Any]
    ui: Mapping[str, Any]
    is_required: bool
    items: tuple["Field", ...] = ()

    @property
    def key(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def label(self) -> Words:
        words: Words = self.ui["label"]
        return words

    @property
    def show_when(self) -> Condition | None:
        return self.ui.get("show_when")

    @property
    def required_when(self) -> Condition | None:
        return self.ui.get("required_when")

    @property
    def options(self) -> list[tuple[str, Words]]:
        """The choices in their order, each with its words."""
        enum = self.spec["items"]["enum"] if self.kind is Kind.CHOICES else self.spec["enum"]
        return [(value, self.ui["options"][value]) for value in enum]


@dataclass(frozen=True)
class Page:
    """One page of the form; `has_documents` is the page where files are given."""

    key: str
    title: Words
    hint: Words | None
    show_when: Condition | None
    fields: tuple[Field, ...]
    has_documents: bool = False


@dataclass(frozen=True)
class Form:
    pages: tuple[Page, ...]

    @classmethod
    def of(cls, schema: Mapping[str, Any], ui: Mapping[str, Any]) -> "Form":
        required = schema.get("required", ())
        pages = tuple(
            Page(
                key=page["key"],
                title=page["title"],
                hint=page.get("hint"),
                show_when=page.get("show_when"),
                fields=tuple(
                    _field(key, schema["properties"][key], ui["fields"], key in required)
                    for key in page.get("fields", ())
                ),
                has_documents=bool(page.get("documents")),
            )
            for page in ui["pages"]
        )
        return cls(pages)

    @property
    def fields(self) -> Iterator[Field]:
        """Every question in the order of the pages; those of lists stand in `items`."""
        for page in self.pages:
            yield from page.fields

    def at(self, path: Sequence[str]) -> Field | None:
        """The question of this name; `("products", "name")` is one inside a list."""
        found: Field | None = None
        fields = tuple(self.fields)
        for part in path:
            found = next((one for one in fields if one.key == part), None)
            fields = found.items if found else ()
        return found

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)


def _field(
    path: str, spec: Mapping[str, Any], ui: Mapping[str, Mapping[str, Any]], is_required: bool
) -> Field:
    kind, words = kind_of(spec), ui[path]
    items: tuple[Field, ...] = ()
    if kind is Kind.LIST:
        inner, needed = spec["items"]["properties"], spec["items"].get("required", ())
        items = tuple(
            _field(f"{path}.{key}", inner[key], ui, key in needed) for key in words["items"]
        )
    return Field(path, kind, spec, words, is_required, items)


def kind_of(spec: Mapping[str, Any]) -> Kind:
    """Which kind of question a schema of the subset asks."""
    if spec["type"] == "string":
        if "enum" in spec:
            return Kind.CHOICE
        return Kind.DATE if spec.get("format") == "date" else Kind.TEXT
    if spec["type"] == "array":
        return Kind.LIST if spec["items"]["type"] == "object" else Kind.CHOICES
    return Kind(spec["type"])


def keys_of(fields: Sequence[Field]) -> list[str]:
    return [field.key for field in fields]
