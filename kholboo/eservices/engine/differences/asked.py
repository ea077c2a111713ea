"""What became of the form, the papers and the rules of the whole procedure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.differences.saying import (
    Answer,
    Difference,
    Said,
    Term,
    listed,
    others,
    said,
    without,
)
from kholboo.eservices.engine.differences.wording import Wordings
from kholboo.eservices.engine.manifest import Manifest

_TOLD = {
    *("title", "about", "requirements", "roles", "steps", "fee", "milestones", "grants"),
    *("objection_days", "documents", "term", "completion", "legal_basis"),
}
# Of what the pages say of a question; the rest is told in one sentence.
_TOLD_APART = frozenset({"label", "items", "show_when", "required_when", "personal"})
_NOT_SHAPE = frozenset({"title", "description", "$comment"})


def of_form(before: Bundle, after: Bundle) -> Iterator[Difference]:
    old, new = dict(_fields(before.schema)), dict(_fields(after.schema))
    for name in without(old, new):
        yield _say("field_removed", name, what=_label(before, name))
    for name, (spec, is_required) in new.items():
        if name not in old:
            yield _say("field_added", name, what=_label(after, name))
            continue
        yield from _shape(name, before, after, is_other=old[name][0] != spec)
        if old[name][1] != is_required:
            was, now = Answer(old[name][1]), Answer(is_required)
            yield _say("field_required", name, what=_label(after, name), was=was, now=now)
    both = old.keys() & new.keys()
    if _pages(before, both) != _pages(after, both):
        yield _say("form_pages", "pages")


def _shape(name: str, before: Bundle, after: Bundle, *, is_other: bool) -> Iterator[Difference]:
    was, label = _label(before, name), _label(after, name)
    if is_other:
        yield _say("field_changed", name, what=label)
    elif _rest(before, name) != _rest(after, name):
        yield _say("field_asked", name, what=label)
    if _when(before, name) != _when(after, name):
        yield _say("field_when", name, what=label)
    sealed = [_asked(bundle, name).get("personal") is True for bundle in (before, after)]
    if sealed[0] != sealed[1]:
        yield _say("field_sealed", name, what=label, was=Answer(sealed[0]), now=Answer(sealed[1]))
    if was != label:
        yield _say("field_words", name, was=was, now=label)


def _pages(bundle: Bundle, known: Collection[str]) -> list[Any]:
    """All that a page says; of its questions, and of those of lists, which both versions ask, in
    their order."""
    return [
        {**page, "fields": [name for name in page.get("fields", ()) if name in known]}
        for page in bundle.ui["pages"]
    ] + [
        [name for name in looks["items"] if f"{above}.{name}" in known]
        for above, looks in sorted(bundle.ui.get("fields", {}).items())
        if "items" in looks and above in known
    ]


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


def _when(bundle: Bundle, name: str) -> dict[str, Any]:
    """When a question is asked and must be answered."""
    found = _asked(bundle, name)
    return {key: found.get(key) for key in ("show_when", "required_when")}


def _rest(bundle: Bundle, name: str) -> dict[str, Any]:
    """Its hint, the words of its choices, what is filled in beforehand."""
    found = _asked(bundle, name)
    return {key: found[key] for key in found if key not in _TOLD_APART}


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


def of_rules(old: Bundle, new: Bundle, words_of: Wordings) -> Iterator[Difference]:
    before, after = old.manifest, new.manifest
    for code, was, now in (
        ("term", Term(before.term), Term(after.term)),
        ("completion", Term(before.completion), Term(after.completion)),
        ("objection", before.objection_days, after.objection_days),
        ("milestones", _milestones(before), _milestones(after)),
    ):
        if was != now:
            yield Difference("rules", code, code, {"was": was, "now": now})
    if _fee(before) != _fee(after):
        facts = {"was": words_of(old).table(_fee(before)), "now": words_of(new).table(_fee(after))}
        yield Difference("rules", "fee", "fee", facts)
    if before.grants != after.grants:
        yield Difference("rules", "grants", "grants")
    yield from _laws(before, after)
    if _words(before) != _words(after):
        yield Difference("rules", "words", "about")
    if parts := others(_rest_of_rules(before, after), _rest_of_rules(after, before)):
        yield Difference("rules", "rest", "procedure.json", {"parts": listed(parts)})


def _rest_of_rules(manifest: Manifest, other: Manifest) -> dict[str, Any]:
    """What no sentence of its own tells: marks of samples, remedies, days a draft is kept."""
    known = {law.url for law in other.legal_basis}
    return {
        **manifest.model_dump(exclude=_TOLD),
        "fee": manifest.fee and manifest.fee.model_dump(exclude={"table"}),
        "milestones": [each.key for each in manifest.milestones],
        "sample": [each.sample if each else None for each in (manifest.term, manifest.completion)]
        + [manifest.model_dump().get("sample")],
        "legal_basis": [law for law in manifest.legal_basis if law.url in known],
    }


def _milestones(manifest: Manifest) -> Any:
    return listed(said(each.title) for each in manifest.milestones)


def _fee(manifest: Manifest) -> str:
    return manifest.fee.table if manifest.fee else ""


def _words(manifest: Manifest) -> Any:
    return manifest.title, manifest.about, manifest.requirements


def _laws(before: Manifest, after: Manifest) -> Iterator[Difference]:
    old = {law.url: law for law in before.legal_basis}
    new = {law.url: law for law in after.legal_basis}
    for url in without(old, new):
        yield Difference("rules", "law_removed", url, {"what": said(old[url].title)})
    for url in without(new, old):
        yield Difference("rules", "law_added", url, {"what": said(new[url].title)})
