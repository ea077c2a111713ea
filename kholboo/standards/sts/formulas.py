"""MathML: what browsers draw (MathML Core), and older elements said in its words.

Source: https://www.w3.org/TR/mathml-core/; `mfenced` by MathML 3, 3.3.8.
"""

import re

from lxml import etree

from kholboo.standards.sts.names import name_of
from kholboo.standards.sts.walk import Walk, handles

_CORE = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mtd",
        "semantics",
        "annotation",
    ]
)
# Drawn as a row of what they hold.
_AS_ROW = {"menclose": "mrow", "maction": "mrow", "mlabeledtr": "mtr", "maligngroup": "mrow"}
_EMPTY = frozenset({"mspace", "mprescripts", "none"})
_LENGTH = r"[-+]?\d{0,2}(?:\.\d{1,3})?(?:em|ex|px|pt|mm|cm|%)|0"
_TRUTH = "true|false"
_ATTRIBUTES = {
    "display": "block|inline", "mathvariant": "normal", "linethickness": _LENGTH, "form":
    "prefix|infix|postfix", "fence": _TRUTH, "separator": _TRUTH, "stretchy": _TRUTH,
    "symmetric": _TRUTH, "largeop": _TRUTH, "movablelimits": _TRUTH, "accent": _TRUTH,
    "accentunder": _TRUTH, "displaystyle": _TRUTH, "lspace": _LENGTH, "rspace": _LENGTH, "width":
    _LENGTH, "height": _LENGTH, "depth": _LENGTH, "voffset": _LENGTH, "minsize": _LENGTH,
    "maxsize": _LENGTH, "scriptlevel": r"[-+]?\d", "columnspan": r"\d{1,2}", "rowspan": r"\d{1,2}",
}  # fmt: skip
_ALLOWED = {name: re.compile(shape) for name, shape in _ATTRIBUTES.items()}


@handles("mml:math")
def math(walk: Walk, element: etree._Element) -> None:
    inline, walk.inline = walk.inline, 1
    _piece(walk, element)
    walk.inline = inline


def _piece(walk: Walk, element: etree._Element) -> None:
    kind, _colon, name = name_of(element).rpartition(":")
    if name == "mfenced" and kind == "mml":
        _fenced(walk, element)
        return
    if kind != "mml" or name not in _CORE:
        if name not in _AS_ROW:
            walk.report("unknown", element, name_of(element))
        name = _AS_ROW.get(name, "mrow")
    walk.start(name, **_facts(element))
    _inside(walk, element, is_leaf=name in ("mi", "mn", "mo", "ms", "mtext", "annotation"))
    walk.end(name)


def _facts(element: etree._Element) -> dict[str, str]:
    return {
        str(name): str(value).strip()
        for name, value in element.attrib.items()
        if name in _ALLOWED and _ALLOWED[str(name)].fullmatch(str(value).strip())
    }


def _inside(walk: Walk, element: etree._Element, *, is_leaf: bool) -> None:
    """Bare words between pieces of a formula become words of it."""
    _words(walk, element.text, is_bare=is_leaf)
    for one in element:
        _piece(walk, one)
        _words(walk, one.tail, is_bare=is_leaf)


def _words(walk: Walk, words: str | None, *, is_bare: bool) -> None:
    if not words or not words.strip():
        return
    if is_bare:
        walk.text(words)
    else:
        walk.start("mtext")
        walk.text(words)
        walk.end("mtext")


def _fenced(walk: Walk, element: etree._Element) -> None:
    """`mfenced` is not in MathML Core: its brackets and commas are written out."""
    between = "".join((element.get("separators", ",") or "").split())
    walk.start("mrow")
    _operator(walk, element.get("open", "("), fence="true")
    _words(walk, element.text, is_bare=False)
    last = len(element) - 1
    for number, one in enumerate(element):
        _piece(walk, one)
        _words(walk, one.tail, is_bare=False)
        if number < last and between:
            _operator(walk, between[min(number, len(between) - 1)], separator="true")
    _operator(walk, element.get("close", ")"), fence="true")
    walk.end("mrow")


def _operator(walk: Walk, sign: str, **facts: str) -> None:
    if sign.strip():
        walk.start("mo", **facts)
        # A sign of brackets is no word, and never long.
        walk.text(sign.strip()[:8])
        walk.end("mo")
