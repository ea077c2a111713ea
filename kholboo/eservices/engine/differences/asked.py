"""What became of the form, the papers and the rules of the whole procedure."""

from collections.abc import Iterator, Mapping
from typing import Any

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.saying import (
    Answer,
    Difference,
    Said,
    Term,
    listed,
    said,
    without,
)
from kholboo.eservices.engine.manifest import Manifest

_NOT_SHAPE = frozenset({"title", "description", "$comment"})


def of_form(before: Bundle, after: Bundle) -> Iterator[Difference]:
    old, new = dict(_fields(before.schema)), dict(_fields(after.schema))
    for name in without(old, new):
        yield _say("field_removed", name, what=_label(before, name))
    for name, (spec, is_required) in new.items():
        label = _label(after, name)
        if name not in old:
            yield _say("field_added", name, what=label)
            continue
        if old[name][0] != spec or _rest(before, name) != _rest(after, name):
            yield _say("field_changed", name, what=label)
        if old[name][1] != is_required:
            was, now = Answer(old[name][1]), Answer(is_required)
            yield _say("field_required", name, what=label, was=was, now=now)
        if str(_label(before, name)) != str(label):
            yield _say("field_words", name, was=_label(before, name), now=label)


def _say(code: str, element: str, **facts: Any) -> Difference:
    return Difference("form", code, element, facts)


def _fields(schema: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[Any, bool]]]:
    """Each question by its path, with its shape and whether it must be answered."""
    required = set(schema.get("required", []))
    for name, spec in schema["properties"].items():
        items = spec.get("items", {})
        shape = {key: value for key, value in spec.items() if key not in _NOT_SHAPE}
        if items.get("type") == "object":
            # Its questions are told one by one.
            shape["items"] = "object"
            yield from _fields(items, f"{name}.")
        yield f"{above}{name}", (shape, name in required)


def _asked(bundle: Bundle, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = bundle.ui.get("fields", {}).get(name, {})
    return found


def _label(bundle: Bundle, name: str) -> Said | str:
    label = _asked(bundle, name).get("label")
    return said(label) if label else name


def _rest(bundle: Bundle, name: str) -> dict[str, Any]:
    """When a question is asked and must be answered."""
    found = _asked(bundle, name)
    return {key: found.get(key) for key in ("show_when", "required_when")}


def of_documents(before: Bundle, after: Bundle) -> Iterator[Difference]:
    old, new = _documents(before), _documents(after)
    for key in without(old, new):
        yield _say("document_removed", key, what=said(old[key]["title"]))
    for key, document in new.items():
        if key not in old:
            yield _say("document_added", key, what=said(document["title"]))
        elif old[key] != document:
            yield _say("document_changed", key, what=said(document["title"]))


def _documents(bundle: Bundle) -> dict[str, Any]:
    rows = bundle.compiled["manifest"].get("documents", [])
    return {row["key"]: row for row in rows}


def of_rules(before: Manifest, after: Manifest) -> Iterator[Difference]:
    for code, was, now in (
        ("term", Term(before.term), Term(after.term)),
        ("completion", Term(before.completion), Term(after.completion)),
        ("objection", before.objection_days, after.objection_days),
        ("milestones", _milestones(before), _milestones(after)),
        ("fee", _fee(before), _fee(after)),
    ):
        if was != now:
            yield Difference("rules", code, code, {"was": was, "now": now})
    if before.grants != after.grants:
        yield Difference("rules", "grants", "grants")
    yield from _laws(before, after)
    if _words(before) != _words(after):
        yield Difference("rules", "words", "about")


def _milestones(manifest: Manifest) -> Any:
    return listed(said(each.title) for each in manifest.milestones)


def _fee(manifest: Manifest) -> str:
    return manifest.fee.table if manifest.fee else "–"


def _words(manifest: Manifest) -> Any:
    return manifest.title, manifest.about, manifest.requirements


def _laws(before: Manifest, after: Manifest) -> Iterator[Difference]:
    old = {law.url: law for law in before.legal_basis}
    new = {law.url: law for law in after.legal_basis}
    for url in without(old, new):
        yield Difference("rules", "law_removed", url, {"what": said(old[url].title)})
    for url in without(new, old):
        yield Difference("rules", "law_added", url, {"what": said(new[url].title)})
