"""SVG figures: what draws stays, what could act, reach out or grow is refused."""

import pytest
from lxml import etree

from kholboo.standards import faults
from kholboo.standards.sts import drawings
from kholboo.standards.sts.problems import Refused

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
GOOD = (
    f'{OPEN}xmlns:inkscape="http://www.inkscape.org/x" width="40mm" height="20mm" '
    'viewBox="0 0 40 20" inkscape:version="1.0"><!-- made by hand --><metadata><x/></metadata>'
    '<title>Үсгийн өндөр</title><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/>'
    '</linearGradient><g id="mark"><circle r="1"/></g></defs><inkscape:page/>'
    '<rect width="10" height="5" style="fill:url(#g);stroke:rgb(0, 0, 0);-inkscape-font:x"/>'
    '<use xlink:href="#mark" transform="translate(3,4) rotate(30)"/>'
    "<text x='1' y='2' font-family=\"'Noto Sans', sans-serif\">h ≥ 1,2 мм</text></svg>"
)


def made(inner="", attributes='viewBox="0 0 1 1"', before=""):
    return f"{before}{OPEN}{attributes}>{inner}</svg>".encode()


def test_a_figure_stays_what_it_is_without_what_its_program_left():
    drawing = drawings.clean(GOOD.encode())
    root = etree.fromstring(drawing.content)

    assert (drawing.width, drawing.height) == (151, 76)
    assert "".join(root.itertext()) == "Үсгийн өндөрh ≥ 1,2 мм"
    tags = [etree.QName(element).localname for element in root.iter()]
    assert tags == [
        "svg", "title", "defs", "linearGradient", "stop", "g", "circle", "rect", "use", "text",
    ]  # fmt: skip
    assert root.find("{*}rect").attrib == {
        "width": "10", "height": "5", "fill": "url(#g)", "stroke": "rgb(0, 0, 0)",
    }  # fmt: skip
    assert root.find("{*}use").get("href") == "#mark"
    assert b"inkscape" not in drawing.content
    # Clean, it stays as it is.
    assert drawings.clean(drawing.content).content == drawing.content


LAUGHS = "".join(
    f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 30)
)
HOSTILE = {
    "script": made("<script>alert(1)</script>"),
    "script of another name": made('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'),
    "event": made('<rect onclick="alert(1)"/>'),
    "event of the root": made(attributes='viewBox="0 0 1 1" onload="alert(1)"'),
    "event with a capital": made('<rect OnMouseOver="alert(1)"/>'),
    "page within": made("<foreignObject><p/></foreignObject>"),
    "link": made('<a href="https://evil.example/"><rect/></a>'),
    "picture from outside": made('<image href="https://evil.example/a.png"/>'),
    "picture within": made('<image href="data:image/png;base64,AAAA"/>'),
    "use from outside": made('<use href="https://evil.example/a.svg#b"/>'),
    "use of data": made('<use xlink:href="data:image/svg+xml;base64,AAAA#b"/>'),
    "script in a link": made('<use href="javascript:alert(1)"/>'),
    "style sheet": made("<style>@import url(https://evil.example/)</style>"),
    "style that asks": made('<rect style="fill:url(https://evil.example/a#b)"/>'),
    "look that asks": made('<rect fill="url(//evil.example/a#b)"/>'),
    "hidden ask": made('<rect fill="u\\72l(//evil.example/a)"/>'),
    "expression": made('<rect style="fill:expression(alert(1))"/>'),
    "animation": made('<animate attributeName="href" to="javascript:alert(1)"/>'),
    "set": made('<set attributeName="onload" to="alert(1)"/>'),
    "entities": made("&a;", before='<!DOCTYPE svg [<!ENTITY a "b">]>'),
    "entities in UTF-16": made("&a;", before='<!DOCTYPE svg [<!ENTITY a "b">]>')
    .decode()
    .encode("utf-16"),
    "file of the machine": made(
        "&a;", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ),
    "laughs by use": made(f'<g id="a0"><rect/></g>{LAUGHS}'),
    "circle of uses": made('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "use of the whole": made('<use href="#r"/>', attributes='id="r" viewBox="0 0 1 1"'),
    "corners": made(f'<marker id="m">{"<rect/>" * 60}</marker>'),
    "deep": made("<g>" * 60 + "</g>" * 60),
    "many": made("<g/>" * 20_001),
    "long": made(f'<path d="{"M0 0 " * 60_000}"/>'),
    "large": made(" " * drawings.LARGEST),
    "filter": made('<filter id="f"><feImage href="https://evil.example/"/></filter>'),
    "figure in a figure": made('<svg width="9"/>'),
    "without size": made(attributes=""),
    "size of nothing": made(attributes='viewBox="0 0 0 0"'),
    "size that is none": made(attributes='width="100%" height="NaN"'),
    "page of the web": b"<html><body/></html>",
    "other root": b'<rect xmlns="http://www.w3.org/2000/svg"/>',
    "broken": b"<svg",
    "instructions": b'<?xml-stylesheet href="https://evil.example/"?>' + made() + b"<",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_acts_reaches_out_or_grows_is_refused_with_a_sentence(name):
    assert drawings.is_drawing(HOSTILE[name])
    with pytest.raises(Refused) as refusal:
        drawings.clean(HOSTILE[name])

    assert str(faults.refusal(refusal.value.code))


def test_what_the_parser_takes_away_does_not_come_back():
    source = b'<?xml-stylesheet href="https://evil.example/"?>' + made("<!-- x --><?php x?><rect/>")
    kept = drawings.clean(source).content

    assert b"<?" not in kept
    assert b"evil" not in kept
    assert b"--" not in kept


@pytest.mark.parametrize("source", [b"\x89PNG\r\n", b"\xff\xd8\xff", b"RIFF", b""])
def test_pictures_of_pixels_are_no_drawings(source):
    assert not drawings.is_drawing(source)


def test_a_figure_is_never_drawn_larger_than_a_screen_can():
    drawing = drawings.clean(made(attributes='width="99999" height="9999"'))

    assert (drawing.width, drawing.height) == (4000, 400)
