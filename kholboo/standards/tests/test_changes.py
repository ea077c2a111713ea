"""A change of the catalogue: one proposes, another publishes, everybody reads what happened."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.standards.models import ChangeEvent, Edition, IcsClass, Proposal, Relation
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import changes
from kholboo.standards.services.changes import Wish
from kholboo.standards.tests.desk import (
    ADDRESS,
    desk,
    desk_of,
    edition,
    fields,
    html,
    person,
    proposal,
)

pytestmark = pytest.mark.django_db


def milk():
    return Edition.objects.get(slug="mns-6858-2020")


def test_a_title_is_proposed_previewed_published_by_another_and_told():
    officer, head = desk(), desk("catalogue.head")
    form = officer.get(f"{ADDRESS}edition/mns-6858-2020/")

    kept = officer.post(
        f"{ADDRESS}edition/mns-6858-2020/",
        fields(form, title_mn="Хуурай сүү", note="Нэрийг тогтоолын дагуу зассан"),
    )

    found = Proposal.objects.get()
    assert kept["Location"] == f"{ADDRESS}changes/{found.pk}/"
    assert set(found.changes) == {"title_mn"}
    assert "Хуурай сүү" not in html(Client().get("/standards/mns-6858-2020/"))
    assert "Хуурай сүү" in html(head.get(f"{ADDRESS}changes/{found.pk}/"))
    assert '<h1 lang="mn">Хуурай сүү</h1>' in html(head.get(f"{ADDRESS}changes/{found.pk}/page/"))
    assert milk().title_mn != "Хуурай сүү"

    page = head.get(f"{ADDRESS}changes/{found.pk}/")
    head.post(f"{ADDRESS}changes/{found.pk}/publish/", {"seen": page.context["seen"]})

    public = html(Client().get("/standards/mns-6858-2020/"))
    assert "Хуурай сүү</h1>" in public
    assert "Нэрийг тогтоолын дагуу зассан" in public
    [event] = ChangeEvent.objects.all()
    assert (event.kind, event.proposed_by, event.published_by) == (
        "changed",
        person(),
        person("catalogue.head"),
    )
    acts = Entry.objects.filter(target=f"standards.Edition:{milk().pk}").order_by("pk")
    assert [entry.action for entry in acts] == [
        "standards.change_proposed",
        "standards.change_published",
    ]
    # And it is found by its new words.
    assert "mns-6858-2020" in html(Client().get("/standards/", {"q": "хуурай сүү"}))


def test_nobody_publishes_what_they_proposed():
    head = person("catalogue.head")
    found = changes.propose(Wish({"title_mn": "Нэр"}), edition=milk(), actor=head)

    answer = desk_of(head).post(f"{ADDRESS}changes/{found.pk}/publish/")

    assert answer.status_code == 422
    assert milk().title_mn != "Нэр"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=found.pk).update(
            state="published", decided_by=head, decided_at=found.proposed_at
        )


def test_the_officer_does_not_publish_at_all():
    found = proposal()

    assert desk().post(f"{ADDRESS}changes/{found.pk}/publish/").status_code == 403
    assert desk("auditor").post(f"{ADDRESS}changes/{found.pk}/take-back/").status_code == 403
    assert desk("auditor").get(f"{ADDRESS}changes/{found.pk}/").status_code == 200
    assert desk("head.orkhon").get(f"{ADDRESS}changes/{found.pk}/").status_code == 403


def test_what_changed_since_is_not_published_and_not_lost():
    first, second = proposal(title_mn="Нэг"), proposal(title_mn="Хоёр")
    head = desk("catalogue.head")
    changes.publish(first, actor=person("catalogue.head"))

    page = head.get(f"{ADDRESS}changes/{second.pk}/")
    answer = head.post(f"{ADDRESS}changes/{second.pk}/publish/", {"seen": page.context["seen"]})

    assert answer.status_code == 422
    assert "Нэг" in html(answer)
    assert "Хоёр" in html(answer)
    assert milk().title_mn == "Нэг"
    # Its author writes it anew on top of what is there, and it goes out.
    officer = desk()
    form = officer.get(f"{ADDRESS}changes/{second.pk}/anew/")
    officer.post(f"{ADDRESS}changes/{second.pk}/anew/", fields(form))
    changes.publish(second, actor=person("catalogue.head"))
    assert milk().title_mn == "Хоёр"


def test_two_changes_that_are_right_alone_are_not_published_when_they_are_wrong_together():
    over, begun = proposal(withdrawn_on="2024-01-01"), proposal(effective_on="2025-01-01")
    changes.publish(over, actor=person("catalogue.head"))

    with pytest.raises(RuleBroken) as refusal:
        changes.publish(begun, actor=person("catalogue.head"))

    assert refusal.value.field == "withdrawn_on"
    assert milk().effective_on.year == 2020


def test_changes_of_different_facts_do_not_disturb_each_other():
    first, second = proposal(title_mn="Нэг"), proposal(pages=12)

    changes.publish(first, actor=person("catalogue.head"))
    changes.publish(second, actor=person("catalogue.head"))

    assert (milk().title_mn, milk().pages) == ("Нэг", 12)


def test_who_looked_before_the_change_was_written_anew_looks_once_more():
    found, head = proposal(), desk("catalogue.head")
    seen = head.get(f"{ADDRESS}changes/{found.pk}/").context["seen"]
    changes.revise(found, Wish({"title_mn": "Өөр нэр"}), actor=person())

    answer = head.post(f"{ADDRESS}changes/{found.pk}/publish/", {"seen": seen})

    assert answer.status_code == 422
    assert not ChangeEvent.objects.exists()


def test_an_edition_somebody_added_meanwhile_is_not_added_twice():
    wish = Wish({"title_mn": "Гэр", "stage": "60.60"}, number="MNS 9100", year=2025)
    first = changes.propose(wish, edition=None, actor=person())
    second = changes.propose(wish, edition=None, actor=person())
    changes.publish(first, actor=person("catalogue.head"))

    with pytest.raises(RuleBroken):
        changes.publish(second, actor=person("catalogue.head"))

    assert Edition.objects.filter(work__number="MNS 9100").count() == 1
    assert desk("catalogue.head").get(f"{ADDRESS}changes/{second.pk}/page/").status_code == 422


def test_a_change_is_refused_with_a_reason_or_taken_back():
    first, second = proposal(), proposal(pages=5)

    desk("catalogue.head").post(
        f"{ADDRESS}changes/{first.pk}/refuse/", {"reason": "Тогтоолыг хавсаргана уу"}
    )
    desk().post(f"{ADDRESS}changes/{second.pk}/take-back/")

    assert "Тогтоолыг хавсаргана уу" in html(desk().get(f"{ADDRESS}changes/{first.pk}/"))
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["refused", "taken_back"]
    with pytest.raises(RuleBroken):
        changes.publish(first, actor=person("catalogue.head"))


def test_a_new_edition_tells_the_one_it_replaces():
    old = edition(year=2010)
    new = edition(year=2024)

    changes.publish(
        proposal(new, ties=[["replaces", "edition", old.slug, ""]]), actor=person("catalogue.head")
    )

    assert [event.kind for event in old.events.all()] == ["replaced"]
    assert [event.kind for event in new.events.all()] == ["tied"]
    assert facts_of(old)["replaced_by"] == [new.slug]
    assert Relation.objects.get(source=new).kind == RelationKind.REPLACES


def test_what_is_published_again_changes_nothing():
    first, second = proposal(pages=12), proposal(pages=12)
    changes.publish(first, actor=person("catalogue.head"))
    before = ChangeEvent.objects.count()

    changes.publish(second, actor=person("catalogue.head"))

    assert ChangeEvent.objects.count() == before


def test_events_are_only_ever_added():
    changes.publish(proposal(), actor=person("catalogue.head"))

    for act in (
        lambda: ChangeEvent.objects.update(note="өөр"),
        lambda: ChangeEvent.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_desk_asks_as_often_however_much_waits():
    officer = desk()

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert officer.get(ADDRESS).status_code == 200
        return len(found)

    proposal()
    asked()
    few = asked()
    for pages in range(1, 20):
        proposal(pages=pages)

    assert asked() <= few


def test_the_desk_finds_an_edition_to_change():
    page = html(desk().get(ADDRESS, {"q": "mns 6858"}))

    assert f'href="{ADDRESS}edition/mns-6858-2020/"' in page
    assert escape("MNS 6858 : 2020") in page


@pytest.mark.parametrize("address", ["edition/no-such/", "changes/999999/", "changes/999999/page/"])
def test_what_is_not_there_is_told(address):
    assert desk().get(ADDRESS + address).status_code == 404


def test_the_list_of_events_goes_on():
    for pages in range(1, 4):
        changes.publish(proposal(pages=pages), actor=person("catalogue.head"))
    newest = ChangeEvent.objects.latest("pk")

    page = html(desk("auditor").get(f"{ADDRESS}events/", {"before": newest.pk}))

    assert page.count("<tr data-row>") == 2
    assert desk("auditor").get(f"{ADDRESS}events/", {"before": "²"}).status_code == 200


def test_a_class_is_kept_by_its_code():
    changes.publish(proposal(ics=["01.120"]), actor=person("catalogue.head"))

    assert list(milk().ics.all()) == [IcsClass.objects.get(pk="01.120")]
