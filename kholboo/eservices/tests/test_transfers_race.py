"""Moving beside officers at work, and a worker that dies in the middle."""

from threading import Barrier, Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from kholboo.eservices.models import Application, Step, TransferCase
from kholboo.eservices.models import Event as Line
from kholboo.eservices.services import transfers
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.stories import fresh

pytestmark = pytest.mark.django_db(transaction=True)


def beside(*acts):
    """All at once, each on a connection of its own; what they raise is returned."""
    start, raised = Barrier(len(acts)), []

    def go(act):
        start.wait()
        try:
            act()
        except Exception as reason:  # the test looks at what came
            raised.append(reason)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_an_officer_who_does_a_step_while_it_is_moved_loses_nothing():
    old = moving.old_version()
    made = [stories.brought_to("check", version=old) for _count in range(3)]
    new = moving.new_version(moving.second_files())
    transfer = moving.approved(old, new)

    raised = beside(
        lambda: moving.worked(transfer),
        lambda: moving.worked(transfer),
        lambda: [stories.checked(one) for one in reversed(made)],
    )

    assert raised == []
    for one in made:
        assert fresh(one).version == new
        assert stories.waiting(one) == ["fee", "payment"]
        assert Step.objects.filter(application=one, node="check", status="done").count() == 1
        assert Line.objects.filter(application=one, kind="moved").count() == 1
    assert TransferCase.objects.filter(transfer=transfer, end="moved").count() == 3


def test_a_worker_killed_in_the_middle_leaves_whole_cases_and_the_next_goes_on():
    old = moving.old_version()
    made = [stories.brought_to("check", version=old) for _count in range(3)]
    days = [moving.days_of(one) for one in made]
    new = moving.new_version(moving.second_files())
    transfer = moving.approved(old, new)
    held, let_go = Event(), Event()

    def hold():
        with transaction.atomic():
            Application.objects.select_for_update().get(pk=made[1].pk)
            held.set()
            let_go.wait(120)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    held.wait(120)
    # The second application cannot be had: the worker's statement dies there.
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    with pytest.raises(OperationalError):
        transfers.work(transfer.pk)
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
    let_go.set()
    holder.join()
    assert [fresh(one).version for one in made] == [new, old, old]

    assert transfers.go_on_with_all() == 1
    transfer = moving.worked(transfer)

    assert transfer.state == "done"
    assert [fresh(one).version for one in made] == [new, new, new]
    assert [moving.days_of(one) for one in made] == days
    assert Line.objects.filter(kind="moved").count() == 3
