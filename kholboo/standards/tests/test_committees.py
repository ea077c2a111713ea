"""Technical committees: the table, the fact of an edition, narrowing by one."""

import pytest
from django.test import Client

from kholboo.standards.models import Committee, Edition, Proposal
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.services import changes
from kholboo.standards.services import importing as files
from kholboo.standards.tests.desk import ADDRESS, desk, edition, fields, html, person, proposal

pytestmark = pytest.mark.django_db
TABLE = f"{ADDRESS}committees/"
FOOD = {"number": "ТХ 12", "name_mn": "Хүнс", "name_en": "Food", "secretariat": ""}


@pytest.fixture
def food():
    return Committee.objects.create(**FOOD)


def published(change):
    changes.publish(change, actor=person("catalogue.head"))


def milk():
    return Edition.objects.get(slug="mns-6858-2020")


def test_the_head_keeps_the_table_and_others_only_read_it():
    head = desk("catalogue.head")

    assert head.post(f"{TABLE}new/", FOOD).status_code == 302
    assert head.post(f"{TABLE}new/", FOOD).status_code == 422
    wrong = {**FOOD, "number": "ТХ/12"}
    assert head.post(f"{TABLE}new/", wrong).status_code == 422
    assert head.post(f"{TABLE}new/", {"number": "ТХ 13"}).status_code == 422
    changed = head.post(f"{TABLE}ТХ 12/", {**FOOD, "secretariat": "Холбоо"})
    assert changed.status_code == 302
    assert desk().get(f"{TABLE}new/").status_code == 403

    page = html(desk().get(TABLE))
    assert "Хүнс" in page
    assert "Холбоо" in page


def test_an_edition_gets_its_committee_by_a_proposal(food):
    officer, address = desk(), f"{ADDRESS}edition/mns-6858-2020/"
    shown = officer.get(address)
    answer = officer.post(address, fields(shown, committee=food.pk))
    assert answer.status_code == 302, html(answer)
    published(Proposal.objects.latest("pk"))

    assert facts_of(milk())["committee"] == "ТХ 12"
    page = html(Client().get("/standards/mns-6858-2020/"))
    assert "ТХ 12 Хүнс" in page
    assert "Нарийн бичгийн дарга нарын газар: одоогоор тодорхойгүй" in page
    published(proposal(committee=""))
    assert milk().committee is None


def test_a_committee_that_is_not_in_the_table_is_refused():
    with pytest.raises(changes.RuleBroken) as refusal:
        proposal(committee="ТХ 99")

    assert refusal.value.field == "committee"


def test_the_catalogue_narrows_to_a_committee(food):
    published(proposal(committee=food.pk))
    edition(committee=None)

    page = html(Client().get("/standards/", {"committee": "ТХ 12"}))
    assert "MNS 6858 : 2020" in page
    assert "MNS 9001 : 2024" not in page
    counted = Client().get("/standards/").context["facets"]
    assert [("ТХ 12 Хүнс", 1)] in [
        [(choice.label, choice.count) for choice in facet.choices] for facet in counted
    ]
    # A committee that is none narrows nothing.
    assert html(Client().get("/standards/", {"committee": "x"})).count("MNS ") > 10
    [item] = Client().get("/api/v1/standards", {"committee": "ТХ 12"}).json()["items"]
    assert item["committee"] == "ТХ 12"


def test_a_file_names_committees_that_are_there(food):
    rows = "number,year,title_mn,committee\nMNS 9001,2024,Эмээл,{}\n"
    good = files.check_file("a.csv", rows.format("ТХ 12").encode())
    bad = files.check_file("a.csv", rows.format("ТХ 99").encode())

    assert good.problems == []
    assert good.judged[0].changes["committee"][1] == "ТХ 12"
    assert [(one.row, one.column) for one in bad.problems] == [(2, "committee")]
