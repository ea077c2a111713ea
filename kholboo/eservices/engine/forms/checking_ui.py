"""What the pages of a form must be: order, words in both languages, conditions that look back."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.forms.checking_conditions import ConditionCheck, specs_of
from kholboo.eservices.engine.forms.form import Kind, kind_of
from kholboo.eservices.engine.forms.shapes import (
    UI_FILE,
    is_key,
    pointer,
    problem,
    words_are_wrong,
)

MOST_PAGES = 20
_PAGE = frozenset({"key", "title", "hint", "fields", "show_when", "documents", "sample"})
_FIELD = frozenset({
    "label", "hint", "widget", "width", "options", "show_when", "required_when", "prefill",
    "remember", "personal", "autocomplete", "sample",
})  # fmt: skip
_LIST = _FIELD | {"items", "item", "add"}
WIDGETS: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("line", "area"),
    Kind.INTEGER: ("line",),
    Kind.NUMBER: ("line",),
    Kind.BOOLEAN: ("tick",),
    Kind.DATE: ("day",),
    Kind.CHOICE: ("radio", "select"),
    Kind.CHOICES: ("ticks",),
    Kind.LIST: ("list",),
}
WIDTHS = ("full", "20", "10", "5")
# What an account or an organisation has told us already.
PREFILLS = frozenset({
    "organisation.name", "organisation.register", "person.given_name", "person.family_name",
    "person.phone", "person.email", "membership.position",
})  # fmt: skip
AUTOCOMPLETE = frozenset({
    "name", "given-name", "family-name", "email", "tel", "tel-national", "organization",
    "organization-title", "street-address", "off",
})  # fmt: skip


class UiCheck:
    """One walk over the pages, against a sound data contract."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._specs, self._required = specs_of(schema)
        self._conditions = ConditionCheck(schema, UI_FILE)

    def root(self, ui: object) -> Iterator[Problem]:
        if not isinstance(ui, Mapping):
            yield self._problem("", "not_an_object")
            return
        for name in islice(ui, 100):
            if name not in ("pages", "fields", "$comment"):
                yield self._problem(pointer(name), "keyword_unknown", name)
        fields, pages = ui.get("fields"), ui.get("pages")
        if not isinstance(pages, list) or not 1 <= len(pages) <= MOST_PAGES:
            yield self._problem("/pages", "pages_wrong")
            return
        if not isinstance(fields, Mapping):
            yield self._problem("/fields", "not_an_object")
            return
        wrong = list(self._known(fields))
        # A question without its words cannot be judged further.
        yield from wrong or self._pages(pages, fields)

    def _known(self, fields: Mapping[str, Any]) -> Iterator[Problem]:
        for path in islice(fields, 500):
            if path not in self._specs:
                yield self._problem(pointer("fields", path), "field_unknown", path)
        for path in self._specs:
            if not isinstance(fields.get(path), Mapping):
                yield self._problem(pointer("fields", path), "words_missing", path)

    def _pages(self, pages: list[object], fields: Mapping[str, Any]) -> Iterator[Problem]:
        seen: list[str] = []
        keys: set[str] = set()
        papers = 0
        for place, page in enumerate(pages):
            where = pointer("pages", place)
            if not isinstance(page, Mapping):
                yield self._problem(where, "not_an_object")
                continue
            yield from self._page(page, where, keys)
            papers += page.get("documents") is True
            if "show_when" in page:
                yield from self._conditions.condition(page["show_when"], f"{where}/show_when", seen)
            yield from self._placed(page, where, fields, seen)
        if papers > 1:
            yield self._problem("/pages", "two_pages_of_documents")
        for key in self._specs:
            if "." not in key and key not in seen:
                yield self._problem(pointer("fields", key), "field_not_placed", key)

    def _page(self, page: Mapping[str, Any], where: str, keys: set[str]) -> Iterator[Problem]:
        for name in islice(page, 50):
            if name not in _PAGE:
                yield self._problem(f"{where}{pointer(name)}", "keyword_unknown", name)
        key = page.get("key")
        if not is_key(key) or key in keys or key in ("check", "sent", "moved", "delete", "file"):
            yield self._problem(f"{where}/key", "key_is_wrong", key)
        keys.add(str(key))
        yield from self._words(page, where, ("title",), ("hint",))
        if page.get("documents", True) is not True:
            yield self._problem(f"{where}/documents", "out_of_walls", page["documents"])

    def _placed(
        self, page: Mapping[str, Any], where: str, fields: Mapping[str, Any], seen: list[str]
    ) -> Iterator[Problem]:
        named = page.get("fields", [])
        if not isinstance(named, list) or not (named or page.get("documents")):
            yield self._problem(f"{where}/fields", "not_a_list")
            return
        for place, key in enumerate(named[:200]):
            if not isinstance(key, str) or "." in key or key not in self._specs or key in seen:
                yield self._problem(f"{where}/fields/{place}", "field_unknown", key)
                continue
            hidden = "show_when" in page
            yield from self._field(key, fields, seen, is_hidden=hidden)
            seen.append(key)

    def _field(
        self, path: str, fields: Mapping[str, Any], seen: list[str], *, is_hidden: bool
    ) -> Iterator[Problem]:
        spec, ui, where = self._specs[path], fields[path], pointer("fields", path)
        kind = kind_of(spec)
        for name in islice(ui, 50):
            if name not in (_LIST if kind is Kind.LIST else _FIELD):
                yield self._problem(f"{where}{pointer(name)}", "keyword_unknown", name)
        yield from self._words(ui, where, ("label",), ("hint",))
        yield from self._looks(ui, where, kind)
        yield from self._options(spec, ui, where, kind)
        for name in ("show_when", "required_when"):
            if name in ui:
                yield from self._conditions.condition(ui[name], f"{where}/{name}", seen)
        if (is_hidden or "show_when" in ui) and path in self._required:
            # What is not asked cannot be demanded: the UI layer says when it is.
            yield self._problem(f"{where}/show_when", "hidden_but_required", path)
        if kind is Kind.LIST:
            yield from self._list(path, fields, seen)

    def _list(self, path: str, fields: Mapping[str, Any], seen: list[str]) -> Iterator[Problem]:
        ui, where = fields[path], pointer("fields", path)
        yield from self._words(ui, where, ("item", "add"), ())
        known = set(self._specs[path]["items"]["properties"])
        named = ui.get("items")
        if not isinstance(named, list) or sorted(map(str, named)) != sorted(known):
            yield self._problem(f"{where}/items", "items_wrong", named)
            return
        before = list(seen)
        for key in named:
            yield from self._field(f"{path}.{key}", fields, before, is_hidden=False)
            before.append(f"{path}.{key}")

    def _looks(self, ui: Mapping[str, Any], where: str, kind: Kind) -> Iterator[Problem]:
        allowed: dict[str, object] = {
            "widget": WIDGETS[kind],
            "width": WIDTHS,
            "prefill": PREFILLS if kind is Kind.TEXT else (),
            "autocomplete": AUTOCOMPLETE,
            "remember": (True, False),
            "personal": (True, False),
            "sample": (True, False),
        }
        for name, values in allowed.items():
            value = ui.get(name)
            if name in ui and not (isinstance(value, (str, bool)) and value in values):  # type: ignore[operator]
                yield self._problem(f"{where}/{name}", "out_of_walls", value)

    def _options(
        self, spec: Mapping[str, Any], ui: Mapping[str, Any], where: str, kind: Kind
    ) -> Iterator[Problem]:
        enum = spec.get("enum", []) if kind is Kind.CHOICE else []
        if kind is Kind.CHOICES:
            enum = spec["items"]["enum"]
        options = ui.get("options", {})
        if not isinstance(options, Mapping) or set(options) != set(enum):
            yield self._problem(f"{where}/options", "options_wrong")
            return
        for value, words in options.items():
            if words_are_wrong(words):
                yield self._problem(f"{where}{pointer('options', value)}", "words_missing", value)

    def _words(
        self,
        ui: Mapping[str, Any],
        where: str,
        needed: tuple[str, ...],
        allowed: tuple[str, ...],
    ) -> Iterator[Problem]:
        for name in (*needed, *allowed):
            if (name in needed or name in ui) and words_are_wrong(ui.get(name)):
                yield self._problem(f"{where}/{name}", "words_missing", ui.get(name))

    def _problem(self, where: str, code: str, detail: object = "") -> Problem:
        return problem(where, code, UI_FILE, detail)
