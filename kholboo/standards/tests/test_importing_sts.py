"""What an STS file says in front becomes a proposal; what it does not say is asked of the officer."""

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.standards.models import Edition, FileKind
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.services import importing
from kholboo.standards.tests.desk import person

pytestmark = pytest.mark.django_db
FRONT = """<standard xml:lang="mn"><front>
<iso-meta><title-wrap xml:lang="en"><full>Of another body</full></title-wrap>
<std-ref type="dated">ISO 90099:2019</std-ref></iso-meta>
<nat-meta originator="MNS">
<title-wrap xml:lang="mn"><intro>Сүү</intro><main>Хатаамал сүү</main></title-wrap>
<title-wrap xml:lang="en"><full>Milk. Dried milk</full></title-wrap>
<doc-ident><sdo>MNS</sdo><release-version>DIS</release-version></doc-ident>
<content-language>mn</content-language>
<std-ref type="undated">MNS 9400</std-ref><std-ref type="dated">MNS 9400 : 2026</std-ref>
<release-date>2026-03-01</release-date><ics>67.100.10</ics>
<std-xref type="supersedes"><std-ref>MNS 6858 : 2020</std-ref></std-xref>
<std-xref type="isProgressOf"><std-ref>MNS 1</std-ref></std-xref>
<counts><page-count count="12"/></counts>
</nat-meta></front><body><sec sec-type="scope"><title>Хамрах хүрээ</title>
<p>Энэ ЖИШЭЭ баримт <bold>сүүнд</bold> хамаарна.</p></sec></body></standard>"""


def checked(text=FRONT):
    return importing.check_file("milk.xml", text.encode())


def test_the_front_of_a_file_becomes_an_edition():
    found = checked()
    file = importing.propose_file(found, actor=person())
    importing.publish_file(file, actor=person("catalogue.head"))
    file.refresh_from_db()
    importing.work_off(file)

    new = Edition.objects.get(slug="mns-9400-2026")
    assert file.kind == FileKind.STS
    assert (new.title_mn, new.title_en) == ("Сүү. Хатаамал сүү", "Milk. Dried milk")
    assert (new.pages, new.stage) == (12, "40.20")
    assert new.scope_mn == "Энэ ЖИШЭЭ баримт сүүнд хамаарна."
    facts = facts_of(new)
    assert facts["ics"] == ["67.100.10"]
    assert facts["ties"] == [["replaces", "edition", "mns-6858-2020", ""]]
    assert checked().judged == []


def test_what_the_file_does_not_say_is_no_fact():
    found = checked()

    assert found.problems == []
    assert sorted(one.column for one in found.remarks) == ["iso-meta", "release-date", "std-xref"]
    assert "effective_on" not in found.judged[0].changes


@pytest.mark.parametrize(
    "text",
    [
        "<html/>",
        "<standard>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + FRONT,
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>' + FRONT,
        "<a>" * 100 + "</a>" * 100,
        FRONT + " " * (5 * 1024 * 1024),
    ],
    ids=["no standard", "broken", "outside", "bomb", "deep", "large"],
)
def test_what_is_no_standard_or_hostile_is_refused(text):
    with pytest.raises(RuleBroken):
        checked(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("MNS 9400 : 2026", "Стандарт"),
        ("67.100.10", "99.999"),
        ('count="12"', 'count="-2"'),
        ("Milk. Dried milk", "m" * 501),
    ],
)
def test_what_cannot_be_is_a_problem(old, new):
    assert checked(FRONT.replace(old, new)).problems
