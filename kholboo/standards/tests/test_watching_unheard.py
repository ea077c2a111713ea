"""Who hears nothing: of what is not published, and with a closed account."""

import pytest
from django.db.models import F

from kholboo.standards.models import IcsClass, Watcher
from kholboo.standards.tests.desk import edition, proposal
from kholboo.standards.tests.watching import add, at, day, follow, letters, reader, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return reader(phone="99112299", phone_verified=True)


def test_nobody_hears_of_what_only_waits_to_be_published(who):
    found = edition()
    with at(day(0)):
        tell()
        follow(who, found.work)
    with at(day(0, 3)):
        proposal(found, title_mn="Нууц санал")
    with at(day(1)):
        tell()

    assert letters() == []


def test_a_closed_account_is_told_nothing(who):
    with at(day(0)):
        tell()
        follow(who, IcsClass.objects.get(pk="67"))
    type(who).objects.filter(pk=who.pk).update(is_active=False)
    with at(day(0, 3)):
        add("MNS 9050", ics=["67.100.10"])
    with at(day(1)):
        tell()

    assert letters() == []
    assert Watcher.objects.filter(told_on=None, told=F("told")).exists()
