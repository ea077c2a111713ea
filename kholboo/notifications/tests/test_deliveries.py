import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.tests.factories import UserFactory
from kholboo.audit.models import Entry
from kholboo.core import seal
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.notifications import queries
from kholboo.notifications.models import Delivery
from kholboo.notifications.rules import State
from kholboo.notifications.services.deliveries import retry_delivery
from kholboo.notifications.tests.factories import ADDRESS, PHONE, letter, short_text

pytestmark = pytest.mark.django_db


def jobs(name="notifications.deliver"):
    return ProcrastinateJob.objects.filter(task_name=name)


def test_a_promise_is_one_row_and_one_job():
    delivery = short_text()

    assert (delivery.state, delivery.attempts, delivery.parts) == (State.WAITING, 0, 1)
    assert [job.args for job in jobs()] == [{"delivery_id": delivery.pk}]


def test_a_rolled_back_fact_leaves_no_row_and_no_job():
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)

    assert not Delivery.objects.exists()
    assert not jobs().exists()


def test_the_same_key_gives_the_first_row_again():
    first = letter(text="first")

    again = letter(text="second")

    assert again.pk == first.pk
    assert queries.opened(again)["text"] == "first"
    assert jobs().count() == 1


def test_neither_recipient_nor_text_can_be_read_in_the_database():
    short_text(key="a", text="Нууц код 123456")
    letter(key="b", text="Нууц код 123456")

    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text, payload FROM notifications_delivery d")
        rows = cursor.fetchall()
    for text, payload in rows:
        for secret in (PHONE, ADDRESS, "123456", "Нууц"):
            assert secret not in text
            assert secret.encode() not in bytes(payload)
    assert {d.recipient for d in Delivery.objects.all()} == {"99••••11", "b•••@e…"}


def test_a_payload_moved_to_another_row_does_not_open():
    mine, other = letter(key="mine"), letter(key="other")
    other.payload = mine.payload

    with pytest.raises(seal.Unsealable):
        queries.opened(other)


@pytest.mark.parametrize("to", ["", "bold", "bold@", "bold@example.mn\nBcc: all@example.mn"])
def test_a_wrong_address_is_refused_before_anything_is_written(to):
    with pytest.raises(RuleBroken):
        letter(to=to)
    assert not Delivery.objects.exists()


def test_a_subject_is_one_line():
    assert queries.opened(letter(subject="Хариу\r\nBcc: all@example.mn"))["subject"] == (
        "Хариу Bcc: all@example.mn"
    )


def test_the_database_itself_refuses_a_sent_row_without_a_moment():
    delivery = letter()

    with pytest.raises(IntegrityError, match="delivery_"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT, next_try_at=None)


def test_sending_again_counts_anew_and_is_written_in_the_history():
    boss, delivery = UserFactory.create(ours=True), letter()
    Delivery.objects.update(
        state=State.DEAD, attempts=8, next_try_at=None, closed_at=delivery.created_at
    )
    jobs().delete()

    again = retry_delivery(delivery.pk, actor=boss)

    assert (again.state, again.attempts) == (State.WAITING, 0)
    assert jobs().count() == 1
    entry = Entry.objects.get(action="notifications.delivery_retried")
    assert (entry.actor, entry.facts["state"], entry.facts["attempts"]) == (boss, "dead", 8)


def test_a_message_on_its_way_is_not_sent_again():
    with pytest.raises(RuleBroken):
        retry_delivery(letter().pk, actor=UserFactory.create(ours=True))
    with pytest.raises(NotFound):
        retry_delivery(0, actor=UserFactory.create(ours=True))
    assert not Entry.objects.filter(action="notifications.delivery_retried").exists()


def test_mail_of_the_framework_becomes_deliveries(settings):
    settings.EMAIL_BACKEND = "kholboo.notifications.backend.DeliveryBackend"

    django_mail.send_mail("Код", "123456", None, [ADDRESS, "dulam@example.mn"])

    texts = [queries.opened(d) for d in Delivery.objects.order_by("id")]
    assert [t["to"] for t in texts] == [ADDRESS, "dulam@example.mn"]
