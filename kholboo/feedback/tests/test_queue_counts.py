"""Counts beside the queues: the question is kept, what it asks about is always the present."""

from datetime import timedelta

import pytest

from kholboo.agency.models import Post
from kholboo.core import clock
from kholboo.feedback.queries.inbox import Filters, Queue, queue_of
from kholboo.feedback.queries.queue_counts import COUNTED, _question, counts
from kholboo.feedback.tests import desk

pytestmark = pytest.mark.django_db

PEOPLE = ["officer.orkhon", "head.orkhon", "agency.head", "operator"]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_count_is_as_long_as_its_list_today_and_later(name):
    for _case in range(3):
        desk.orkhon()
    now = clock.now()

    for moment in (now, now + timedelta(days=27), now + timedelta(days=40)):
        person = desk.person(name)
        lists = {q: queue_of(person, Filters(queue=q), now=moment).count() for q in COUNTED}
        assert counts(person, now=moment) == lists

    assert lists[Queue.OVERDUE] == lists[Queue.OPEN] >= 3


def test_who_changes_places_is_asked_for_the_new_one():
    desk.orkhon()
    before = desk.person("officer.orkhon")
    assert counts(before, now=clock.now())[Queue.OPEN] >= 1

    elsewhere = desk.person("officer.uvs").posts.get().office
    Post.objects.filter(user=before).update(office=elsewhere)

    after = desk.person("officer.orkhon")
    assert counts(after, now=clock.now())[Queue.OPEN] == 0


def test_equal_people_ask_in_words_made_once():
    _question.cache_clear()

    for _time in range(3):
        counts(desk.person("officer.orkhon"), now=clock.now())

    assert _question.cache_info().misses == 1
