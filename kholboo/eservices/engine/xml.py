"""Bytes of a drawing → a tree that is safe to walk. Nothing outside the file is ever read.

A document type, and with it every entity, is refused before anything is parsed; the parser has
entities, network and DTDs switched off besides.
"""

import re

from lxml import etree

from kholboo.eservices.engine.faults import TURNS, Problems

LARGEST = 1024 * 1024  # bytes
MOST_ELEMENTS = 8_000  # those of the picture counted
DEEPEST = 24
LONGEST_TEXT = 4_000  # of an attribute or a text
# Of one element. Its attributes are counted before they are read: lxml reads all values of n of
# them in n² steps, two minutes for a file of 1 MB.
MOST_ATTRIBUTES = 60
_DECLARED = re.compile(r"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_xml(source: bytes, file: str, problems: Problems) -> etree._Element | None:
    """The root; None when there is no tree, with the reason among the problems."""
    text = _decoded(source, file, problems)
    if text is None:
        return None
    if _DOCTYPE.search(text):
        problems.add("xml_doctype", file=file)
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    body = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        root = etree.fromstring(body.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problems.add("xml_broken", file=file, line=getattr(error, "lineno", 0) or 0)
        return None
    return root if _is_bounded(root, file, problems) else None


def _decoded(source: bytes, file: str, problems: Problems) -> str | None:
    if len(source) > LARGEST:
        problems.add("file_large", file=file, most=LARGEST // 1024)
        return None
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.add("file_encoding", file=file)
        return None
    declared = _DECLARED.match(text)
    if declared and declared[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        problems.add("file_encoding", file=file)
        return None
    return text


def _is_bounded(root: etree._Element, file: str, problems: Problems) -> bool:
    """Walked from outside in, so that nothing deep is gone into before it is measured."""
    level, count, depth = [root], 0, 0
    while level:
        depth += 1
        count += len(level)
        if depth > DEEPEST:
            problems.add("xml_deep", id_near(level[0]), file, most=DEEPEST)
            return False
        if count > MOST_ELEMENTS:
            problems.add("xml_many", id_near(level[0].getparent()), file, most=MOST_ELEMENTS)
            return False
        for element in level:
            if len(element.attrib) > MOST_ATTRIBUTES:
                problems.add("xml_wide", local(element)[:80], file, most=MOST_ATTRIBUTES)
                return False
            if _is_long(element):
                problems.add("xml_long", id_near(element), file, most=LONGEST_TEXT)
                return False
            if any(map(TURNS.search, _texts(element))):
                problems.add("signs_turned", TURNS.sub("", id_near(element)), file)
        level = [child for element in level for child in element]
    return True


def _is_long(element: etree._Element) -> bool:
    return any(len(text) > LONGEST_TEXT for text in _texts(element))


def _texts(element: etree._Element) -> list[str]:
    return [element.text or "", element.tail or "", *map(str, element.attrib.values())]


def id_near(element: etree._Element | None) -> str:
    """The id of an element, or of the nearest around it that has one; else its name."""
    around = element
    while around is not None:
        if around.get("id"):
            return str(around.get("id"))[:80]
        around = around.getparent()
    return local(element)[:80] if element is not None else ""


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def space(element: etree._Element) -> str:
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def split_name(name: str) -> tuple[str, str]:
    """An attribute's name → its namespace and its local name."""
    found = etree.QName(name)
    return found.namespace or "", found.localname


def text_of(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""
