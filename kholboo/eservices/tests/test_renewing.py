"""Holders are reminded once for each stage, and a renewal begins with what is known."""

from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from kholboo.core import clock
from kholboo.eservices.applicants import Applicant
from kholboo.eservices.models import Draft, Reminder
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.queries.drafts import typed_in
from kholboo.eservices.queries.renewing import ending
from kholboo.eservices.services import ending as endings
from kholboo.eservices.services import renewing
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.tests.desk import html
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Inside, it is another moment."""

    @contextmanager
    def moved(moment):
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda: moment)
            yield

    return moved


def certified():
    made = stories.brought_to("decide")
    stories.decided(made)
    return stories.fresh(made), Certificate.objects.get(key=made.key)


def days_before_the_end(certificate, days):
    """The moment at which so many days are left."""
    return clock.now() + (certificate.valid_until - clock.local_date(clock.now())) - timedelta(days)


def letters():
    return list(Delivery.objects.filter(key__startswith="eservices:renewal:").order_by("pk"))


def test_the_days_stand_in_the_procedure_and_are_samples():
    renewal = stories.version().compiled["manifest"]["renewal"]

    assert read(stories.version()).book.renewal.days == (60, 14)
    assert renewal["sample"] is True


def test_each_stage_is_told_once(at):
    made, certificate = certified()

    with at(days_before_the_end(certificate, 61)):
        assert renewing.remind_due() == 0
    with at(days_before_the_end(certificate, 60)):
        assert [renewing.remind_due(), renewing.remind_due()] == [1, 0]
    with at(days_before_the_end(certificate, 40)):
        assert renewing.remind_due() == 0
    with at(days_before_the_end(certificate, 14)):
        assert [renewing.remind_due(), renewing.remind_due()] == [1, 0]
    with at(days_before_the_end(certificate, -1)):
        assert renewing.remind_due() == 0

    assert [row.days for row in Reminder.objects.order_by("pk")] == [60, 14]
    said = [opened(row) for row in letters()]
    assert {one["to"] for one in said} == {"bakery@example.mn"}
    assert all(certificate.number in one["subject"] for one in said)
    assert all(f"/services/mine/{made.number}/renew/" in one["text"] for one in said)


def test_after_a_long_silence_only_the_nearest_stage_is_told(at):
    _made, certificate = certified()

    with at(days_before_the_end(certificate, 3)):
        assert [renewing.remind_due(), renewing.remind_due()] == [1, 0]

    assert Reminder.objects.get().days == 14


def test_who_has_applied_for_the_next_one_is_left_alone(at):
    _made, certificate = certified()

    with at(days_before_the_end(certificate, 50)):
        again = stories.application(
            version=stories.version(),
            answers=stories.answers(had_certificate="yes", previous_number=certificate.number),
        )
        assert list(ending(clock.local_date(clock.now()))) == []
        endings.withdraw(again, reason="", actor=again.user)
        assert renewing.remind_due() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(at):
    _made, certificate = certified()
    with at(days_before_the_end(certificate, 30)):
        due = list(ending(clock.local_date(clock.now())))
        both, told = Barrier(2), []

        def work():
            try:
                both.wait()
                told.append(renewing.remind(due[0]))
            finally:
                connection.close()

        workers = [Thread(target=work) for _worker in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert sorted(told) == [False, True]
    assert len(letters()) == 1


def test_a_renewal_begins_with_what_is_known(at):
    made, certificate = certified()
    browser = browser_of(made.user)
    page = f"/en/services/mine/{made.number}/renew/"

    with at(days_before_the_end(certificate, 30)):
        assert "Renew it" in html(browser.get(f"/en/services/mine/{made.number}/"))
        assert certificate.number in html(browser.get(page))
        answer = browser.post(page)
        draft = Draft.objects.get(application=None)

    typed = typed_in(draft)
    assert str(draft.key) in answer["Location"]
    assert draft.organisation == made.organisation
    assert (typed["had_certificate"], typed["previous_number"]) == ("yes", certificate.number)
    assert typed["previous_until"] == certificate.valid_until.isoformat()
    assert typed["contact_phone"] == "99112233"
    assert typed["products"][0]["name"] == stories.BREAD["name"]
    assert "declaration" not in typed


def test_far_from_its_end_nothing_is_offered_and_strangers_find_nothing():
    made, _certificate = certified()
    waiting = stories.application()
    browser = browser_of(made.user)

    assert "Renew it" not in html(browser.get(f"/en/services/mine/{made.number}/"))
    assert browser.get(f"/services/mine/{waiting.number}/renew/").status_code == 404
    stranger = browser_of(stories.person("officer.orkhon"))
    assert stranger.get(f"/services/mine/{made.number}/renew/").status_code == 404


def certified_again(number, **more):
    """The next application that names this certificate, decided."""
    made = stories.application(
        answers=stories.answers(had_certificate="yes", previous_number=number), **more
    )
    for go in (stories.checked, stories.paid, stories.assigned, stories.sampled):
        go(made)
    stories.measured(made, 0)
    stories.measured(made, 1)
    for go in (stories.visited, stories.drafted, stories.decided):
        go(made)
    return Certificate.objects.get(key=made.key)


def test_the_next_certificate_follows_the_one_it_renews_and_no_other():
    _made, first = certified()

    second = certified_again(first.number)
    third = certified_again(first.number)
    stranger = certified_again(
        second.number, applicant=Applicant(user=stories.person("citizen"), name="Жишээ Дорж")
    )

    assert second.renews == first
    assert third.renews is None
    assert stranger.renews is None
    assert [event.kind for event in first.events.all()] == ["granted", "renewed"]
    assert first.events.last().ground_reference == second.ground_reference
