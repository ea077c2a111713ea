"""Which elements and attributes a file may have: a table, and everything else is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.xml import id_near, local, space, split_name

OURS = "urn:kholboo:procedure:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Allowed:
    """`attributes` without a namespace; those of ours are told as "kholboo:name"."""

    children: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    has_text: bool = False


def may(children: str = "", attributes: str = "", *, has_text: bool = False) -> Allowed:
    return Allowed(frozenset(children.split()), frozenset(attributes.split()), has_text)


@dataclass(frozen=True)
class Vocabulary:
    """`picture` are namespaces of the drawing's picture, which is kept and never read; `paint` are
    those of attributes that drawing programs add for the eye."""

    space: str
    table: Mapping[str, Allowed]
    picture: frozenset[str]
    paint: frozenset[str]

    def check(self, root: etree._Element, file: str, problems: Problems) -> bool:
        """True when the root is one of this vocabulary at all."""
        if (space(root), local(root)) != (self.space, "definitions"):
            problems.add("xml_root", id_near(root), file)
            return False
        self._check(root, file, problems)
        return True

    def _check(self, element: etree._Element, file: str, problems: Problems) -> None:
        allowed = self.table[local(element)]
        for name in self._strange_attributes(element, allowed):
            problems.add("attribute_unknown", id_near(element), file, name=name)
        tails = [child.tail or "" for child in element]
        if any(text.strip() for text in ["" if allowed.has_text else element.text or "", *tails]):
            problems.add("text_strange", id_near(element), file)
        for child in element:
            if space(child) in self.picture and local(child) in allowed.children:
                self._check_picture(child, file, problems)
            elif space(child) == self.space and local(child) in allowed.children:
                self._check(child, file, problems)
            else:
                problems.add("element_unknown", id_near(child), file, name=local(child)[:60])

    def _strange_attributes(self, element: etree._Element, allowed: Allowed) -> Iterator[str]:
        for full in element.attrib:
            where, name = split_name(full)
            known = f"kholboo:{name}" if where == OURS else name
            is_known = where in ("", OURS, XSI) and known in allowed.attributes
            if not is_known and where not in self.paint:
                yield full[:80]

    def _check_picture(self, element: etree._Element, file: str, problems: Problems) -> None:
        for each in element.iter():
            if space(each) not in self.picture:
                problems.add("element_unknown", id_near(each), file, name=local(each)[:60])
            for full in each.attrib:
                where, name = split_name(full)
                if where not in ("", XSI, *self.paint):
                    problems.add("attribute_unknown", id_near(each), file, name=name[:60])
