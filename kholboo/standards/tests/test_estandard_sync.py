"""What the catalogue and the national store do with each other; the store is the fake."""

from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.standards import tasks, wiring
from kholboo.standards.estandard.fake import FakeStore
from kholboo.standards.estandard.port import Record
from kholboo.standards.models import (
    CatalogueFile,
    Edition,
    Proposal,
    StoreMark,
    StoreRow,
)
from kholboo.standards.queries.estandard import common
from kholboo.standards.queries.facts import NOTHING, facts_of
from kholboo.standards.services import changes, estandard, importing
from kholboo.standards.tests.desk import ADDRESS, desk, edition, html, person, proposal

PAGE = f"{ADDRESS}store/"
FACTS = common(NOTHING) | {"title_mn": "Эмээл", "stage": "60.60", "ics": ["67.100"]}
ONE = Record("MNS 9001", 2024, FACTS)


@pytest.fixture
def store(db):
    return FakeStore()


def sync(store):
    estandard.sync(store, actor=person())


def publish_all():
    for file in CatalogueFile.objects.filter(state="open"):
        importing.publish_file(file, actor=person("catalogue.head"))
        file.refresh_from_db()
        importing.work_off(file)


def ours(slug="mns-6858-2020"):
    return common(facts_of(Edition.objects.get(slug=slug)))


def milk(**facts):
    return Record("MNS 6858", 2020, ours() | facts)


def test_their_new_edition_is_published_by_a_second_person(store):
    store.write(ONE)

    sync(store)

    assert not Edition.objects.filter(work__number="MNS 9001").exists()
    publish_all()
    assert ours("mns-9001-2024")["title_mn"] == "Эмээл"
    sync(store)
    assert len(store.history) == 1
    assert Proposal.objects.count() == 1


def test_their_change_comes_and_ours_goes_and_nothing_echoes(store):
    store.write(milk())
    sync(store)
    store.write(milk(pages=44))
    sync(store)
    publish_all()
    assert ours()["pages"] == 44
    changes.publish(proposal(title_mn="Хуурай сүү"), actor=person("catalogue.head"))

    sync(store)
    sync(store)

    assert len(store.history) == 3
    assert store.history[-1].facts == ours()
    assert Proposal.objects.filter(state="open").count() == 0


def test_what_both_changed_waits_for_a_person(store):
    store.write(milk())
    sync(store)
    store.write(milk(title_mn="Тэдний нэр"))
    changes.publish(proposal(title_mn="Манай нэр"), actor=person("catalogue.head"))

    sync(store)
    sync(store)

    assert len(store.history) == 2
    assert ours()["title_mn"] == "Манай нэр"
    assert not Proposal.objects.filter(state="open").exists()
    page = html(desk().get(PAGE))
    assert "Тэдний нэр" in page
    assert "Манай нэр" in page


def conflict(store):
    test_what_both_changed_waits_for_a_person(store)
    return StoreRow.objects.get(theirs__isnull=False)


def test_ours_is_kept_and_sent(store):
    row = conflict(store)

    assert desk().post(f"{PAGE}{row.pk}/ours/").status_code == 403
    desk("catalogue.head").post(f"{PAGE}{row.pk}/ours/")
    sync(store)

    assert store.history[-1].facts["title_mn"] == "Манай нэр"
    assert desk("catalogue.head").post(f"{PAGE}{row.pk}/ours/").status_code == 404


def test_theirs_is_proposed_and_not_overwritten_while_it_waits(store):
    row = conflict(store)

    desk().post(f"{PAGE}{row.pk}/theirs/")
    sync(store)
    assert len(store.history) == 2
    changes.publish(Proposal.objects.get(state="open"), actor=person("catalogue.head"))
    sync(store)

    assert ours()["title_mn"] == "Тэдний нэр"
    assert len(store.history) == 2


def test_the_first_meeting_fills_what_is_empty_and_asks_about_the_rest(store):
    edition("MNS 9001", 2024)
    store.write(Record("MNS 9001", 2024, common(NOTHING) | {"title_mn": "Өөр", "pages": 3}))
    store.write(milk(pages=9, title_en="", stage=""))

    sync(store)

    assert [row.key for row in StoreRow.objects.filter(theirs__isnull=False)] == ["mns 9001"]
    assert [found.changes for found in Proposal.objects.all()] == [{"pages": [None, 9]}]


