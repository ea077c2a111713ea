"""Rating, reopening and withdrawing on the page of a followed case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseStatus
from kholboo.feedback.tests import stories

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def test_an_answer_is_rated_once(client, follow):
    case, _answer = stories.answered()
    address = follow(case)
    rating = {"solved": "partly", "score": "4", "words": "Дажгүй"}

    first = client.post(f"{address}rating/", rating)
    second = client.post(f"{address}rating/", {**rating, "score": "1"})

    assert first.status_code == 302
    assert second.status_code == 422
    assert "already rated" in html(second)
    assert case.ratings.get().score == 4
    assert "You rated this answer 4 of 5" in html(client.get(address))


def test_a_rating_without_a_score_keeps_the_words(client, follow):
    case, _answer = stories.answered()

    response = client.post(f"{follow(case)}rating/", {"solved": "no", "words": "Тус болсонгүй"})

    assert response.status_code == 422
    assert "Тус болсонгүй" in html(response)


def test_a_case_is_reopened_once_by_a_double_click(client, follow):
    case, _answer = stories.answered()
    address = follow(case)
    assert "You may reopen the case until" in html(client.get(address))

    for _click in range(2):
        response = client.post(f"{address}reopening/", {"round": 1, "reason": "Хэвээрээ"})

    assert response.status_code == 302
    case = stories.fresh(case)
    assert (case.round, case.status) == (2, CaseStatus.REOPENED)
    page = html(client.get(address))
    assert "Earlier answers" in page
    assert "You reopened it" in page


def test_a_reason_is_needed_to_reopen_and_too_late_is_told(client, follow):
    case, _answer = stories.answered()
    address = follow(case)

    without = client.post(f"{address}reopening/", {"round": 1, "reason": " "})
    Case.objects.filter(pk=case.pk).update(answered_at=timezone.now() - timedelta(days=40))
    late = client.post(f"{address}reopening/", {"round": 1, "reason": "Хэвээрээ"})

    assert without.status_code == late.status_code == 422
    assert "can no longer be reopened" in html(late)
    assert "You may reopen" not in html(client.get(address))


def test_withdrawing_asks_first_and_is_final(client, follow):
    case, _actor = stories.taken()
    address = follow(case)

    assert "Withdraw the case?" in html(client.get(f"{address}withdrawal/"))
    assert stories.fresh(case).status == CaseStatus.IN_WORK
    response = client.post(f"{address}withdrawal/", {"reason": "Учир олдсон"})

    assert response.status_code == 302
    assert stories.fresh(case).status == CaseStatus.WITHDRAWN
    page = html(client.get(address))
    assert "You withdrew it" in page
    assert "Write to us or add files" not in page
    assert client.get(f"{address}withdrawal/").status_code == 302


def test_an_answered_case_cannot_be_withdrawn(client, follow):
    case, _answer = stories.answered()

    response = client.post(f"{follow(case)}withdrawal/", {"reason": ""})

    assert response.status_code == 422
    assert stories.fresh(case).status == CaseStatus.ANSWERED
