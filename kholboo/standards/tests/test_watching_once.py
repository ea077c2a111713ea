"""Each piece of news reaches each who follows exactly once, whatever happens to the job."""

from collections import Counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kholboo.core import clock
from kholboo.notifications.models import Delivery
from kholboo.notifications.tests.factories import device_address
from kholboo.standards.models import ChangeEvent, Digest, Edition, News, Watch
from kholboo.standards.services import digests, news, watching
from kholboo.standards.tests.desk import edition
from kholboo.standards.tests.watching import at, day, follow, letters, publish, reader, search, tell
from kholboo.standards.watching import NewsKind

READERS, WORKS = range(3), range(3)
STEPS = st.one_of(
    st.tuples(st.just("publish"), st.sampled_from(WORKS), st.none()),
    st.tuples(st.just("withdraw"), st.sampled_from(WORKS), st.none()),
    st.tuples(st.just("follow"), st.sampled_from(WORKS), st.sampled_from(READERS)),
    st.tuples(st.just("stop"), st.sampled_from(WORKS), st.sampled_from(READERS)),
)
RUNS = st.sampled_from(["once", "twice", "dies", "not at all"])
DAYS = st.lists(st.tuples(st.lists(STEPS, max_size=4), RUNS), min_size=1, max_size=5)


class Story:
    """What should reach whom, kept beside the real thing."""

    def __init__(self):
        with at(day(0)):
            tell()
            self.works = [edition(f"MNS {9100 + number}", 2020) for number in WORKS]
            self.readers = [reader(f"reader{number}") for number in READERS]
        with at(day(1)):
            tell()

    def anew(self):
        self.follows = set()
        # Of each reader the news that wait, and those that reached them.
        self.waits = {number: Counter() for number in READERS}
        self.due = {number: Counter() for number in READERS}
        self.ends = {}
        return self

    def step(self, kind, work, who, today):
        getattr(self, kind)(work, who, today)

    def publish(self, work, _who, today):
        self._event(work, {"title_mn": ["Эмээл", f"Эмээл {today}"]}, "changed")

    def withdraw(self, work, _who, today):
        if work in self.ends:
            return
        ends = clock.local_date(day(today + 2))
        Edition.objects.filter(pk=self.works[work].pk).update(withdrawn_on=ends)
        self._event(work, {"withdrawn_on": [None, ends.isoformat()]}, "withdrawn")
        self.ends[work] = today + 2

    def _event(self, work, changes, kind):
        now = clock.now()
        ChangeEvent.objects.create(
            edition=self.works[work], kind=kind, day=now.date(), at=now, changes=changes
        )
        self._news(work, kind)

    def _news(self, work, kind):
        for number in READERS:
            if (number, work) in self.follows:
                self.waits[number][work, kind] += 1

    def follow(self, work, who, _today):
        follow(self.readers[who], self.works[work].work)
        self.follows.add((who, work))

    def stop(self, work, who, _today):
        if (who, work) in self.follows:
            watching.stop(
                Watch.objects.get(
                    watcher__person=self.readers[who], work__editions=self.works[work]
                )
            )
            self.follows.discard((who, work))
            for key in [key for key in self.waits[who] if key[0] == work]:
                del self.waits[who][key]

    def morning(self, run, today):
        if run == "not at all":
            return
        if run == "dies":
            last = news.gather(clock.local_date(clock.now()))
            with transaction.atomic():
                digests.tell_batch(clock.local_date(clock.now()), last)
                transaction.set_rollback(True)
        for _each in range(2 if run == "twice" else 1):
            tell()
        for work in [work for work, ends in self.ends.items() if ends and ends <= today]:
            self._news(work, NewsKind.TURNED)
            self.ends[work] = 0
        for number in READERS:
            self.due[number] += self.waits[number]
            self.waits[number].clear()

    def told(self, number):
        """What really reached them, by work and kind."""
        found = Counter()
        place = {row.pk: number for number, row in enumerate(self.works)}
        for digest in Digest.objects.filter(watcher__person=self.readers[number]):
            for row in News.objects.filter(pk__in=digest.news).select_related("event"):
                found[place[row.edition_id], row.event.kind if row.event else row.kind] += 1
        return found


@pytest.fixture(scope="module")
def beginning(django_db_setup, django_db_blocker):
    """Three readers and three standards nobody follows yet."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Story()
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=8)
@given(days=DAYS)
def test_each_event_reaches_each_who_follows_exactly_once(beginning, days):
    with transaction.atomic():
        story = beginning.anew()
        for today, (steps, run) in enumerate(days, start=1):
            for hour, step in enumerate(steps, start=1):
                with at(day(today, hour)):
                    story.step(*step, today)
            with at(day(today + 1)):
                story.morning(run, today + 1)
        for number in READERS:
            assert story.told(number) == story.due[number]
            said = letters(story.readers[number])
            assert len(said) == Digest.objects.filter(watcher__person=story.readers[number]).count()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_batch_asks_the_same_few_questions_whatever_its_size():
    with at(day(0)):
        tell()
        found = edition()

    def asked(number, today):
        with at(day(today)):
            for each in range(number):
                who = reader(f"reader{today}-{each}", phone=f"99{today:02}{each:04}")
                who.phone_verified = True
                who.save()
                follow(who, found.work)
                follow(who, search("эмээл", year=2024))
                watching.tell_phone(who, device_address(), is_told=True)
            publish(found, title_mn=f"Эмээл {today}")
        with at(day(today + 1)):
            last = news.gather(clock.local_date(clock.now()))
            with CaptureQueriesContext(connection) as queries:
                seen, _letters = digests.tell_batch(clock.local_date(clock.now()), last)
        return seen, len(queries)

    few, many = asked(2, 1), asked(20, 3)

    assert (few[0], many[0]) == (2, 22)
    assert few[1] == many[1] <= 22
    assert Delivery.objects.filter(key__startswith="standards:told:").count() == 3 * 24
