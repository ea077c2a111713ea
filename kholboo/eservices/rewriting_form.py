"""Questions and pages of an applicant's form, read out of the two files that hold them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound, RuleBroken
from kholboo.eservices.engine.bundle import SCHEMA, UI
from kholboo.eservices.engine.forms.checking import check_form
from kholboo.eservices.engine.forms.conditions import Condition
from kholboo.eservices.engine.forms.form import Kind, kind_of
from kholboo.eservices.rewriting import manifest_of, written

ALWAYS, NEVER, CONDITION = "always", "never", "condition"


@dataclass(frozen=True)
class Questions:
    """A form as it stands in the files of a draft, read to be changed."""

    schema: dict[str, Any]
    ui: dict[str, Any]

    def files(self) -> dict[str, str]:
        return {SCHEMA: written(self.schema), UI: written(self.ui)}

    @property
    def pages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ui["pages"]
        return found

    def page(self, key: str) -> dict[str, Any]:
        for page in self.pages:
            if page["key"] == key:
                return page
        raise NotFound(_("The form has no such page."), page=key)

    def page_of(self, path: str) -> dict[str, Any]:
        """The page a question stands on; one inside a list stands where its list does."""
        key = path.partition(".")[0]
        for page in self.pages:
            if key in page.get("fields", ()):
                return page
        raise NotFound(_("The form has no such question."), question=path)

    def spec(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] | None = self.holder(path)["properties"].get(path.split(".")[-1])
        if found is None:
            raise NotFound(_("The form has no such question."), question=path)
        return found

    def looks(self, path: str) -> dict[str, Any]:
        """What the pages say of a question: its words, its hint, when it is asked."""
        self.spec(path)
        found: dict[str, Any] = self.ui["fields"][path]
        return found

    def kind(self, path: str) -> Kind:
        return kind_of(self.spec(path))

    def holder(self, path: str) -> dict[str, Any]:
        """The object of the contract whose property the question is: the form, or items of a list."""
        above, _dot, _key = path.rpartition(".")
        if not above:
            return self.schema
        spec = self.schema["properties"].get(above)
        if "." in above or spec is None or kind_of(spec) is not Kind.LIST:
            raise NotFound(_("The form has no such question."), question=path)
        items: dict[str, Any] = spec["items"]
        return items

    def order(self, path: str) -> list[str]:
        """The row of keys in which the question has its place."""
        self.spec(path)
        above = path.rpartition(".")[0]
        row: list[str] = (
            self.ui["fields"][above]["items"] if above else self.page_of(path)["fields"]
        )
        return row

    def paths(self) -> Iterator[str]:
        """Every question in the order in which it is asked."""
        for page in self.pages:
            for key in page.get("fields", ()):
                yield key
                for inner in self.ui["fields"][key].get("items", ()):
                    yield f"{key}.{inner}"

    def gate(self, path: str) -> Condition | None:
        """When the question is asked at all: its own condition, or that of its page."""
        own: Condition | None = self.ui["fields"][path].get("show_when")
        if own is None and "." not in path:
            return self.page_of(path).get("show_when")
        return own

    def need(self, path: str) -> str:
        """Whether it must be answered where it is asked; CONDITION: as its own condition says."""
        if path.rpartition(".")[2] in self.holder(path).get("required", ()):
            return ALWAYS
        said = self.ui["fields"][path].get("required_when")
        return NEVER if said is None else ALWAYS if said == self.gate(path) else CONDITION


def questions_of(files: Mapping[str, str]) -> Questions:
    """Raises RuleBroken where the two files make no form: then only their text can be changed."""
    schema, ui = (manifest_of(files.get(name, "")) for name in (SCHEMA, UI))
    if check_form(schema, ui):
        raise RuleBroken(_("The form has problems: put them right in the text of its files first."))
    return Questions(schema, ui)
