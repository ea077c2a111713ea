"""Questions and pages of an applicant's form, changed.

A change is made on a reading of its own and written back as text; what no form of ours asks for
stays as somebody wrote it. Whether the whole still fits together, the publication check says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.book import said
from kholboo.eservices.engine.forms.conditions import Condition, fields_of
from kholboo.eservices.engine.forms.form import Kind
from kholboo.eservices.engine.forms.shapes import SENT_BESIDE, beside_days
from kholboo.eservices.rewriting_form import ALWAYS, CONDITION, NEVER, Questions
from kholboo.eservices.rewriting_rows import new_key

# Names that pages of applicants send beside the answers, and addresses that are no page.
TAKEN = SENT_BESIDE | {"check", "sent", "moved", "delete", "file"}


@dataclass(frozen=True)
class Question:
    """What is asked: its part of the contract, its part of the pages, whether it must be answered.

    `inner` is what the pages say of the questions a new list begins with, by their keys.
    """

    spec: Mapping[str, Any]
    looks: Mapping[str, Any]
    need: str
    inner: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def put_question(found: Questions, path: str, question: Question) -> None:
    """The question is asked so from now on; of its looks a part that is None goes."""
    found.spec(path)
    needs = {**_needs(found), path: question.need}
    _write(found, path, question)
    _settle(found, needs)


def add_question(found: Questions, question: Question, *, page: str = "", within: str = "") -> str:
    """At the end of a page, or of the list `within`. Gives its path: a key of its English words."""
    needs = _needs(found)
    holder = found.holder(f"{within}.") if within else found.schema
    taken = {*holder["properties"], *beside_days(holder["properties"]), *TAKEN}
    key = new_key(question.looks["label"]["en"], taken)
    path = f"{within}.{key}" if within else key
    row = found.ui["fields"][within]["items"] if within else _row_of(found.page(page))
    row.append(key)
    found.ui["fields"][path] = {"items": [*question.inner]} if question.inner else {}
    for inner, looks in question.inner.items():
        found.ui["fields"][f"{path}.{inner}"] = dict(looks)
        needs[f"{path}.{inner}"] = ALWAYS
    _write(found, path, question)
    _settle(found, {**needs, path: question.need})
    return path


def drop_question(found: Questions, path: str) -> None:
    """It is not asked any more. Raises RuleBroken while others are asked depending on it."""
    others = dependents(found, path)
    if others:
        raise RuleBroken(
            _("Change when these are asked first, for they depend on it: %(names)s")
            % {"names": "; ".join(said(found.looks(one)["label"]) for one in others)}
        )
    row, holder = found.order(path), found.holder(path)
    key = path.rpartition(".")[2]
    is_last = len(row) == 1 and not ("." not in path and found.page_of(path).get("documents"))
    if is_last and "." in path:
        raise RuleBroken(_("It is the only question of its list: take the list away instead."))
    if is_last:
        raise RuleBroken(_("It is the only question of its page: take the page away instead."))
    row.remove(key)
    _forget(found, path, holder)


def move_question(found: Questions, path: str, by: int) -> None:
    """One place up (-1) or down (1); from the end of a page to the next one."""
    needs, row, key = _needs(found), found.order(path), path.rpartition(".")[2]
    place = row.index(key) + by
    if 0 <= place < len(row):
        row.remove(key)
        row.insert(place, key)
    elif "." not in path:
        _over_the_edge(found, key, by)
    _settle(found, needs)


def take_to(found: Questions, path: str, page: str) -> None:
    """To the end of another page."""
    here, there = found.page_of(path), found.page(page)
    if here is not there:
        needs = _needs(found)
        _leave(here, path)
        _row_of(there).append(path)
        _settle(found, needs)


def add_page(found: Questions, looks: Mapping[str, Any], *, is_documents: bool = False) -> str:
    """As the last page; gives its key. Without questions it is none yet, unless it asks for papers."""
    key = new_key(looks["title"]["en"], {page["key"] for page in found.pages} | TAKEN)
    page: dict[str, Any] = {"key": key}
    page |= {name: value for name, value in looks.items() if value is not None}
    found.pages.append({**page, "documents": True} if is_documents else {**page, "fields": []})
    return key


def put_page(found: Questions, key: str, looks: Mapping[str, Any]) -> None:
    needs, page = _needs(found), found.page(key)
    _replace(page, looks)
    _settle(found, needs)


def drop_page(found: Questions, key: str) -> None:
    """With its questions. Raises RuleBroken while questions elsewhere depend on one of them."""
    page = found.page(key)
    mine = list(page.get("fields", ()))
    if len(found.pages) == 1:
        raise RuleBroken(_("A form has at least one page."))
    for path in mine:
        others = [one for one in dependents(found, path) if one.partition(".")[0] not in mine]
        if others:
            raise RuleBroken(
                _("“%(what)s” stands on this page, and these depend on it: %(names)s")
                % {
                    "what": said(found.looks(path)["label"]),
                    "names": "; ".join(said(found.looks(one)["label"]) for one in others),
                }
            )
    found.pages.remove(page)
    for path in mine:
        _forget(found, path, found.schema)


def move_page(found: Questions, key: str, by: int) -> None:
    page = found.page(key)
    place = found.pages.index(page) + by
    if 0 <= place < len(found.pages):
        found.pages.remove(page)
        found.pages.insert(place, page)


def put_choices(found: Questions, path: str, rows: list[Mapping[str, Any]]) -> None:
    """`rows` have a key and a title, in the order in which they are offered."""
    spec = found.spec(path)
    (spec["items"] if found.kind(path) is Kind.CHOICES else spec)["enum"] = [
        row["key"] for row in rows
    ]
    found.looks(path)["options"] = {row["key"]: row["title"] for row in rows}


def dependents(found: Questions, path: str) -> list[str]:
    """Other questions that are asked, or must be answered, depending on this one."""

    def looks_here(condition: Condition | None) -> bool:
        return condition is not None and any(
            one == path or one.startswith(f"{path}.") for one in fields_of(condition)
        )

    return [
        one
        for one in found.paths()
        if one != path
        and not one.startswith(f"{path}.")
        and (looks_here(found.gate(one)) or looks_here(found.looks(one).get("required_when")))
    ]


def _write(found: Questions, path: str, question: Question) -> None:
    properties = found.holder(path)["properties"]
    key = path.rpartition(".")[2]
    words = {
        name: text
        for name, text in properties.get(key, {}).items()
        if name in ("title", "description", "$comment")
    }
    properties[key] = {**words, **question.spec}
    _replace(found.ui["fields"][path], question.looks)


def _needs(found: Questions) -> dict[str, str]:
    return {path: found.need(path) for path in found.paths()}


def _settle(found: Questions, needs: Mapping[str, str]) -> None:
    """What must be answered is said where it belongs: of what is not always asked, in the pages."""
    for path in found.paths():
        need, gate, looks = needs.get(path, NEVER), found.gate(path), found.ui["fields"][path]
        holder, key = found.holder(path), path.rpartition(".")[2]
        required = [one for one in holder.get("required", ()) if one != key]
        if need == ALWAYS and gate is None:
            # In its old place, so that a file changes only where something else is meant.
            required = [*holder.get("required", ())]
            required += [key] if key not in required else []
        if need == ALWAYS and gate is not None:
            looks["required_when"] = gate
        elif need != CONDITION:
            looks.pop("required_when", None)
        if required != holder.get("required", []):
            holder["required"] = required


def _forget(found: Questions, path: str, holder: dict[str, Any]) -> None:
    key = path.rpartition(".")[2]
    del holder["properties"][key]
    if "required" in holder:
        holder["required"] = [one for one in holder["required"] if one != key]
    for known in [*found.ui["fields"]]:
        if known == path or known.startswith(f"{path}."):
            del found.ui["fields"][known]


def _over_the_edge(found: Questions, key: str, by: int) -> None:
    """Pages that only ask for papers are stepped over: no question stands there."""
    here = found.page_of(key)
    places = range(found.pages.index(here) + by, len(found.pages) if by > 0 else -1, by)
    there = next(
        (found.pages[one] for one in places if not found.pages[one].get("documents")), None
    )
    if there is None:
        return
    _leave(here, key)
    there["fields"].insert(0 if by > 0 else len(there["fields"]), key)


def _leave(page: dict[str, Any], key: str) -> None:
    if page["fields"] == [key] and not page.get("documents"):
        raise RuleBroken(_("It is the only question of its page: take the page away instead."))
    page["fields"].remove(key)


def _row_of(page: dict[str, Any]) -> list[str]:
    row: list[str] = page.setdefault("fields", [])
    return row


def _replace(old: dict[str, Any], changed: Mapping[str, Any]) -> None:
    for name, value in changed.items():
        if value is None:
            old.pop(name, None)
        else:
            old[name] = value
