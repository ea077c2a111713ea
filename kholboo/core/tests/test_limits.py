from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from kholboo.core import clock
from kholboo.core.errors import TooMany
from kholboo.core.limits import forgive, knock
from kholboo.core.models import RateWindow


@pytest.mark.django_db
def test_the_limit_is_kept_and_says_how_long_to_wait():
    for _ in range(3):
        knock("door", "10.0.0.1", limit=3, seconds=60)

    with pytest.raises(TooMany) as refused:
        knock("door", "10.0.0.1", limit=3, seconds=60)
    assert 0 < refused.value.seconds <= 60


@pytest.mark.django_db
def test_others_and_other_doors_are_not_touched():
    knock("door", "10.0.0.1", limit=1, seconds=60)

    knock("door", "10.0.0.2", limit=1, seconds=60)
    knock("gate", "10.0.0.1", limit=1, seconds=60)


@pytest.mark.django_db
def test_after_the_window_counting_begins_anew():
    knock("door", "10.0.0.1", limit=1, seconds=60)
    RateWindow.objects.update(ends_at=clock.now() - timedelta(seconds=1))

    knock("door", "10.0.0.1", limit=1, seconds=60)

    assert RateWindow.objects.get().count == 1


@pytest.mark.django_db
def test_who_asked_cannot_be_read_from_the_table():
    knock("door", "99112233", limit=1, seconds=60)

    assert "99112233" not in str(RateWindow.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_slip_through():
    def try_door(_position: int) -> bool:
        try:
            knock("door", "10.0.0.1", limit=20, seconds=60)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(try_door, range(60)))

    assert opened.count(True) == 20


@pytest.mark.django_db
def test_an_honest_knock_uses_up_nothing():
    for _each in range(5):
        knock("door", "10.0.0.9", limit=1, seconds=60)
        forgive("door", "10.0.0.9")

    knock("door", "10.0.0.9", limit=1, seconds=60)
    with pytest.raises(TooMany):
        knock("door", "10.0.0.9", limit=1, seconds=60)


@pytest.mark.django_db
def test_without_the_key_nobody_finds_the_asker_in_the_table(settings):
    knock("door", "99112233", limit=3, seconds=60)
    kept = RateWindow.objects.get().key
    settings.SEAL_KEY = "another-key-another-key-another-key-12345"
    knock("door", "99112233", limit=3, seconds=60)

    assert RateWindow.objects.exclude(key=kept).count() == 1
