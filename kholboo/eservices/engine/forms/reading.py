"""What somebody typed, understood: one reading for the pages and for machines.

Everything typed is text or JSON; everything understood is a plain JSON value in one spelling.
A question that is not shown is not asked: what was typed there before is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kholboo.eservices.engine.forms.conditions import holds
from kholboo.eservices.engine.forms.form import Field, Form, Kind, Page
from kholboo.eservices.engine.forms.values import Mistake, read_value


@dataclass(frozen=True)
class Wrong:
    """`place`: `name`, or `products/0/name` with the place of the item as it was typed."""

    place: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    answers: dict[str, Any]
    wrongs: tuple[Wrong, ...]

    @property
    def is_good(self) -> bool:
        return not self.wrongs

    def wrongs_on(self, page: Page) -> list[Wrong]:
        keys = {field.key for field in page.fields}
        return [wrong for wrong in self.wrongs if wrong.place.partition("/")[0] in keys]


def understand(form: Form, typed: Mapping[str, Any], *, is_strict: bool = False) -> Understood:
    """Read every page in its order: a condition looks only at what stands before it.

    `is_strict`, for machines: an answer nobody asked for is a mistake instead of left out.
    """
    answers: dict[str, Any] = {}
    wrongs: list[Wrong] = []
    for page in form.pages:
        if holds(page.show_when, answers):
            for question in page.fields:
                _read(question, typed, answers, wrongs)
    if is_strict:
        asked = set(answers) | {wrong.place.partition("/")[0] for wrong in wrongs}
        wrongs += [
            Wrong(str(key)[:80], "not_asked")
            for key, value in typed.items()
            if key not in asked and not is_empty(value)
        ]
        wrongs += _strange_parts(form, typed)
    return Understood(answers, tuple(wrongs))


def shown_pages(form: Form, answers: Mapping[str, Any]) -> list[Page]:
    return [page for page in form.pages if holds(page.show_when, answers)]


def shown_fields(
    fields: Iterable[Field], answers: Mapping[str, Any], item: tuple[str, Any] | None = None
) -> list[Field]:
    return [field for field in fields if holds(field.show_when, answers, item)]


def is_needed(
    field: Field, answers: Mapping[str, Any], item: tuple[str, Any] | None = None
) -> bool:
    """Whether a question that is shown must be answered."""
    if field.is_required:
        return True
    return field.required_when is not None and holds(field.required_when, answers, item)


def is_empty(value: object) -> bool:
    """Nothing was typed; a tick that is not set is an answer."""
    if isinstance(value, str):
        return not value.replace("\x00", "").strip()
    if isinstance(value, Mapping):
        return all(is_empty(part) or part is False for part in value.values())
    return value is None or value == []


def _read(
    question: Field, typed: Mapping[str, Any], answers: dict[str, Any], wrongs: list[Wrong]
) -> None:
    if not holds(question.show_when, answers):
        return
    if question.kind is Kind.LIST:
        _read_list(question, typed.get(question.key), answers, wrongs)
        return
    spot = Spot(question.key, is_needed(question, answers), wrongs)
    _read_one(question, typed.get(question.key), spot, answers)


@dataclass(frozen=True)
class Spot:
    """Where one answer stands, whether it must be there, and where its mistake goes."""

    place: str
    is_needed: bool
    wrongs: list[Wrong]


def _read_one(question: Field, raw: object, spot: Spot, into: dict[str, Any]) -> None:
    if is_empty(raw):
        if spot.is_needed:
            spot.wrongs.append(Wrong(spot.place, "required"))
        return
    try:
        into[question.key] = read_value(question, raw)
    except Mistake as mistake:
        spot.wrongs.append(Wrong(spot.place, mistake.code, mistake.facts))


def _read_list(question: Field, raw: object, answers: dict[str, Any], wrongs: list[Wrong]) -> None:
    """Items of which nothing was typed are left out; the others keep the place they were typed."""
    rows = raw if isinstance(raw, list) else []
    if raw is not None and not isinstance(raw, list):
        wrongs.append(Wrong(question.key, "wrong_type"))
        return
    most = question.spec["maxItems"]
    if len(rows) > most:
        wrongs.append(Wrong(question.key, "too_many", {"most": most}))
        rows = rows[:most]
    items: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        where = f"{question.key}/{place}"
        if not isinstance(row, Mapping):
            wrongs.append(Wrong(where, "wrong_type"))
        elif not is_empty(row):
            items.append(_read_item(question, row, where, answers, wrongs))
    needed = is_needed(question, answers)
    # A list that need not be there says how many there are only where it is there.
    least = max(question.spec.get("minItems", 0), 1) if items or needed else 0
    if len(items) < least:
        wrongs.append(Wrong(question.key, "too_few" if items else "required", {"least": least}))
    if items:
        answers[question.key] = items


def _read_item(
    question: Field,
    row: Mapping[str, Any],
    where: str,
    answers: dict[str, Any],
    wrongs: list[Wrong],
) -> dict[str, Any]:
    item: dict[str, Any] = {}
    here = (question.key, item)
    for inner in question.items:
        if holds(inner.show_when, answers, here):
            needed = is_needed(inner, answers, here)
            spot = Spot(f"{where}/{inner.key}", needed, wrongs)
            _read_one(inner, row.get(inner.key), spot, item)
    return item


def _strange_parts(form: Form, typed: Mapping[str, Any]) -> list[Wrong]:
    """Keys inside items that no question has."""
    return [
        Wrong(f"{question.key}/{place}/{str(key)[:80]}", "not_asked")
        for question in form.fields
        if question.kind is Kind.LIST and isinstance(typed.get(question.key), list)
        for place, row in enumerate(typed[question.key][: question.spec["maxItems"]])
        if isinstance(row, Mapping)
        for key in row
        if key not in {inner.key for inner in question.items}
    ]
