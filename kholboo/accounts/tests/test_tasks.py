from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from kholboo.accounts.tasks import forget_ended_sessions
from kholboo.core import clock

pytestmark = pytest.mark.django_db


def test_a_session_that_ended_is_gone_with_the_address_it_held(client):
    client.post("/account/login/", {"address": "bold@example.mn"})
    ended = Session.objects.get()
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    client.cookies.clear()
    client.post("/account/login/", {"address": "dorj@example.mn"})

    forget_ended_sessions(0)

    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=ended.pk).exists()
