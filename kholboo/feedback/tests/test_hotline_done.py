"""After the call: the SMS once more, and the secret that is read for a day."""

from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case
from kholboo.feedback.queries.desk import receipt_for
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.hotline import address_of, begun, ended
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return desk.desk("operator")


def test_the_sms_is_sent_again_once_a_minute(browser):
    call = begun()
    ended(browser, call)
    before = Delivery.objects.count()

    for _press in range(2):
        answer = browser.post(address_of(call, "sms/"))

    delivery = Delivery.objects.latest("pk")
    assert answer["Location"] == address_of(call, "done/")
    assert Delivery.objects.count() == before + 1
    assert (delivery.channel, ":again:" in delivery.key) == ("sms", True)
    assert Entry.objects.filter(action="feedback.receipt_sent_again").count() == 2


def test_without_a_phone_no_sms_is_promised(browser):
    call = begun("")
    ended(browser, call, phone="", reply_by="none")

    page = desk.html(browser.post(address_of(call, "sms/"), follow=True))

    assert "There is no phone number" in page
    assert not Delivery.objects.filter(key__contains=":again:").exists()


def test_the_secret_is_not_read_again_after_a_day(browser):
    call = begun()
    ended(browser, call)
    tomorrow = clock.now() + timedelta(hours=25)

    with pytest.raises(NotFound):
        receipt_for(desk.person("operator"), Case.objects.get().number, now=tomorrow)
