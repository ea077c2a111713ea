"""STS becomes HTML: every word of the file is on the page, nothing of its markup is."""

import re
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kholboo.standards.sts.convert import convert
from kholboo.standards.sts.counting import words_in
from kholboo.standards.sts.parsing import parse
from kholboo.standards.sts.walk import HANDLERS, Size
from kholboo.standards.tests.sts import SAMPLES, clause, standard


def page(source, **more):
    return "".join(part.html for part in convert(source, **more).parts)


def words_of_a_browser(html):
    """As a browser reads it (html5lib moves and closes as they do), without words of ours."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    words = []

    def walk(element):
        if "ours" in (element.get("class") or "").split():
            return
        words.extend(re.findall(r"\w+", element.text or ""))
        for one in element:
            walk(one)
            words.extend(re.findall(r"\w+", one.tail or ""))

    walk(tree)
    return sorted(words)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_every_word_of_our_samples_is_on_the_page(file):
    source = file.read_bytes()
    converted = convert(source, pictures={"letter-height.png": Size(1, 640, 360)})

    assert converted.problems == ()
    assert converted.lost == 0
    html = "".join(part.html for part in converted.parts)
    assert words_of_a_browser(html) == sorted(words_in(parse(source)[0]).elements())


# Names that the converter knows, that it does not, and places where only some may stand.
NAMES = [
    *sorted(name for name in HANDLERS if ":" not in name),
    "nonsense",
    "tr",
    "colspec",
    "list-itm",
]
NAMED = st.sampled_from(NAMES)
TEXT = st.text(alphabet=st.sampled_from("абөүёa1 <&\"'>\n"), max_size=12)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(inside):
    pieces = st.lists(st.tuples(inside, TEXT), max_size=4)
    return st.builds(
        lambda name, text, rest: (
            f"<{name}>{escaped(text)}{''.join(one + escaped(tail) for one, tail in rest)}</{name}>"
        ),
        NAMED,
        TEXT,
        pieces,
    )


LEAF = st.builds(lambda name, text: f"<{name}>{escaped(text)}</{name}>", NAMED, TEXT)


@settings(max_examples=150)
@given(st.recursive(LEAF, wrapped, max_leaves=12))
@example("<alternatives>1<tex-math>2</tex-math>3</alternatives>")
@example("<abbrev>1<alternatives></alternatives>1</abbrev>")
@example("<abbrev><break>1</break>1</abbrev>")
@example("<ack>1<label></label>1</ack>")
def test_no_word_is_lost_whatever_stands_wherever(body):
    source = standard(body)
    converted = convert(source)

    assert converted.lost == 0
    html = "".join(part.html for part in converted.parts)
    assert words_of_a_browser(html) == sorted(words_in(parse(source)[0]).elements())


def test_what_is_not_known_is_named_with_its_place():
    source = standard("\n" + clause("<p>а <blink>б</blink></p>\n<widget><p>в</p></widget>", "4.2"))
    problems = [(p.code, p.line, p.clause, p.what) for p in convert(source).problems]

    assert problems == [("unknown", 2, "4.2", "blink"), ("unknown", 3, "4.2", "widget")]
    assert '<span class="unknown">б</span>' in page(source)


class Names(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}


def test_nothing_of_a_file_becomes_markup():
    evil = clause(
        '<p onclick="x()" style="x" id="a&quot;b">&lt;script&gt;alert(1)&lt;/script&gt;</p>'
        '<script>alert(2)</script><iframe src="https://evil.example"/>'
        '<p><ext-link xlink:href="javascript:alert(3)">энд</ext-link>'
        '<a href="https://evil.example">тэнд</a></p>'
        '<fig><graphic xlink:href="../../etc/passwd"><alt-text>"&gt;&lt;img src=x onerror=y&gt;'
        "</alt-text></graphic></fig>"
        '<disp-formula><mml:math><mml:mi href="javascript:1" onclick="x" mathvariant="normal">x'
        '</mml:mi><mml:mspace width="1e9px"/><mml:annotation-xml><p>y</p></mml:annotation-xml>'
        "</mml:math></disp-formula>"
        '<p><std><std-ref>"std:evil/"</std-ref></std> "pic:1/"</p>'
    )
    seen = Names()
    seen.feed(page(standard(evil), pictures={"passwd": Size(1, 10, 10)}))

    assert not seen.tags & {"script", "iframe", "style", "object", "form", "input"}
    assert not {name for name in seen.attributes if name.startswith("on")} | (
        seen.attributes & {"style", "srcset", "width.1e9px"}
    )
    assert seen.links == {"pic:1/"}


def test_references_lead_to_clauses_by_number_and_to_standards_we_hold():
    inside = (
        '<p><xref rid="s4.2">4.2</xref> <xref rid="gone">9</xref> '
        "<std><std-ref>MNS 1 : 2020</std-ref></std> <std><std-ref>XYZ 9</std-ref></std></p>"
    )
    source = standard(clause(inside, "4") + clause("", "4.2"))
    html = page(source, known={"MNS 1 : 2020": "mns-1-2020", "XYZ 9": ""}.get)

    assert '<a href="#c4.2">4.2</a>' in html
    assert 'href="std:mns-1-2020/"' in html
    assert html.count("<a ") == 2
    assert [p.code for p in convert(source).problems] == ["no place"]


def test_old_brackets_of_formulas_are_written_out():
    source = standard(
        clause(
            '<p><inline-formula><mml:math><mml:mfenced open="[" close=")" separators=";,">'
            "<mml:mi>a</mml:mi><mml:mi>b</mml:mi><mml:mi>c</mml:mi><mml:mi>d</mml:mi>"
            "</mml:mfenced></mml:math></inline-formula></p>"
        )
    )

    signs = re.findall(r"<m[io][^>]*>([^<]+)</m[io]>", page(source))
    assert signs == ["[", "a", ";", "b", ",", "c", ",", "d", ")"]


def test_a_table_keeps_its_spans_and_its_notes_stay_with_it():
    source = standard(
        clause(
            '<p>текст<fn id="f1"><label>1</label><p>өөр</p></fn></p>'
            '<table-wrap><table><tbody><tr><td rowspan="2" colspan="x">а<fn id="f2"><p>доор</p></fn>'
            "</td></tr></tbody></table></table-wrap>"
        )
    )
    html = page(source)

    assert '<td rowspan="2">' in html
    assert html.index("доор") < html.index("</section>") < html.index("өөр")


def test_an_adopted_text_brings_its_own_parts():
    file = next(file for file in SAMPLES if file.stem == "adopted")
    converted = convert(file.read_bytes())

    assert [part.kind for part in converted.parts].count("about") == 2
    assert [part.label for part in converted.parts if part.kind != "about"] == [
        *("", "", "1", "2", "3", ""),
    ]


def test_letters_with_names_are_letters_and_strange_names_are_shown():
    source = standard(clause("<p>10&nbsp;°C &alpha; &nope; <![CDATA[&lt;]]></p>"))

    assert "10\xa0°C α &amp;nope; &amp;lt;" in page(source)
    assert [(p.code, p.what) for p in convert(source).problems] == [("letter", "nope")]
