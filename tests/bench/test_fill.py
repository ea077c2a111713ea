"""Filled cases are opened with the product's own code: what is sealed opens, chains hold."""

import pytest
from django.db import connection

from bench.filling import fill
from kholboo.agency.models import Counter
from kholboo.agency.services.numbering import parse_number
from kholboo.core import clock
from kholboo.core.language import search_key
from kholboo.feedback.contacts import person_of, phone_hash, sealed_contact
from kholboo.feedback.models import Case, ClockInterval
from kholboo.feedback.queries.desk import story_of
from kholboo.feedback.queries.terms import due_of
from kholboo.feedback.queries.timeline import Doors, Reader, lines
from kholboo.feedback.rules import OPEN, CaseStatus
from kholboo.feedback.secret import is_secret_of, secret_of
from kholboo.feedback.services.intake import SERIES
from kholboo.feedback.services.timeline import FIRST, digest_of
from kholboo.feedback.tests import factories

# One worker fills for all of them.
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("fill")]
DOORS = Doors(file=lambda file: "", letter=lambda round: "")


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker):
    """The key of a case that was there before filling, which commits: so in a copy, thrown away."""
    creation, usual = connection.creation, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        creation.clone_test_db("filled", verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = creation.get_test_db_clone_settings("filled")["NAME"]
        try:
            case = factories.case()
            fill(120, seed=1)
            fill(120, seed=1)
            connection.close()
            yield case.pk
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            creation.destroy_test_db(suffix="filled", verbosity=0)


@pytest.fixture
def filled(before, db):
    return [case for case in Case.objects.order_by("pk") if case.pk != before]


def test_filled_cases_are_as_whole_as_received_ones(filled):
    assert len(filled) == 240
    for case in filled:
        person = person_of(case.contact)
        fresh = sealed_contact(case.pk, person)
        assert sorted(case.contact.name_hashes) == fresh.name_hashes
        assert case.contact.phone_hash == (phone_hash(person.phone) if person.phone else "")
        assert is_secret_of(case, secret_of(case))
        assert case.search_text == search_key(f"{case.text} {case.wish}")
        assert bool(case.rule) == (person.kind != "unnamed")
        due = due_of(case, now=clock.now())
        assert case.due_on == (due.on if due else None)


def test_stories_are_chained_and_can_be_told(filled):
    for case in filled:
        events = story_of(case).events
        before = FIRST
        for event in events:
            assert event.digest == digest_of(event, before)
            before = event.digest
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert events[-1].at <= clock.now()
        assert len(lines(case, events, reader=Reader.DESK, doors=DOORS)) == len(events)


def test_states_fit_what_hangs_on_them(filled):
    assert {case.status for case in filled} >= {CaseStatus.CLOSED, CaseStatus.IN_WORK}
    assert 0.04 < sum(case.status in OPEN for case in filled) / len(filled) < 0.2
    for case in filled:
        running = ClockInterval.objects.filter(case=case, ended_at__isnull=True)
        assert running.count() == (case.status in OPEN)
        if case.status in (CaseStatus.ANSWERED, CaseStatus.CLOSED):
            assert case.answers.filter(round=case.round).exists()


def test_numbers_have_no_gap_and_the_next_one_follows(filled):
    for counter in Counter.objects.filter(series=SERIES):
        year = f"{counter.year % 100:02d}-"
        numbers = sorted(
            Case.objects.filter(number__startswith=year).values_list("number", flat=True)
        )
        assert [int(number[3:9]) for number in numbers] == list(range(1, counter.last + 1))
        assert all(parse_number(number) == number for number in numbers)

    assert factories.case().number not in numbers


def test_every_foreign_key_leads_somewhere(filled):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM feedback_case c LEFT JOIN agency_office o ON o.id = c.office_id"
            " LEFT JOIN accounts_user u ON u.id = c.handler_id WHERE o.id IS NULL"
            " OR (c.handler_id IS NOT NULL AND u.id IS NULL)"
        )
        assert cursor.fetchone() == (0,)
    connection.check_constraints()
