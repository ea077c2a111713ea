"""A number and its secret are no licence to fill an officer's letter box."""

import pytest

from kholboo.feedback.models import CaseEvent
from kholboo.feedback.rules import EventKind
from kholboo.feedback.secret import secret_of
from kholboo.feedback.tests import stories
from kholboo.feedback.views.tracking_acts import MESSAGES_IN_AN_HOUR

pytestmark = pytest.mark.django_db


def test_after_many_messages_the_words_wait_in_the_form(client):
    case, _actor = stories.taken()
    client.post("/track/", {"number": case.number, "secret": secret_of(case)})
    answers = [
        client.post(f"/track/{case.number}/message/", {"text": f"Зурвас {number}"})
        for number in range(MESSAGES_IN_AN_HOUR + 1)
    ]

    kept = CaseEvent.objects.filter(case=case, kind=EventKind.MESSAGE)

    assert kept.count() == MESSAGES_IN_AN_HOUR
    assert [answer.status_code for answer in answers[-2:]] == [302, 429]
    assert f"Зурвас {MESSAGES_IN_AN_HOUR}" in answers[-1].content.decode()
