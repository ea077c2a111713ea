"""Bytes of an STS file → a tree that is safe to walk. Nothing outside the file is ever read.

A document type may be named (NISO STS files name one) and is taken away unread; one that declares
anything is refused, so no entity of a file's own exists. What is left are the five entities of XML
and the letters that HTML has names for, put in by us.
"""

import codecs
import html.entities
import re

from lxml import etree

from kholboo.standards.sts.problems import Problem, Refused

LARGEST = 12 * 1024 * 1024  # bytes
MOST_ELEMENTS = 400_000
DEEPEST = 60
# Of one element: lxml reads all values of n attributes in n² steps.
MOST_ATTRIBUTES = 100
MOST_CELLS = 60_000  # of one table, those that a span covers counted
WIDEST = 200  # columns
MOST_LETTERS = 100  # whose names nobody knows, told with their lines
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "windows-1251", "iso-8859-1"})
_DECLARED = re.compile(rb"""\A<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_BEFORE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_QUOTED = r"""(?:"[^"]*"|'[^']*')"""
_DOCTYPE = re.compile(rf"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:PUBLIC\s+{_QUOTED}|SYSTEM)\s+{_QUOTED})?\s*>")
# What never ends goes to the end of the file: looked for once, not from each of its beginnings.
_NAMED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&([A-Za-z][\w.-]{0,40});", re.DOTALL
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
# What XML 1.0 cannot hold; a file with it is broken in a way that a sentence should name.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse(source: bytes) -> tuple[etree._Element, list[Problem]]:
    """The root, and letters with names that nobody knows. Raises Refused."""
    if not source.strip():
        raise Refused("empty")
    if len(source) > LARGEST:
        raise Refused("size")
    problems: list[Problem] = []
    text = _named_letters(_without_doctype(_decoded(source)), problems)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        code = "deep" if "depth" in str(error) else "broken"
        raise Refused(code, line=error.lineno or 0) from error
    _check_bounds(root)
    return root, problems


def _decoded(source: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if source.startswith(mark):
            return _text(source[len(mark) :], encoding)
    declared = _DECLARED.match(source)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in _ENCODINGS:
        raise Refused("encoding", what=encoding)
    return _text(source, encoding)


def _text(source: bytes, encoding: str) -> str:
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("encoding", line=source[: error.start].count(b"\n") + 1) from error
    found = _CONTROL.search(text)
    if found:
        raise Refused("control", line=_line(text, found.start()))
    return text


def _without_doctype(text: str) -> str:
    """Its lines stay, so that every number of a line is the one in the officer's file."""
    begin = _end_of_prolog(text, 0)
    if text.startswith("<!DOCTYPE", begin):
        found = _DOCTYPE.match(text, begin)
        if not found:
            raise Refused("doctype", line=_line(text, begin))
        end = _end_of_prolog(text, found.end())
        if text.startswith("<!", end):
            raise Refused("doctype", line=_line(text, end))
        return "\n" * text.count("\n", 0, end) + text[end:]
    return "\n" * text.count("\n", 0, begin) + text[begin:]


def _end_of_prolog(text: str, start: int) -> int:
    found = _BEFORE.match(text, start)
    return found.end() if found else start


def _named_letters(text: str, problems: list[Problem]) -> str:
    def letter(found: re.Match[str]) -> str:
        name = found[1]
        if name is None or name in _OF_XML:
            return found[0]
        known = html.entities.html5.get(f"{name};")
        if known and not _CONTROL.search(known):
            return known.replace("&", "&amp;").replace("<", "&lt;")
        # To count the lines before each of a million would take hours.
        if len(problems) < MOST_LETTERS:
            problems.append(Problem("letter", _line(text, found.start()), "", name))
        return f"&amp;{name};"

    return _NAMED.sub(letter, text)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _check_bounds(root: etree._Element) -> None:
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        if depth > DEEPEST:
            raise Refused("deep", line=element.sourceline or 0)
        if count > MOST_ELEMENTS:
            raise Refused("elements", line=element.sourceline or 0)
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise Refused("attributes", line=element.sourceline or 0)
