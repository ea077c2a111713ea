"""What changed: between two answers of one form, and between two forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from kholboo.eservices.engine.forms.form import Field, Form, Kind
from kholboo.eservices.engine.forms.telling import say, text_of


@dataclass(frozen=True)
class Change:
    """One question whose answer is another now, in words."""

    path: str
    label: str
    before: str
    after: str


class Difference(StrEnum):
    NEW = "new"
    GONE = "gone"
    ASKED_OTHERWISE = "otherwise"


@dataclass(frozen=True)
class Asked:
    """One question that a newer form asks and an older did not, or the other way round."""

    path: str
    page: str
    label: str
    kind: Difference


def changes(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> list[Change]:
    """Answer by answer in the order of the form; items of lists are compared by their place."""
    return [change for field in form.fields for change in _of_field(field, before, after, language)]


def _of_field(
    field: Field, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> Iterator[Change]:
    old, new = before.get(field.key), after.get(field.key)
    if old == new:
        return
    if field.kind is not Kind.LIST:
        yield Change(
            field.path,
            say(field.label, language),
            text_of(field, old, language),
            text_of(field, new, language),
        )
        return
    name = say(field.ui["item"], language)
    nothing: Mapping[str, Any] = {}
    pairs = zip_longest(old or [], new or [], fillvalue=nothing)
    for place, (was, now) in enumerate(pairs, start=1):
        for inner in field.items:
            if was.get(inner.key) != now.get(inner.key):
                yield Change(
                    inner.path,
                    f"{name} {place}: {say(inner.label, language)}",
                    text_of(inner, was.get(inner.key), language),
                    text_of(inner, now.get(inner.key), language),
                )


def differences(old: Form, new: Form, language: str) -> list[Asked]:
    """What the newer form asks that the older did not, what it asks otherwise, what is gone."""
    before, after = dict(_all(old)), dict(_all(new))
    found = []
    for path, (page, field) in after.items():
        earlier = before.get(path)
        if earlier is None:
            kind = Difference.NEW
        elif _contract(earlier[1]) == _contract(field):
            continue
        else:
            kind = Difference.ASKED_OTHERWISE
        found.append(Asked(path, page, say(field.label, language), kind))
    found += [
        Asked(path, page, say(field.label, language), Difference.GONE)
        for path, (page, field) in before.items()
        if path not in after
    ]
    return found


def _contract(field: Field) -> tuple[object, ...]:
    """What decides which answers are good; of a list, all but its questions (they speak alone)."""
    spec = {name: value for name, value in field.spec.items() if name != "items"}
    options = sorted(field.ui["options"]) if "options" in field.ui else None
    return (field.kind, spec, field.is_required, options, field.show_when, field.required_when)


def _all(form: Form) -> Iterator[tuple[str, tuple[str, Field]]]:
    for page in form.pages:
        for field in page.fields:
            yield field.path, (page.key, field)
            for inner in field.items:
                yield inner.path, (page.key, inner)
