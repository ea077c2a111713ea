"""What a certificate of each kind says beside its title: named facts with types.

The keys are the contract of the open data: they are added to, never renamed.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.registers.barcodes import is_gtin
from kholboo.registers.rules import Kind

LONGEST_TEXT, MOST_LINES, LARGEST_NUMBER = 1_000, 100, 1_000_000
_JOINERS = frozenset("\u180e\u200c\u200d")
Value: TypeAlias = "str | int | list[str]"
Particulars: TypeAlias = dict[str, Value]


@dataclass(frozen=True)
class Fact:
    """`kind`: text, lines (a list of texts), barcodes (a list of GTINs), or number.

    `is_needed`: without it a certificate does not say what was granted. A procedure that grants
    such a kind has to say where it comes from; entries made by hand may lack it.
    """

    key: str
    label: str | Promise
    kind: str = "text"
    is_needed: bool = False


OF_KIND: dict[Kind, tuple[Fact, ...]] = {
    Kind.PRODUCT: (
        Fact("products", _("Products"), "lines", is_needed=True),
        Fact("brand", _("Brand")),
        Fact("barcodes", _("Barcodes"), "barcodes"),
        Fact("scheme", _("Scheme of certification")),
        Fact("laboratory", _("Laboratory")),
        Fact("test_report", _("Test report")),
        Fact("place", _("Place of production")),
    ),
    Kind.SERVICE: (
        Fact("services", _("Services"), "lines", is_needed=True),
        Fact("place", _("Where it is given")),
        Fact("scheme", _("Scheme of certification")),
    ),
    Kind.TYPE: (
        Fact("instrument", _("Instrument"), is_needed=True),
        Fact("maker", _("Maker")),
        Fact("model", _("Model")),
        Fact("range", _("Range of measurement")),
        Fact("accuracy_class", _("Accuracy class")),
        Fact("test_report", _("Test report")),
    ),
    Kind.BODY: (
        Fact("activities", _("Work it may do"), "lines", is_needed=True),
        Fact("instruments", _("Instruments"), "lines"),
        Fact("place", _("Place of work")),
    ),
    Kind.STANDARD: (
        Fact("designation", _("Number of the standard"), is_needed=True),
        Fact("owner", _("Whose standard")),
        Fact("language", _("Language of the text")),
        Fact("pages", _("Number of pages"), "number"),
    ),
    Kind.HALLMARK: (
        Fact("mark", _("Sign of the mark"), is_needed=True),
        Fact("metal", _("Metal")),
        Fact("fineness", _("Fineness, parts in a thousand"), "number"),
        Fact("place", _("Place of the workshop")),
    ),
}


def checked(kind: Kind, given: Mapping[str, object]) -> Particulars:
    """The same, each in its type; empty ones left out. Raises RuleBroken naming the fact."""
    known = {fact.key: fact for fact in OF_KIND[kind]}
    if strange := sorted(set(given) - set(known)):
        raise RuleBroken(
            _("A certificate of this kind has no fact “%(name)s”.") % {"name": strange[0]},
            field=strange[0],
        )
    found = {key: _checked(fact, given.get(key)) for key, fact in known.items()}
    return {key: value for key, value in found.items() if value not in ("", [])}


def _checked(fact: Fact, value: object) -> Value:
    if value in (None, "", []):
        return ""
    if fact.kind == "number":
        return _number(fact, value)
    if fact.kind == "text":
        return _text(fact, value)
    lines = [_text(fact, each) for each in value] if isinstance(value, list | tuple) else []
    if not lines or len(lines) > MOST_LINES:
        raise _wrong(fact)
    if fact.kind == "barcodes":
        lines = [line.replace(" ", "") for line in lines]
        if not all(map(is_gtin, lines)):
            raise _wrong(fact)
    return lines


def _number(fact: Fact, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        raise _wrong(fact)
    return value


def _text(fact: Fact, value: object) -> str:
    text = plain_line(value) if isinstance(value, str) else ""
    if not text or len(text) > LONGEST_TEXT:
        raise _wrong(fact)
    return text


def plain_line(text: str) -> str:
    """One line without signs that cannot be seen: they could turn a name around for the reader of
    a register, and no feed can hold them. What joins letters stays.
    """
    spaced = " ".join(text.split())
    seen = (
        sign
        for sign in spaced
        if sign in _JOINERS or not unicodedata.category(sign).startswith("C")
    )
    return " ".join("".join(seen).split())


def _wrong(fact: Fact) -> RuleBroken:
    return RuleBroken(_("“%(name)s” cannot be so.") % {"name": fact.label}, field=fact.key)


def told(kind: Kind, particulars: Particulars) -> list[tuple[Fact, list[str]]]:
    """Pairs of a fact and its lines, in the order of the kind."""
    found = []
    for fact in OF_KIND[kind]:
        value = particulars.get(fact.key)
        if value is not None:
            found.append(
                (fact, [str(v) for v in value] if isinstance(value, list) else [str(value)])
            )
    return found
