import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.core.errors import Unreachable
from kholboo.notifications import hooks, rules, wiring
from kholboo.notifications.models import Delivery
from kholboo.notifications.rules import Failure, State
from kholboo.notifications.services import carrying, pacing
from kholboo.notifications.tests.factories import letter, make_due, short_text


@pytest.fixture
def heard(monkeypatch):
    """What the owners of messages were told."""
    facts = []
    for hook in (hooks.message_sent, hooks.message_failed):
        monkeypatch.setattr(hook, "_listeners", [facts.append])
    return facts


def waiting_jobs(name):
    return ProcrastinateJob.objects.filter(task_name=f"notifications.{name}", status="todo")


def fresh(delivery):
    delivery.refresh_from_db()
    return delivery


@pytest.mark.django_db
def test_a_message_is_handed_over_once_however_often_its_job_runs(mail):
    delivery = letter()

    carrying.deliver(delivery.pk)
    carrying.deliver(delivery.pk)

    assert [sent.subject for sent in mail.sent] == ["Хариу"]
    assert (fresh(delivery).state, delivery.attempts) == (State.SENT, 1)
    assert delivery.provider_id
    assert delivery.sent_at


@pytest.mark.django_db
def test_a_failed_try_waits_longer_each_time_and_then_the_message_is_a_dead_letter(mail, heard):
    delivery, mail.fault = letter(), "500"
    pauses = []

    for _try in range(rules.MAX_ATTEMPTS):
        before = timezone.now()
        carrying.deliver(make_due(delivery).pk)
        if fresh(delivery).next_try_at:
            pauses.append(delivery.next_try_at - before)

    assert (delivery.state, delivery.attempts) == (State.DEAD, 8)
    assert delivery.last_error == Failure.TROUBLE
    for pause, planned in zip(pauses, rules.PAUSES, strict=True):
        assert 0.9 <= pause / planned <= 1.21
    carrying.announce(delivery.pk)
    assert [(fact.key, fact.state) for fact in heard] == [("case-7", "dead")]


@pytest.mark.django_db
def test_the_next_try_is_planned_with_the_failed_one(mail):
    delivery, mail.fault = letter(), "500"
    ProcrastinateJob.objects.all().delete()

    carrying.deliver(delivery.pk)

    assert waiting_jobs("deliver").get().scheduled_at == fresh(delivery).next_try_at


@pytest.mark.django_db
def test_a_try_before_its_time_sends_nothing(mail):
    delivery = letter()
    Delivery.objects.update(next_try_at=timezone.now() + timedelta(minutes=3))

    carrying.deliver(delivery.pk)

    assert mail.sent == []


@pytest.mark.django_db
def test_a_recipient_the_provider_refuses_is_not_tried_again(sms):
    delivery, sms.fault = short_text(), "refuse"

    carrying.deliver(delivery.pk)

    assert (fresh(delivery).state, delivery.attempts) == (State.REFUSED, 1)
    assert delivery.last_error == Failure.RECIPIENT


@pytest.mark.django_db
def test_owners_are_told_once_and_a_failing_listener_does_not_send_twice(mail, monkeypatch):
    told = []

    def listener(fact):
        told.append(fact)
        if len(told) == 1:
            raise ValueError("the listener's own trouble")

    monkeypatch.setattr(hooks.message_sent, "_listeners", [listener])
    delivery = letter()
    carrying.deliver(delivery.pk)
    with pytest.raises(ValueError, match="own trouble"):
        carrying.announce(delivery.pk)

    carrying.announce(delivery.pk)
    carrying.announce(delivery.pk)

    assert len(told) == 2
    assert told[1].key == "case-7"
    assert len(mail.sent) == 1


@pytest.mark.django_db
def test_the_sweep_asks_again_for_what_a_dead_worker_dropped(mail):
    dropped, held, done = letter("dropped"), letter("held"), letter("done")
    carrying.deliver(done.pk)
    for delivery in (dropped, held):
        make_due(delivery)
    now = timezone.now()
    Delivery.objects.filter(pk=dropped.pk).update(attempts=1, leased_until=now - timedelta(1))
    Delivery.objects.filter(pk=held.pk).update(attempts=1, leased_until=now + timedelta(1))
    Delivery.objects.filter(pk=done.pk).update(closed_at=now - timedelta(hours=1))
    ProcrastinateJob.objects.all().delete()

    carrying.sweep()
    carrying.sweep()

    assert [job.args["delivery_id"] for job in waiting_jobs("deliver")] == [dropped.pk]
    assert [job.args["delivery_id"] for job in waiting_jobs("announce")] == [done.pk]