def test_what_they_never_knew_does_not_empty_ours(store):
    day = ours()["effective_on"]
    store.write(milk(title_mn="Тэдний нэр", effective_on=None))
    sync(store)

    estandard.propose_theirs(StoreRow.objects.get(), actor=person())
    assert set(Proposal.objects.get().changes) == {"title_mn"}
    changes.publish(Proposal.objects.get(), actor=person("catalogue.head"))
    sync(store)

    assert store.history[-1].facts["effective_on"] == day
    assert store.history[-1].facts["title_mn"] == "Тэдний нэр"


def test_a_change_made_there_while_we_send_is_not_overwritten(store):
    store.write(milk())
    sync(store)
    changes.publish(proposal(title_mn="Манай нэр"), actor=person("catalogue.head"))
    store.write(milk(pages=7))

    # As if it came between our look and our sending.
    estandard.push(store)

    assert store.history[-1].facts["pages"] == 7
    sync(store)
    publish_all()
    sync(store)
    assert (store.history[-1].facts["pages"], store.history[-1].facts["title_mn"]) == (
        7,
        "Манай нэр",
    )


def test_trouble_is_shown_and_nothing_is_lost(store):
    store.write(ONE)
    store.fault = "500"
    sync(store)
    assert StoreMark.objects.get().trouble in html(desk().get(PAGE))

    store.fault = ""
    sync(store)

    assert StoreMark.objects.get().trouble == ""
    assert Proposal.objects.count() == 1


def test_records_that_cannot_be_are_counted(store):
    store.write(Record("MNS 9002", 2024, ONE.facts | {"ics": ["99.999"]}))
    store.write(Record("MNS 9003", 2024, common(NOTHING)))

    sync(store)

    assert StoreMark.objects.get().unreadable == 2
    assert not Proposal.objects.exists()


def test_while_it_is_not_tied_the_page_says_so(db, settings):
    settings.STANDARDS = settings.STANDARDS.model_copy(update={"estandard": "off"})
    wiring.national_store.cache_clear()

    assert desk("auditor").get(PAGE).status_code == 200
    assert desk().post(f"{PAGE}sync/").status_code == 422
    assert desk("auditor").post(f"{PAGE}sync/").status_code == 403
    wiring.national_store.cache_clear()


def test_at_its_hour_both_sides_are_compared_without_a_person(store):
    store.write(ONE)

    assert estandard.sync_in_turn(store)
    assert not estandard.sync_in_turn(store)
    file = CatalogueFile.objects.get()
    assert file.proposed_by is None
    publish_all()
    assert ours("mns-9001-2024")["title_mn"] == "Эмээл"
    for address in (PAGE, f"{ADDRESS}import/{file.pk}/", f"{ADDRESS}events/"):
        assert "estandard.gov.mn" in html(desk().get(address))
    event = Edition.objects.get(slug="mns-9001-2024").events.get()
    assert (event.proposed_by, event.published_by) == (None, person("catalogue.head"))


def test_while_the_store_is_in_trouble_we_ask_ever_more_seldom(store):
    store.fault, pauses = "500", []
    for _try in range(9):
        StoreMark.objects.update(next_at=clock.now())
        assert estandard.sync_in_turn(store)
        assert not estandard.sync_in_turn(store)
        mark = StoreMark.objects.get()
        pauses.append((mark.next_at - mark.at) // timedelta(minutes=1))

    assert pauses == [10, 20, 40, 80, 160, 320, 640, 720, 720]
    assert mark.succeeded_at is None
    store.fault = ""
    StoreMark.objects.update(next_at=clock.now())
    assert estandard.sync_in_turn(store)
    mark.refresh_from_db()
    assert (mark.failures, mark.succeeded_at, mark.trouble) == (0, mark.at, "")
    assert mark.next_at - mark.at == timedelta(hours=1)
    # A person need not wait.
    store.write(ONE)
    sync(store)
    assert CatalogueFile.objects.exists()


def test_the_job_does_nothing_while_the_door_is_off(monkeypatch, db):
    monkeypatch.setattr(tasks, "national_store", lambda: None)
    tasks.sync_in_turn(0)

    assert not StoreMark.objects.exists()
