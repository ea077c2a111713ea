"""Terms and definitions (TBX, ISO 30042, as STS carries it): the term first, then what it means."""

from lxml import etree

from kholboo.standards.sts.names import LANGUAGE, name_of
from kholboo.standards.sts.walk import Walk, handles


@handles("tbx:termEntry", "term-display")
def term_entry(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "term-entry")


@handles("tbx:langSet")
def in_one_language(walk: Walk, element: etree._Element) -> None:
    """A file says the definition before the term; a reader looks for the term."""
    said = element.get(LANGUAGE) or element.get("lang")
    walk.start("div", lang=said if said and said.isascii() and len(said) < 12 else None)
    walk.text(element.text)
    for one in sorted(element, key=lambda piece: name_of(piece) != "tbx:tig"):
        walk.element(one)
        walk.text(one.tail)
    walk.end("div")


@handles("tbx:tig")
def one_term(walk: Walk, element: etree._Element) -> None:
    """Also how it is used: `deprecatedTerm` is said by its look and stays in the words."""
    look = "term-name"
    for one in element:
        if name_of(one) == "tbx:normativeAuthorization" and "deprecated" in (
            one.get("value") or ""
        ):
            look = "term-name term-old"
    walk.line(element, "p", look)


@handles("tbx:definition", "tbx:usageNote", "tbx:subjectField", "tbx:pronunciation")
def definition(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "definition-text")


@handles("tbx:source")
def source(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "term-source")


@handles(
    "tbx:partOfSpeech", "tbx:normativeAuthorization", "tbx:termType", "tbx:grammaticalGender",
    "tbx:grammaticalNumber", "tbx:usage", "tbx:geographicalUsage", "tbx:externalCrossReference",
    "tbx:xGraphic", "tbx:script", "tbx:term-source",
)  # fmt: skip
def grammar(walk: Walk, element: etree._Element) -> None:
    if element.text or len(element):
        walk.line(element, "span", "grammar")
