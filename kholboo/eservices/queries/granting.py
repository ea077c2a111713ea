"""What a draft grants, and which answers and results may stand on the certificate."""

from collections.abc import Mapping
from typing import Any

from kholboo.core.errors import RuleBroken
from kholboo.eservices.certificates import KNOWN
from kholboo.eservices.engine import actions
from kholboo.eservices.engine.bundle import MANIFEST
from kholboo.eservices.engine.facts import FactRule
from kholboo.eservices.engine.forms.form import Form
from kholboo.eservices.engine.granted import fits, may_stand
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.procedures import try_to_read
from kholboo.eservices.queries.wording import Wording
from kholboo.eservices.rewriting import manifest_of, with_parts

TEXT = FactRule("text")


def read_apart(files: Mapping[str, str]) -> tuple[Read | None, Mapping[str, Any]]:
    """A draft without what it grants, and what it says of that: wrong or missing grants are put
    right on their page. None where something else is wrong. Raises RuleBroken for no manifest."""
    grants = manifest_of(files.get(MANIFEST, "")).get("grants")
    without = {**files, MANIFEST: with_parts(files[MANIFEST], {"grants": None})}
    read, _problems = try_to_read(without, actions.KNOWN)
    return read, grants if isinstance(grants, dict) else {}


def is_apart(files: Mapping[str, str]) -> bool:
    """Whether a draft is right but for what it grants."""
    try:
        return read_apart(files)[0] is not None
    except RuleBroken:
        return False


def rules_of(kind: str) -> Mapping[str, FactRule]:
    """The facts of a kind of certificate, by key."""
    return (KNOWN.certificates or {}).get(kind, {})


def sources(read: Read, rule: FactRule = TEXT) -> list[tuple[str, str]]:
    """Names that can be such a fact, each in words; of a row, what the rows are called."""
    bundle, words = read.bundle, Wording(read.book, read.bundle)
    form = Form.of(bundle.schema, bundle.ui)
    found = may_stand(bundle.manifest, bundle.graphs, bundle.schema, bundle.ui)
    return [
        (name, f"{words.name(path)} ({row})" if (row := words.row(path)) else str(words.name(path)))
        for path, kind in found.items()
        if fits(form, name := ".".join(path), kind, rule)
    ]
