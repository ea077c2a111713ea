"""Counts beside the queues of steps: the question is kept, what it asks about is always today."""

from datetime import timedelta

import pytest

from kholboo.agency.models import Service, Unit
from kholboo.core import clock
from kholboo.eservices.queries.queue import Queue, queue_page, steps_of
from kholboo.eservices.queries.queue_counts import COUNTED, _question, counts
from kholboo.eservices.tests import stories

pytestmark = pytest.mark.django_db
PEOPLE = ["officer.orkhon", "head.orkhon", "expert.orkhon", "agency.head", "officer.certification"]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_count_is_as_long_as_its_list_today_and_later(name):
    for _one in range(3):
        stories.application()
    stories.checked(stories.application())
    today = clock.local_date(clock.now())

    seen = set()
    for days in (0, 8, 40):
        person, day = stories.person(name), today + timedelta(days=days)
        lists = {queue: steps_of(person, queue, today=day).count() for queue in COUNTED}
        assert counts(person, today=day) == lists
        seen.add(tuple(lists.values()))

    if name in ("head.orkhon", "agency.head"):
        assert len(seen) > 1, "what is overdue hangs on the day"
        assert lists[Queue.OVERDUE] >= 3


def test_another_role_asks_another_question_and_equal_people_the_same():
    stories.application()
    _question.cache_clear()
    today = clock.local_date(clock.now())

    for _time in range(3):
        assert counts(stories.person("officer.orkhon"), today=today)[Queue.TODO] == 1
        assert counts(stories.person("officer.uvs"), today=today)[Queue.TODO] == 0

    assert _question.cache_info().misses == 2


def test_a_unit_finds_steps_of_its_own_services_only():
    # Of no aimag: the head office does it, where services are of units.
    number = stories.application(applicant=stories.bakery(aimag=None)).number
    today = clock.local_date(clock.now())

    def seen():
        late = today + timedelta(days=400)
        todo = queue_page(stories.person("officer.certification"), Queue.TODO, today=today)
        overdue = queue_page(stories.person("head.certification"), Queue.OVERDUE, today=late)
        return [row.number for row in (*todo.rows, *overdue.rows)]

    assert seen() == [number, number]
    service = stories.version().procedure.service
    other = Unit.objects.exclude(pk=service.unit_id).first()
    Service.objects.filter(pk=service.pk).update(unit=other)
    assert seen() == []
