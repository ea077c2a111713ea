"""Where very many run: the dry run looks at a part and says so; what became of them is counted."""

import pytest

from kholboo.audit.models import Entry
from kholboo.eservices.models import Application, TransferCase
from kholboo.eservices.queries import running
from kholboo.eservices.queries import transfers as queries
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.test_procedures_desk import desk, html

pytestmark = pytest.mark.django_db
MOVES = f"/en/desk/procedures/{moving.OTHER}/moves/"


def test_a_part_is_spread_evenly_from_the_oldest_to_the_newest():
    old = moving.old_version()
    numbers = [stories.application(version=old).number for _count in range(7)]
    under = running.running_under(old)

    def seen(most):
        return [
            numbers.index(number)
            for _key, number in running.spread(under, count=len(numbers), most=most)
        ]

    assert seen(7) == seen(9) == list(range(7))
    assert seen(3) == [2, 4, 6]
    assert all(len(seen(most)) == most for most in range(1, 8))


def test_the_dry_run_of_too_many_says_so_on_every_page(monkeypatch):
    monkeypatch.setattr(queries, "MOST_JUDGED", 2)
    old = moving.old_version()
    for _count in range(5):
        stories.application(version=old)
    new = moving.new_version(moving.second_files())
    administrator, head = desk(), desk("agency.head")

    said = html(administrator.get(f"{MOVES}new/?before={old.number}&after={new.number}"))
    transfer = moving.asked(old, new)
    one = f"{MOVES}{transfer.pk}/"

    assert "2 of 5 running applications" in said
    assert "2 of 5 running applications" in html(head.get(f"{one}approve/"))
    assert transfer.counted == {"fine": 2, "attention": 0, "cannot": 0, "running": 5}
    assert "among 5" in html(administrator.get(one))
    entry = Entry.objects.get(action="eservices.transfer_asked")
    assert entry.facts["running"] == 5


def test_the_move_itself_looks_at_each_one_and_counts_them_by_their_reason(
    monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(queries, "MOST_JUDGED", 1)
    monkeypatch.setattr(queries, "MOST_NUMBERS", 1)
    old = moving.old_version()
    going = stories.brought_to("check", version=old)
    late = [stories.brought_to("decide", version=old) for _count in range(2)]
    new = moving.new_version(moving.second_files())

    transfer = moving.worked(moving.approved(old, new))
    with django_assert_max_num_queries(8):
        results = queries.results_of(transfer)

    assert TransferCase.objects.filter(transfer=transfer).count() == 3
    assert Application.objects.get(pk=going.pk).version == new
    assert (results.moved, results.stayed, results.left) == (1, 2, 0)
    assert [(group.count, group.numbers) for group in results.groups] == [(2, [late[0].number])]
    assert results.groups[0].reasons
