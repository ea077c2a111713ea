"""An SVG figure of a text → the same figure that can run, load and grow nothing. Pure, no network.

What draws is kept, what editors leave of themselves is taken away, and what could act or reach
elsewhere is refused: half a figure would be a wrong one. Source: SVG 1.1 (Second Edition).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kholboo.standards.sts.problems import Refused

SVG, LINK = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}href"
LARGEST = 1024 * 1024  # bytes
MOST_ELEMENTS, DEEPEST = 20_000, 40
MOST_DRAWN = 60_000  # each `use` counted with what it draws again
MOST_REPEATED = 40  # within a marker, which is drawn at every corner of a line
LONGEST_VALUE = 200_000
MOST_ATTRIBUTES = 100  # of one element
LARGEST_SIDE = 4000  # pixels
_SHAPES = (
    "path rect circle ellipse line polyline polygon text tspan textPath use g defs symbol title "
    "desc linearGradient radialGradient stop clipPath marker svg"
)
# What programs write about themselves.
LEFT_OUT = frozenset({"metadata"})
_ATTRIBUTES = (
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points transform viewBox "
    "preserveAspectRatio pathLength rotate textLength lengthAdjust startOffset offset "
    "gradientUnits gradientTransform spreadMethod clipPathUnits markerUnits markerWidth "
    "markerHeight refX refY orient version lang class"
)
_LOOKS = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color "
    "stop-color stop-opacity clip-path clip-rule marker marker-start marker-mid marker-end "
    "font-family font-size font-style font-weight font-variant font-stretch text-anchor "
    "text-decoration dominant-baseline alignment-baseline baseline-shift letter-spacing "
    "word-spacing writing-mode direction unicode-bidi display visibility overflow "
    "shape-rendering text-rendering vector-effect paint-order"
)
SHAPES, ATTRIBUTES, LOOKS = (frozenset(names.split()) for names in (_SHAPES, _ATTRIBUTES, _LOOKS))
# Words, numbers and colours; of links only those into the figure itself.
_SAFE = re.compile(r"[\w\s.,#%+\-:'\"/*]*(?:rgba?\([\d\s.,%]+\))?", re.ASCII)
_MOVES = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\([\d\s.,eE+\-]*\)[\s,]*)*")
_OWN = re.compile(r"url\(\s*['\"]?#([\w.:-]{1,100})['\"]?\s*\)")
_ID = re.compile(r"#([\w.:-]{1,100})")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "": 1}


@dataclass(frozen=True)
class Drawing:
    """Safe bytes, and how large it is drawn, in pixels."""

    content: bytes
    width: int
    height: int


def is_drawing(source: bytes) -> bool:
    """What begins as XML is one, or is refused as one."""
    return source[:100].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def clean(source: bytes) -> Drawing:
    """Raises Refused with the line of what cannot be kept."""
    root = _parsed(source)
    for element in list(_elements(root)):
        _clean(element)
    width, height = _size(root)
    _check_growth(root)
    root.set("width", str(width))
    root.set("height", str(height))
    etree.cleanup_namespaces(root, top_nsmap={None: SVG})
    return Drawing(etree.tostring(root, encoding="utf-8"), width, height)


def _parsed(source: bytes) -> etree._Element:
    if len(source) > LARGEST:
        raise Refused("svg-size")
    if b"<!" in source.replace(b"<!--", b"").replace(b"<![CDATA[", b"").replace(b"\x00", b""):
        raise Refused("doctype")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("broken", line=getattr(error, "lineno", 0) or 0) from error
    if root.tag != f"{{{SVG}}}svg" or root.getroottree().docinfo.doctype:
        raise Refused("svg-root")
    return root


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """In order, those of other programs taken away on the way."""
    count = 0
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        count += 1
        # Attributes are counted before they are read: lxml reads all values of n in n² steps.
        is_wide = len(element.attrib) > MOST_ATTRIBUTES
        if count > MOST_ELEMENTS or depth > DEEPEST or is_wide:
            raise Refused("svg-size", line=element.sourceline or 0)
        yield element
        for child in list(element):
            if _is_foreign(child):
                element.remove(child)
            else:
                waiting.append((child, depth + 1))


def _is_foreign(element: etree._Element) -> bool:
    name = etree.QName(element)
    return name.namespace != SVG or name.localname in LEFT_OUT


def _clean(element: etree._Element) -> None:
    line, name = element.sourceline or 0, etree.QName(element).localname
    if name not in SHAPES or (name == "svg" and element.getparent() is not None):
        raise Refused("svg-script" if name == "script" else "svg-element", line=line)
    looks = str(element.attrib.pop("style", ""))
    for attribute, value in list(element.attrib.items()):
        del element.attrib[attribute]
        if attribute in (LINK, "href"):
            element.set("href", _link(name, str(value), line))
        elif attribute in ATTRIBUTES | LOOKS:
            element.set(attribute, _checked(str(attribute), str(value), line))
        elif etree.QName(attribute).localname.lower().startswith("on"):
            # Another name that we do not know draws nothing; one that acts is worth a word.
            raise Refused("svg-script", line=line)
    for rule in looks.split(";"):
        attribute, _colon, value = (part.strip() for part in rule.partition(":"))
        if attribute.lower() in LOOKS:
            element.set(attribute.lower(), _checked(attribute, value, line))


def _link(name: str, value: str, line: int) -> str:
    """Into the figure itself. Raises Refused."""
    if name not in ("use", "textPath", "linearGradient", "radialGradient"):
        raise Refused("svg-element", line=line)
    if not _ID.fullmatch(value):
        raise Refused("svg-outside", line=line)
    return value


def _checked(name: str, value: str, line: int) -> str:
    """Raises Refused for a value that reaches out of the figure, or that nobody can read."""
    pattern = _MOVES if name in ("transform", "gradientTransform") else _SAFE
    rest = _OWN.sub("", value)
    if len(value) > LONGEST_VALUE or not (pattern.fullmatch(rest.strip()) or rest.isalnum()):
        raise Refused("svg-outside" if "(" in rest or ":" in rest else "svg-element", line=line)
    return value


def _size(root: etree._Element) -> tuple[int, int]:
    """As the figure says; else as its own coordinates are. Raises Refused for no size."""
    box = [float(part) for part in re.findall(r"-?\d{1,7}(?:\.\d{1,9})?", root.get("viewBox", ""))]
    sides = [_pixels(root.get("width", "")), _pixels(root.get("height", ""))]
    if len(box) == 4 and not all(sides):
        sides = box[2:]
    if len(box) != 4 and all(sides):
        box = [0, 0, *sides]
    if len(box) != 4 or not all(side > 0 for side in (*sides, *box[2:])):
        raise Refused("svg-no-size")
    root.set("viewBox", " ".join(f"{part:g}" for part in box))
    scale = min(1.0, LARGEST_SIDE / max(sides))
    return max(1, round(sides[0] * scale)), max(1, round(sides[1] * scale))


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0


def _check_growth(root: etree._Element) -> None:
    """What is drawn again and again counts each time; a circle never ends and is refused."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[etree._Element, int] = {}
    open_ones: set[etree._Element] = set()

    def drawn(element: etree._Element, depth: int) -> int:
        if element in known:
            return known[element]
        line = element.sourceline or 0
        if element in open_ones or depth > DEEPEST * 2:
            raise Refused("svg-size", line=line)
        open_ones.add(element)
        count = 1 + sum(drawn(child, depth + 1) for child in element)
        target = by_id.get(str(element.get("href", "")).removeprefix("#"))
        if target is not None and etree.QName(element).localname == "use":
            count += drawn(target, depth + 1)
        is_repeated = etree.QName(element).localname == "marker"
        if count > (MOST_REPEATED if is_repeated else MOST_DRAWN):
            raise Refused("svg-size", line=line)
        open_ones.discard(element)
        known[element] = count
        return count

    drawn(root, 0)
