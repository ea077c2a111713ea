"""Ties beyond replacement: laws that name a standard, whole texts, parts; by page, file and API."""

import json
import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kholboo.standards.models import Edition, Proposal, Relation
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import changes
from kholboo.standards.services import importing as files
from kholboo.standards.tests.desk import ADDRESS, day, desk, edition, html, person, proposal

pytestmark = pytest.mark.django_db
TIES = f"{ADDRESS}edition/mns-6858-2020/ties/"
LAW = "Хүнсний тухай хууль"
LINK = "https://legalinfo.mn/mn/detail/13071"
KEPT = ["cited_by", "text", LAW, "7.1", "2018-01-01", LINK]


def milk():
    return Edition.objects.get(slug="mns-6858-2020")


def sent(**typed):
    officer = desk()
    seen = officer.get(TIES).context["seen"]
    law = {"law_0": LAW, "article_0": "7.1", "link_0": LINK} | day("since_0", date(2018, 1, 1))
    return officer.post(TIES, {"seen": seen} | law | typed)


def publish():
    changes.publish(Proposal.objects.latest("pk"), actor=person("catalogue.head"))


def page(slug="mns-6858-2020"):
    return html(Client().get(f"/en/standards/{slug}/"))


def test_a_law_is_written_at_the_ties_and_read_with_its_article_day_and_link():
    answer = sent()
    assert answer.status_code == 302, html(answer)
    assert LAW in html(desk().get(answer["Location"]))
    publish()

    assert facts_of(milk())["ties"] == [KEPT]
    shown = page()
    assert f'<a href="{LINK}"' in shown
    assert "7.1" in shown
    assert "since" in shown
    [told] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert json.loads(told)["subjectOf"] == [{"@type": "Legislation", "name": LAW, "url": LINK}]
    [tie] = Client().get("/api/v1/standards/mns-6858-2020/relations").json()
    assert (tie["kind"], tie["clause"], tie["since"], tie["link"]) == (
        "cited_by", "7.1", "2018-01-01", LINK,
    )  # fmt: skip


def test_a_law_stays_when_other_ties_change_and_goes_when_its_row_is_emptied():
    sent()
    publish()
    again = sent(kind_0="part_of", target_0="MNS 5217", clause_0="")
    assert again.status_code == 302, html(again)
    publish()
    assert facts_of(milk())["ties"] == [KEPT, ["part_of", "work", "mns-5217", ""]]

    empty = {
        "law_0": "",
        "article_0": "",
        "link_0": "",
        "kind_0": "part_of",
        "target_0": "MNS 5217",
    }
    assert sent(**empty, **day("since_0", None)).status_code == 302
    publish()
    assert facts_of(milk())["ties"] == [["part_of", "work", "mns-5217", ""]]


@pytest.mark.parametrize(
    "typed",
    [
        {"link_0": "https://evil.example/law"},
        {"link_0": "https://legalinfo.mn.evil.example/"},
        {"link_0": "javascript:alert(1)"},
        {"law_0": ""},
        {"since_0_month": "13"},
    ],
)
def test_a_law_that_cannot_be_is_refused_and_stays_typed(typed):
    answer = sent(**typed)

    assert answer.status_code == 422
    assert "7.1" in html(answer)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "tie",
    [
        ["cited_by", "edition", "mns-5217-2012", ""],
        ["references", "text", "ISO 1", "", "", LINK],
        ["cited_by", "text", LAW, "", "", "http://legalinfo.mn/"],
        ["loves", "text", "ISO 1", ""],
    ],
)
def test_no_way_around_the_form_makes_such_a_tie(tie):
    with pytest.raises(changes.RuleBroken):
        proposal(ties=[tie])
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(source=milk(), kind="cited_by", work=milk().work)


def test_whole_texts_and_parts_stand_on_both_pages():
    whole, first = edition("MNS 9002"), edition("MNS 9001-1")
    edition(year=2010)
    Relation.objects.create(source=whole, kind=RelationKind.CONSOLIDATES, edition=first)
    Relation.objects.create(source=first, kind=RelationKind.PART_OF, work=edition("MNS 9001").work)

    assert "holds the whole text, with its amendments, of" in page("mns-9002-2024")
    assert "its whole text, with the amendments, is" in page("mns-9001-1-2024")
    assert "is a part of" in page("mns-9001-1-2024")
    for year in (2010, 2024):
        assert "has the part" in page(f"mns-9001-{year}")


def test_a_reference_says_whether_one_edition_is_meant_or_any():
    old = edition("MNS 9001", 2010)
    one, other = edition("MNS 9002"), edition("MNS 9003")
    Relation.objects.create(source=one, kind=RelationKind.REFERENCES, edition=old)
    Relation.objects.create(source=other, kind=RelationKind.REFERENCES, work=old.work)
    Relation.objects.create(source=one, kind=RelationKind.REFERENCES, text="ISO 22000:2018")

    referred = Client().get("/api/v1/standards/mns-9001-2010/relations").json()
    assert [(tie["text"], tie["is_dated"]) for tie in referred] == [
        ("MNS 9002 : 2024", True), ("MNS 9003 : 2024", False),
    ]  # fmt: skip
    assert page("mns-9001-2010").count("any edition") == 1
    own = Client().get("/api/v1/standards/mns-9002-2024/relations").json()
    assert [tie["is_dated"] for tie in own] == [True, True]


def test_a_file_brings_ties_of_every_kind():
    rows = (
        "number,year,title_mn,references,part_of,amends,cited_by\n"
        "MNS 9001,2024,Эмээл,MNS 5217 : 2003 (4.1); ISO 9001,MNS 5217,MNS 9002:2024 (5),"
        f"{LAW} | 7.1 | 2018-01-01 | {LINK}; Өөр хууль\n"
        "MNS 9002,2024,Хазаар,,,,\n"
    )
    checked = files.check_file("a.csv", rows.encode())
    assert [str(one.sentence) for one in checked.problems] == []
    files.work_off(_published(files.propose_file(checked, actor=person())))

    saddle = Edition.objects.get(slug="mns-9001-2024")
    assert facts_of(saddle)["ties"] == [
        ["amends", "edition", "mns-9002-2024", "5"],
        KEPT,
        ["cited_by", "text", "Өөр хууль", ""],
        ["part_of", "work", "mns-5217", ""],
        ["references", "edition", "mns-5217-2003", "4.1"],
        ["references", "text", "ISO 9001", ""],
    ]
    assert files.check_file("a.csv", rows.encode()).judged == []


def _published(file):
    files.publish_file(file, actor=person("catalogue.head"))
    file.refresh_from_db()
    return file


@pytest.mark.parametrize(
    "law",
    [
        pytest.param("Хууль | 1 | өчигдөр", id="no day"),
        pytest.param(f"Хууль | 1 | | {LINK} | 5", id="too many parts"),
        pytest.param("| 5", id="no title"),
        pytest.param("Х" * 301, id="too long"),
    ],
)
def test_a_law_of_a_file_that_cannot_be_is_a_problem_of_its_row(law):
    rows = f'number,year,title_mn,cited_by\nMNS 9001,2024,Эмээл,"{law}"\n'
    checked = files.check_file("a.csv", rows.encode())

    assert [(one.row, one.column) for one in checked.problems] == [(2, "cited_by")]
