"""Two workers at the same letters, one person at the same button, at the same moment."""

import pytest

from kholboo.notifications.models import Delivery
from kholboo.standards.models import Digest, News, Watch, Watcher
from kholboo.standards.services import digests
from kholboo.standards.tests import race
from kholboo.standards.tests.desk import edition
from kholboo.standards.tests.watching import at, day, follow, publish, reader, tell
from kholboo.standards.watching import NewsKind

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_tell_each_once(monkeypatch):
    monkeypatch.setattr(digests, "AT_ONCE", 3)
    with at(day(0)):
        tell()
        found = edition()
        readers = [reader(f"reader{number}") for number in range(12)]
        for who in readers:
            follow(who, found.work)
    with at(day(1, 1)):
        publish(found, title_mn="Морины шинэ эмээл")

    with at(day(2)):
        race.together(tell, tell)

    assert News.objects.filter(edition=found, kind=NewsKind.EVENT).count() == 1
    assert Digest.objects.count() == Delivery.objects.filter(channel="email").count() == 12
    assert not Watcher.objects.filter(told_on=None).exists()


def test_one_thing_followed_twice_at_once_is_followed_once():
    found, who = edition(), reader()

    race.together(*[lambda: follow(who, found.work)] * 2)

    assert Watch.objects.filter(watcher__person=who).count() == 1
