"""What officers do to a case, its rules table, and the history nobody can rewrite."""

from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from kholboo.accounts.roles import Role
from kholboo.agency.models import Aimag, Service
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core import seal
from kholboo.core.errors import RuleBroken
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.models import Answer, Assignment, Case, CaseEvent, Contact
from kholboo.feedback.rules import (
    MOVES,
    OPEN,
    CaseKind,
    CaseStatus,
    EventKind,
    PersonKind,
    ReplyBy,
    may_move,
)
from kholboo.feedback.services import cases, citizen
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, race, stories

SECRETIVE = Person(
    kind=PersonKind.ORGANISATION,
    given_name="Нандинцэцэг",
    family_name="Цэрэндорж",
    organisation="Мөнхтрейд",
    register="5123987",
    address="Баянгол дүүрэг, 20 дугаар хороо",
    phone="88447711",
    email="nandia@munkhtrade.example",
    reply_by=ReplyBy.EMAIL,
)
CANARIES = ("Нандинцэцэг", "Цэрэндорж", "Мөнхтрейд", "5123987", "88447711", "nandia@", "Баянгол")


def test_every_status_has_its_moves_and_final_ones_have_none():
    assert set(MOVES) == set(CaseStatus)
    assert not MOVES[CaseStatus.WITHDRAWN]
    assert not MOVES[CaseStatus.FORWARDED]
    assert all(may_move(status, CaseStatus.ANSWERED) for status in OPEN)
    assert all(may_move(status, CaseStatus.WITHDRAWN) for status in OPEN)


@pytest.mark.parametrize("status", [CaseStatus.ANSWERED, CaseStatus.CLOSED])
def test_a_decided_case_only_closes_or_opens_again(status):
    assert MOVES[status] <= {CaseStatus.CLOSED, CaseStatus.REOPENED}


@pytest.mark.parametrize("status", CaseStatus)
def test_nothing_goes_back_to_received(status):
    assert not may_move(status, CaseStatus.RECEIVED)


@pytest.mark.django_db
def test_registering_anew_moves_office_unit_and_due_date():
    case = factories.case()
    khovd = Aimag.objects.get(slug__startswith="khovd")
    Case.objects.filter(pk=case.pk).update(aimag=khovd)
    service = Service.objects.filter(offices__aimag=khovd).first()
    actor = stories.officer(case)

    registered = cases.register_case(case, kind=CaseKind.SUGGESTION, service=service, actor=actor)

    assert registered.office.aimag == khovd
    assert registered.status == CaseStatus.REGISTERED
    assert registered.rule.kind == CaseKind.SUGGESTION
    began = case.received_at.astimezone(ZoneInfo(registered.office.time_zone)).date()
    assert (registered.due_on - began).days == 90  # counted on the clock of the new office
    entry = Entry.objects.get(action="feedback.case_registered")
    assert entry.facts["before"]["kind"] == CaseKind.COMPLAINT
    assert entry.facts["after"] == {"kind": "suggestion", "service": service.code}


@pytest.mark.django_db
def test_a_case_is_assigned_within_its_office_only():
    case = factories.case()
    head = staff_user(Role.OFFICE_HEAD, case.office)
    stranger = staff_user(Role.OFFICER, Aimag.objects.filter(has_department=True)[0].office)
    ours = stories.officer(case)

    with pytest.raises(RuleBroken) as refused:
        cases.assign_case(case, handler=stranger, unit=None, actor=head)
    assigned = cases.assign_case(case, handler=ours, unit=case.unit, actor=head)

    assert refused.value.field == "handler"
    assert assigned.status == CaseStatus.ASSIGNED
    assert Assignment.objects.get(case=case).handler == ours


@pytest.mark.django_db
def test_a_case_in_somebodys_hands_is_not_taken_by_another():
    case, actor = stories.taken()
    other = stories.officer(case)

    with pytest.raises(RuleBroken, match=actor.short_name):
        cases.take_case(case, actor=other)

    assert cases.take_case(case, actor=actor).status == CaseStatus.IN_WORK
    assert CaseEvent.objects.filter(case=case, kind=EventKind.TAKEN).count() == 1