@pytest.mark.django_db
def test_a_message_that_kills_every_worker_is_given_up(mail):
    delivery = make_due(letter())
    Delivery.objects.update(attempts=8, leased_until=timezone.now() - timedelta(minutes=1))

    carrying.deliver(delivery.pk)

    assert (fresh(delivery).state, delivery.last_error) == (State.DEAD, Failure.STOPPED)
    assert mail.sent == []


@pytest.mark.django_db
def test_texts_are_forgotten_when_nobody_needs_them_and_the_proof_stays(mail):
    old, new = letter("old"), letter("new")
    carrying.deliver(old.pk)
    carrying.deliver(new.pk)
    Delivery.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=31))

    assert carrying.forget_texts() == 1

    assert not fresh(old).payload
    assert fresh(new).payload
    assert old.state == State.SENT


@pytest.mark.django_db
def test_an_address_that_is_not_set_waits_and_says_why(settings):
    settings.NOTIFICATIONS = settings.NOTIFICATIONS.model_copy(
        update={"sms": "messagepro", "sms_url": ""}
    )
    wiring.sms_provider.cache_clear()
    delivery = short_text()

    carrying.deliver(delivery.pk)

    wiring.sms_provider.cache_clear()
    assert (fresh(delivery).state, delivery.last_error) == (State.WAITING, Failure.NOT_SET_UP)


class Slow:
    """A provider that holds every sender until all have begun, and looks at their transactions."""

    def __init__(self):
        self.sent, self.in_transaction = [], []

    def send(self, message):
        self.in_transaction.append(connection.in_atomic_block)
        self.sent.append(message.key)
        threading.Event().wait(0.3)
        return "1"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_a_message_once_and_hold_no_transaction(monkeypatch):
    provider = Slow()
    monkeypatch.setattr(carrying, "mail_provider", lambda: provider)
    delivery = letter()

    def work(_worker):
        try:
            carrying.deliver(delivery.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert provider.sent == ["case-7"]
    assert provider.in_transaction == [False]
    assert fresh(delivery).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_comes_back_late_does_not_undo_what_another_did(mail, monkeypatch):
    delivery = letter()

    class LateFailure:
        def send(self, message):
            Delivery.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
            monkeypatch.setattr(carrying, "mail_provider", lambda: mail)
            carrying.deliver(delivery.pk)
            raise Unreachable("too late")

    monkeypatch.setattr(carrying, "mail_provider", LateFailure)

    carrying.deliver(delivery.pk)

    assert fresh(delivery).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_all_senders_together_keep_the_pace_of_the_provider():
    from time import monotonic

    moments = []

    def work(_worker):
        try:
            for _turn in range(3):
                pacing.wait_for_turn(rules.Channel.SMS)
                moments.append(monotonic())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    moments.sort()
    for first, sixth in zip(moments, moments[5:], strict=False):
        assert sixth - first > 1.0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_carries_a_promise_to_the_simulator_and_tells_its_owner(mail_process):
    delivery = letter(key="carried-by-a-worker")
    place = connection.settings_dict
    database = f"postgresql://{place['USER']}:{place['PASSWORD']}@/{place['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"{database}?host={place['HOST']}&port={place['PORT']}",
        "SEAL_KEY": settings.SEAL_KEY,
        "MAIL": "smtp",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": str(mail_process.ports["smtp_port"]),
    }

    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot", "-q", "messages"],
        env=environment,
        check=True,
        capture_output=True,
        timeout=60,
    )

    assert fresh(delivery).is_announced
    assert delivery.state == State.SENT
    newest = mail_process.arrived()[0]
    assert newest["message_id"] == delivery.provider_id
    assert newest["text"].strip() == "Таны хариу бэлэн."
