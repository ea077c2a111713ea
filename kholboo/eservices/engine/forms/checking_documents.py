"""What the manifest's list of required documents must be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from kholboo.eservices.engine.faults import Problem
from kholboo.eservices.engine.forms.checking_conditions import ConditionCheck
from kholboo.eservices.engine.forms.shapes import (
    SENT_BESIDE,
    is_key,
    is_whole,
    pointer,
    problem,
    words_are_wrong,
)

FILE = "procedure.json"
MOST_DOCUMENTS = 20
MOST_OF_ONE = 5
_KNOWN = frozenset({"key", "title", "hint", "required", "most", "sample"})


def check_documents(documents: object, schema: Mapping[str, Any]) -> list[Problem]:
    """The manifest's list of papers; `schema` is one that `check_form` accepted."""
    if not isinstance(documents, list):
        return [problem("/documents", "not_a_list", FILE)]
    return list(_documents(documents, schema))


def _documents(documents: Sequence[object], schema: Mapping[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    if len(documents) > MOST_DOCUMENTS:
        yield problem("/documents", "too_many", FILE, len(documents))
    for place, one in enumerate(documents[:MOST_DOCUMENTS]):
        where = pointer("documents", place)
        if not isinstance(one, Mapping):
            yield problem(where, "not_an_object", FILE)
            continue
        if not is_key(one.get("key")) or one["key"] in seen:
            yield problem(f"{where}/key", "key_is_wrong", FILE, one.get("key"))
        elif one["key"] in SENT_BESIDE:
            yield problem(f"{where}/key", "key_is_sent", FILE, one["key"])
        seen.add(str(one.get("key")))
        yield from _document(one, where, schema)


def _document(one: Mapping[str, Any], where: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    for name in ("title", "hint"):
        if (name == "title" or name in one) and words_are_wrong(one.get(name)):
            yield problem(f"{where}/{name}", "words_missing", FILE, one.get(name))
    for name in islice((name for name in one if name not in _KNOWN), 20):
        yield problem(f"{where}{pointer(name)}", "keyword_unknown", FILE, name)
    if not is_whole(one.get("most", 1), 1, MOST_OF_ONE):
        yield problem(f"{where}/most", "out_of_walls", FILE, one["most"])
    if not isinstance(one.get("required"), bool):
        check = ConditionCheck(schema, FILE)
        yield from check.condition(one.get("required"), f"{where}/required", None)