@pytest.mark.django_db
def test_only_who_holds_a_case_asks_its_citizen():
    case, _actor = stories.taken()

    with pytest.raises(RuleBroken, match="Эхлээд ажилдаа"):
        cases.ask_citizen(case, text="Хэзээ?", actor=stories.officer(case))


@pytest.mark.django_db
def test_empty_words_are_refused():
    case, actor = stories.taken()

    for act in (cases.ask_citizen, cases.add_note):
        with pytest.raises(RuleBroken) as refused:
            act(case, text="  ", actor=actor)
        assert refused.value.field == "text"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_take_a_case_at_once_one_gets_it():
    case = factories.case()
    first, second = stories.officer(case), stories.officer(case)

    results = race.together(
        lambda: cases.take_case(case, actor=first), lambda: cases.take_case(case, actor=second)
    )

    assert len(race.refusals(results)) == 1
    assert Assignment.objects.filter(case=case).count() == 1
    assert first_broken(case) is None


def tamper(command, *values):
    """As somebody with the keys of the database would: the trigger is switched off for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE feedback_caseevent DISABLE TRIGGER feedback_caseevent_no_change"
        )
        cursor.execute(command, values)
        cursor.execute("ALTER TABLE feedback_caseevent ENABLE TRIGGER feedback_caseevent_no_change")


@pytest.mark.django_db
def test_a_changed_line_of_the_story_shows():
    case, _actor = stories.asked("Жингийн дугаар?")
    citizen.send_message(case, text="2143", documents=[])
    assert first_broken(case) is None
    question = CaseEvent.objects.get(case=case, kind=EventKind.QUESTION)

    tamper("UPDATE feedback_caseevent SET text = 'Өөр асуулт' WHERE id = %s", question.pk)

    assert first_broken(case) == question


@pytest.mark.django_db
def test_a_missing_line_of_the_story_shows():
    case, _actor = stories.asked()
    citizen.send_message(case, text="2143", documents=[])
    question = CaseEvent.objects.get(case=case, kind=EventKind.QUESTION)

    tamper("DELETE FROM feedback_caseevent WHERE id = %s", question.pk)

    assert first_broken(case).kind == EventKind.MESSAGE


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["feedback_caseevent", "feedback_answer"])
@pytest.mark.parametrize("command", ["UPDATE {} SET text = 'өөр'", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_history(table, command):
    stories.answered()

    with (
        pytest.raises(ProgrammingError, match="only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(command.format(table))

    assert Answer.objects.get().text == stories.DECISION.text


@pytest.mark.django_db
def test_no_fact_of_the_story_or_of_the_audit_names_the_citizen():
    case, _answer = stories.answered(person=SECRETIVE)
    citizen.reopen_case(case, reason="Хэвээрээ")
    kept = [str(event.facts) for event in CaseEvent.objects.all()]
    kept += [str(entry.facts) + entry.target for entry in Entry.objects.all()]

    assert not [canary for canary in CANARIES for facts in kept if canary in facts]


@pytest.mark.django_db
def test_a_contact_stands_in_no_column_in_plain_words():
    case = factories.case(person=SECRETIVE)

    found = _columns_with(CANARIES)

    assert found == []
    assert person_of(Contact.objects.get(case=case)) == SECRETIVE


@pytest.mark.django_db
def test_a_sealed_contact_opens_in_no_other_row():
    one, other = factories.case(person=SECRETIVE).contact, factories.case().contact
    other.sealed, other.wrapped_key = one.sealed, one.wrapped_key

    with pytest.raises(seal.Unsealable):
        person_of(other)


def _columns_with(words):
    """Every column of every table in which one of the words stands, as text or as bytes."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN "
            "('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'tsvector')"
        )
        for table, column, kind in cursor.fetchall():
            cursor.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608
            values = [value for (value,) in cursor.fetchall() if value is not None]
            kept = b"".join(
                bytes(value) if kind == "bytea" else str(value).encode() for value in values
            )
            found += [(table, column, word) for word in words if word.encode() in kept]
    return found
