"""Filled applications are read and moved on with the product's own code."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from bench.applications.fill import fill
from bench.applications.lives import (
    LIVES,
    LONGEST_UNPAID,
    UNPAID,
    choose,
    moments,
    weighted,
)
from bench.applications.tables import COPIED, rows_of
from kholboo.accounts.roles import Role
from kholboo.agency.models import Counter
from kholboo.agency.services.numbering import parse_number
from kholboo.agency.tests.factories import staff_user
from kholboo.core import clock
from kholboo.eservices.applicants import opened
from kholboo.eservices.models import Application, Decision, Step, StepTimer
from kholboo.eservices.queries import desk, tracking
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.services import deciding, stepping, submitting, timers
from kholboo.eservices.services.holding import hold
from kholboo.eservices.tests import stories
from kholboo.payments import payers
from kholboo.payments.models import Invoice
from kholboo.registers.models import Certificate

# One worker fills for all of them.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("fill")]
MANY = 160


def waiting_for_papers():
    return Step.objects.filter(
        node="check", status="waiting", application__state="in_work", assignee=None
    )


@pytest.fixture(scope="module")
def filled_once(django_db_setup, django_db_blocker):
    """Filling commits, so it does so in a copy of the database, thrown away."""
    creation, usual = connection.creation, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        creation.clone_test_db("applied", verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = creation.get_test_db_clone_settings("applied")["NAME"]
        try:
            fill(MANY // 2, seed=1)
            fill(MANY // 2, seed=1)
            made = MANY
            # Where lives stand differs from hour to hour, and a test needs one that waits.
            while not waiting_for_papers().exists() and made < 5 * MANY:
                fill(MANY // 4, seed=made)
                made += MANY // 4
            connection.close()
            yield made
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            creation.destroy_test_db(suffix="applied", verbosity=0)


@pytest.fixture
def filled(filled_once, db):
    rows = Application.objects.select_related("applicant", "organisation", "office", "version")
    return list(rows.order_by("pk"))


def test_filled_applications_are_as_whole_as_received_ones(filled, filled_once):
    assert len(filled) == filled_once
    for one in filled:
        who = opened(one.applicant)
        assert who.name == one.organisation.name == one.answers["organisation_name"]
        assert one.version.is_valid_on(clock.local_date(one.submitted_at))
        story = desk.story_of(one)
        assert [event.at for event in story.events] == sorted(event.at for event in story.events)
        assert story.events[-1].at <= clock.now()
        assert len(story.files) >= len(stories.PAPERS)
        assert tracking.progress_of(one).lines
        assert (one.state == "ended") == (not any(s.status == "waiting" for s in story.steps))
        assert (story.certificate is not None) == (one.outcome == "granted")


def test_days_are_those_that_the_product_counts(filled):
    for one in filled:
        held = hold(one.pk)
        for step in held.waiting:
            rule = held.book.steps.get(step.node)
            if rule is not None and rule.term and not one.pauses.exists():
                assert step.due_on == held.due(rule.term, started=step.opened_at, pauses=[])
        if not one.pauses.exists():
            assert one.due_on == held.due(held.book.term, started=one.submitted_at, pauses=[])


def test_no_fee_lapses_because_of_a_filling(filled):
    assert timers.fire_due() == 0
    assert not StepTimer.objects.filter(step__application__state="ended", fired_at=None).exists()


def test_what_is_owed_opens_and_numbers_have_no_gap(filled):
    for invoice in Invoice.objects.all():
        assert payers.payer_of(invoice).name.endswith("ХХК")
    for series, model in ((submitting.SERIES, Application), (deciding.SERIES, Decision)):
        for counter in Counter.objects.filter(series=series):
            year = f"{counter.year % 100:02d}-"
            numbers = sorted(
                model.objects.filter(number__startswith=year).values_list("number", flat=True)
            )
            assert [int(number[3:9]) for number in numbers] == list(range(1, counter.last + 1))
            assert all(parse_number(number) == number for number in numbers)
    assert stories.application().number not in {one.number for one in filled}


def test_a_filled_application_goes_on_by_the_hands_of_people(filled):
    step = waiting_for_papers().select_related("application").earliest("pk")
    officer = staff_user(Role.OFFICER, step.application.office)
    stepping.declare(step.application, has_conflict=False, words="", actor=officer)

    stepping.complete(step, actor=officer, result={"outcome": "complete"})

    assert stories.waiting(step.application) == ["fee", "payment"]


def test_every_key_leads_somewhere_and_every_kind_of_row_is_there(filled):
    connection.check_constraints()
    found = {model for one in filled for model, rows in rows_of(one) if rows}
    assert found == set(COPIED)
    assert Certificate.objects.filter(entry=None).count() == 0
    assert {read(one.version).book.key for one in filled} == {stories.KEY}


def test_what_lapsed_had_its_time_and_what_is_owed_still_has_some():
    luck, now, places = Random(1), clock.now(), weighted()
    met = set()
    for days in range(1, 600):
        life = LIVES[choose(luck, timedelta(days=days), places)]
        told = moments(luck, life, now - timedelta(days=days), now)
        met.add(life.stages[-1])
        assert told == sorted(told)
        assert told[-1] <= now
        if life.stages[-1] == "lapsed":
            assert told[-1] - told[-2] == UNPAID
    assert {"granted", "lapsed", "withdrawn"} <= met
    unpaid = next(life for life in LIVES if life.is_open and life.stages[-1] == "checked")
    for days in range(1, 300):
        told = moments(luck, unpaid, now - timedelta(days=days), now)
        assert now - told[-1] <= LONGEST_UNPAID
