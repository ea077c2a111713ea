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
