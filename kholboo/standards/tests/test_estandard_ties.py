"""Ties and committees through the door to the national store; the store is the fake."""

import pytest

from kholboo.standards.estandard.fake import FakeStore
from kholboo.standards.estandard.port import Record
from kholboo.standards.models import Committee, Edition, Proposal, StoreMark, StoreRow
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.services import changes, estandard
from kholboo.standards.tests.desk import desk, html, person, proposal
from kholboo.standards.tests.test_estandard_sync import PAGE, milk, ours, publish_all, sync

pytestmark = pytest.mark.django_db
TIE = ["references", "MNS 5217 : 2003", "4.1", "", ""]


@pytest.fixture
def store():
    return FakeStore()


def test_ties_and_the_committee_travel_as_people_write_them(store):
    Committee.objects.create(number="ТХ 12", name_mn="Хүнс")
    store.write(milk(committee="ТХ 12", ties=[["references", "mns 5217-2003", "4.1", "", ""]]))
    sync(store)
    publish_all()

    milk_now = facts_of(Edition.objects.get(slug="mns-6858-2020"))
    assert milk_now["committee"] == "ТХ 12"
    assert milk_now["ties"] == [["references", "edition", "mns-5217-2003", "4.1"]]
    sync(store)
    sync(store)
    assert len(store.history) == 1

    law = ["cited_by", "text", "Хүнсний тухай хууль", "7", "2018-01-01", ""]
    changes.publish(proposal(ties=[*milk_now["ties"], law]), actor=person("catalogue.head"))
    sync(store)
    assert store.history[-1].facts["ties"] == [
        ["cited_by", "Хүнсний тухай хууль", "7", "2018-01-01", ""], TIE,
    ]  # fmt: skip


def test_a_store_without_ties_takes_none_away_and_a_strange_committee_is_no_news(store):
    changes.publish(
        proposal(ties=[["references", "edition", "mns-5217-2003", ""]]),
        actor=person("catalogue.head"),
    )
    facts = {name: value for name, value in ours().items() if name != "ties"}
    store.write(Record("MNS 6858", 2020, facts | {"committee": "TC 999"}))
    sync(store)
    sync(store)

    assert not Proposal.objects.filter(state="open").exists()
    assert not StoreRow.objects.exclude(theirs=None).exists()
    assert StoreMark.objects.get().unreadable == 0


def test_ties_that_both_changed_wait_for_a_person(store):
    store.write(milk())
    sync(store)
    store.write(milk(ties=[TIE]))
    changes.publish(
        proposal(ties=[["part_of", "work", "mns-5217", ""]]), actor=person("catalogue.head")
    )
    sync(store)

    assert "MNS 5217 : 2003" in html(desk().get(PAGE))
    kept = estandard.propose_theirs(StoreRow.objects.exclude(theirs=None).get(), actor=person())
    assert kept.changes["ties"][1] == [["references", "edition", "mns-5217-2003", "4.1"]]
