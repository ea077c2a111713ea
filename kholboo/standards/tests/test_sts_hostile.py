"""Files made to hurt are refused with a reason, quickly, and nothing outside them is read."""

import time

import pytest

from kholboo.standards.sts import parsing
from kholboo.standards.sts.convert import convert
from kholboo.standards.sts.problems import Refused
from kholboo.standards.tests.sts import clause, standard

LAUGHS = '<!DOCTYPE standard [<!ENTITY a "ха"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE standard [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
TABLE = "<table><tbody>{}</tbody></table>"
DEEP = "<p>" * 5000 + "</p>" * 5000


def refused(source):
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        convert(source)
    assert time.process_time() - began < 1.5
    return refusal.value.code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"  ", "empty"),
        (standard("<p>&b;</p>", before=LAUGHS), "doctype"),
        (standard("<p>&x;</p>", before=OUTSIDE), "doctype"),
        (standard("<p>&b;</p>", before="<!-- <x> -->\n" + LAUGHS), "doctype"),
        (standard("<p>&b;</p>", before=LAUGHS).decode().encode("utf-16"), "doctype"),
        (
            standard("", before='<!DOCTYPE standard SYSTEM "a" [<!ENTITY % p SYSTEM "b">%p;]>'),
            "doctype",
        ),
        (standard("", before='<!DOCTYPE standard SYSTEM "a"><!ENTITY x "y">'), "doctype"),
        (standard(clause("<p>" * 70 + "</p>" * 70)), "deep"),
        (standard(DEEP), "deep"),
        (standard(clause(TABLE.format("<tr>" + "<td/>" * 300 + "</tr>"))), "table"),
        (standard(clause(TABLE.format('<tr><td colspan="99999" rowspan="99999"/></tr>'))), "table"),
        (standard(clause(TABLE.format("<tr><td/></tr>" * 60_001))), "table"),
        (standard("<p/>" * 400_001), "elements"),
        (b"<html><body/></html>", "root"),
        (b"<standard><front></standard>", "broken"),
        (b"not xml", "broken"),
        (b"<?xml version='1.0' encoding='koi8-r'?><standard/>", "encoding"),
        (b"<standard>\xff\xfe\xff</standard>", "encoding"),
        (b"<standard>a\x00b</standard>", "control"),
        (b"<standard>" + b" " * parsing.LARGEST + b"</standard>", "size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused(source, code):
    assert refused(source) == code


def test_the_reason_says_where():
    source = standard("\n\n<p>a\n<b></p>")
    with pytest.raises(Refused) as refusal:
        convert(source)

    assert refusal.value.line == 4


def test_the_type_of_a_document_is_never_fetched(tmp_path):
    named = tmp_path / "x.dtd"
    named.write_text('<!ENTITY secret "нууц"><!ELEMENT standard ANY>')
    source = standard("<p>&secret;</p>", before=f'<!DOCTYPE standard SYSTEM "{named}">')

    assert "нууц" not in "".join(part.html for part in convert(source).parts)


def test_includes_are_words_like_any_other(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("нууц")
    xi = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'

    converted = convert(standard(clause(xi)))

    assert "нууц" not in "".join(part.html for part in converted.parts)
    assert [problem.what for problem in converted.problems] == ["include"]
