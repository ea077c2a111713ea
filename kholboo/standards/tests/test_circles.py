"""What replaces another is not replaced by it, whoever says so: a form, a file, the store."""

from itertools import pairwise

import pytest

from kholboo.core.errors import RuleBroken
from kholboo.standards.estandard.fake import FakeStore
from kholboo.standards.estandard.port import Record
from kholboo.standards.models import CatalogueFile, Edition, Proposal, Relation
from kholboo.standards.queries.estandard import common
from kholboo.standards.queries.facts import facts_of
from kholboo.standards.services import changes, estandard, importing
from kholboo.standards.services.changes import Wish
from kholboo.standards.tests import files
from kholboo.standards.tests.desk import edition, person

pytestmark = pytest.mark.django_db
HEAD = ("number", "year", "title_mn", "replaces")


def line(count=3):
    """Editions of which each replaces the one before; the first replaces nothing."""
    made = [edition(f"MNS {9001 + number}") for number in range(count)]
    for older, newer in pairwise(made):
        Relation.objects.create(source=newer, kind="replaces", edition=older)
    return made


def replacing(*older):
    return Wish({"ties": [["replaces", "edition", one.slug, ""] for one in older]})


@pytest.mark.parametrize("count", [2, 3, 14])
def test_who_is_replaced_replaces_nobody_above(count):
    made = line(count)

    with pytest.raises(RuleBroken) as refusal:
        changes.propose(replacing(made[-1]), edition=made[0], actor=person())

    assert refusal.value.field == "ties"
    assert made[0].designation in str(refusal.value.message)
    assert str(refusal.value.message).count("MNS 90") == 2


def test_the_other_end_of_the_tie_is_looked_at_too():
    old, _between, new = line()

    with pytest.raises(RuleBroken) as refusal:
        changes.propose(Wish({"replaced_by": [old.slug]}), edition=new, actor=person())

    assert refusal.value.field == "successor"


def test_two_proposals_that_close_a_circle_together_are_not_both_published():
    one, other, third = edition("MNS 9001"), edition("MNS 9002"), edition("MNS 9003")
    pairs = ((one, other), (other, third), (third, one))
    found = [changes.propose(replacing(b), edition=a, actor=person()) for a, b in pairs]
    head = person("catalogue.head")
    for each in found[:2]:
        changes.publish(each, actor=head)

    with pytest.raises(RuleBroken, match="MNS 9003"):
        changes.publish(found[2], actor=head)

    assert not Relation.objects.filter(source=third).exists()
    assert Proposal.objects.get(pk=found[2].pk).is_open


def test_what_stands_in_no_circle_is_published():
    old, between, new = line()
    more = edition("MNS 9050")
    found = changes.propose(replacing(between, old), edition=new, actor=person())
    changes.publish(found, actor=person("catalogue.head"))
    found = changes.propose(Wish({"replaced_by": [more.slug]}), edition=new, actor=person())
    changes.publish(found, actor=person("catalogue.head"))

    # Turned round in one change: it replaces no more what replaces it now.
    turned = Wish({"ties": [], "replaced_by": [between.slug]})
    changes.propose(turned, edition=new, actor=person())


def test_rows_of_a_file_close_no_circle_with_the_catalogue_or_each_other():
    old, _between, new = line()
    one, other = edition("MNS 9051"), edition("MNS 9052")
    rows = [
        ("MNS 9001", "2024", "", new.designation),
        ("MNS 9051", "2024", "", other.designation),
        ("MNS 9052", "2024", "", one.designation),
        ("MNS 9053", "2024", "Шинэ", old.designation),
    ]

    alone = importing.check_file("a.csv", files.table(rows[:1], HEAD))
    among = importing.check_file("a.csv", files.table(rows[1:], HEAD))

    assert [(one.row, one.column) for one in alone.problems] == [(2, "replaces")]
    assert "MNS 9001 : 2024" in str(alone.problems[0].sentence)
    assert [(one.row, one.column) for one in among.problems] == [(2, "replaces"), (3, "replaces")]
    assert not importing.check_file("a.csv", files.table(rows[3:], HEAD)).problems


def whole(work):
    return Wish({"ties": [["replaces", "work", work.slug, ""]]})


def test_whole_works_do_not_replace_each_other():
    """What replaces a work replaces its editions that are no younger."""
    one, other = edition("MNS 9001"), edition("MNS 9002")
    Relation.objects.create(source=other, kind="replaces", work=one.work)

    for wish in (whole(other.work), replacing(other)):
        with pytest.raises(RuleBroken, match=r"MNS 9001 : 2024.*MNS 9002 : 2024"):
            changes.propose(wish, edition=one, actor=person())


def test_a_work_replaced_further_down_closes_a_circle_too():
    old, _between, new = line()
    newest = edition("MNS 9010")
    Relation.objects.create(source=newest, kind="replaces", work=new.work)

    with pytest.raises(RuleBroken, match="MNS 9010"):
        changes.propose(whole(newest.work), edition=old, actor=person())


def test_an_edition_that_is_not_there_yet_is_one_of_its_work():
    one, other = edition("MNS 9001"), edition("MNS 9002")
    Relation.objects.create(source=other, kind="replaces", work=one.work)
    facts = {"title_mn": "Шинэ", "stage": "60.60", **replacing(other).facts}

    with pytest.raises(RuleBroken, match="MNS 9002 : 2024"):
        changes.propose(Wish(facts, number="MNS 9001", year=2023), edition=None, actor=person())

    # A younger one is not replaced by what replaced those before it.
    changes.propose(Wish(facts, number="MNS 9001", year=2025), edition=None, actor=person())


def test_younger_editions_and_own_older_ones_close_no_circle():
    one, other = edition("MNS 9001", 2020), edition("MNS 9002", 2024)
    Relation.objects.create(source=one, kind="replaces", work=other.work)

    found = changes.propose(whole(one.work), edition=other, actor=person())
    changes.publish(found, actor=person("catalogue.head"))
    found = changes.propose(whole(other.work), edition=edition("MNS 9002", 2025), actor=person())
    changes.publish(found, actor=person("catalogue.head"))

    assert Relation.objects.filter(work=other.work).count() == 2


def test_whole_works_in_rows_of_a_file_close_no_circle():
    one, other = edition("MNS 9001", 2019), edition("MNS 9002", 2019)
    rows = [
        ("MNS 9001", "2024", "Нэг", other.work.number),
        ("MNS 9002", "2024", "Хоёр", one.work.number),
        ("MNS 9003", "2024", "Гурав", other.work.number),
    ]

    checked = importing.check_file("a.csv", files.table(rows, HEAD))

    assert [(one.row, one.column) for one in checked.problems] == [(2, "replaces"), (3, "replaces")]
    assert not importing.check_file("a.csv", files.table(rows[1:], HEAD)).problems


def test_what_the_store_says_comes_and_is_not_published():
    old, new = line(2)
    store = FakeStore()
    facts = common(facts_of(old)) | {"ties": [["replaces", new.designation, "", "", ""]]}
    store.write(Record(old.work.number, old.year, facts))

    estandard.sync(store, actor=person())
    file = CatalogueFile.objects.get()
    importing.publish_file(file, actor=person("catalogue.head"))
    file.refresh_from_db()

    assert importing.work_off(file) == 0
    assert Proposal.objects.get().is_open
    assert not Relation.objects.filter(source=Edition.objects.get(pk=old.pk)).exists()
