"""Answers as people read them: for "check your answers", for officers and for letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kholboo.eservices.engine.forms.form import Field, Form, Kind, Words
from kholboo.eservices.engine.forms.reading import shown_fields, shown_pages

NO_ANSWER = "–"
_YES_NO = {"mn": ("Тийм", "Үгүй"), "en": ("Yes", "No")}


@dataclass(frozen=True)
class Section:
    """A page of the form, or one item of a list in it; rows are pairs (question, answer)."""

    page: str
    title: str
    rows: tuple[tuple[str, str], ...]


def say(words: Words | None, language: str) -> str:
    """The words in this language; Mongolian where it is another than ours."""
    return "" if words is None else words.get(language) or words["mn"]


def told(form: Form, answers: Mapping[str, Any], language: str) -> list[Section]:
    """Every question that is asked of these answers, page by page; items of lists by themselves."""
    found: list[Section] = []
    for page in shown_pages(form, answers):
        shown = shown_fields(page.fields, answers)
        plain = [field for field in shown if field.kind is not Kind.LIST]
        if plain:
            rows = tuple(
                (say(one.label, language), text_of(one, answers.get(one.key), language))
                for one in plain
            )
            found.append(Section(page.key, say(page.title, language), rows))
        for one in shown:
            if one.kind is Kind.LIST:
                found += _items(page.key, one, answers, language)
    return found


def _items(page: str, field: Field, answers: Mapping[str, Any], language: str) -> list[Section]:
    items = answers.get(field.key) or []
    name = say(field.ui["item"], language)
    return [
        Section(page, f"{name} {place}", _rows(field, item, answers, language))
        for place, item in enumerate(items, start=1)
    ] or [Section(page, say(field.label, language), ((name, NO_ANSWER),))]


def _rows(
    field: Field, item: Mapping[str, Any], answers: Mapping[str, Any], language: str
) -> tuple[tuple[str, str], ...]:
    shown = shown_fields(field.items, answers, (field.key, item))
    return tuple(
        (say(inner.label, language), text_of(inner, item.get(inner.key), language))
        for inner in shown
    )


def text_of(field: Field, value: Any, language: str) -> str:
    """One answer in words; a dash where there is none."""
    if value in (None, "", []):
        return NO_ANSWER
    match field.kind:
        case Kind.BOOLEAN:
            return _YES_NO.get(language, _YES_NO["mn"])[0 if value else 1]
        case Kind.CHOICE:
            return say(dict(field.options).get(value, {"mn": str(value)}), language)
        case Kind.CHOICES:
            words = dict(field.options)
            return ", ".join(say(words.get(one, {"mn": str(one)}), language) for one in value)
        case Kind.LIST:
            lines = (_line(field, item, language) for item in value)
            return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
        case _:
            return str(value)


def _line(field: Field, item: Mapping[str, Any], language: str) -> str:
    told_parts = (text_of(inner, item.get(inner.key), language) for inner in field.items)
    return " · ".join(part for part in told_parts if part != NO_ANSWER)
