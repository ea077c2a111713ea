"""Who calls, and open cases that say much the same."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.agency.queries import aimags
from kholboo.feedback.contacts import Person
from kholboo.feedback.models import Case, CaseSubject
from kholboo.feedback.queries.hotline.caller import CASES_SHOWN, caller_behind, caller_with
from kholboo.feedback.queries.hotline.similar import similar_cases, stems_of
from kholboo.feedback.rules import Channel, PersonKind
from kholboo.feedback.services.cases import add_note
from kholboo.feedback.tests import desk, factories, stories
from kholboo.feedback.tests.factories import BOLD
from kholboo.feedback.tests.hotline import PHONE, operator

pytestmark = pytest.mark.django_db
SCALE = "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна."


def orkhon():
    return aimags().get(slug="orkhon")


def test_a_number_finds_its_person_and_their_cases_newest_first():
    first, second = desk.orkhon(), desk.verification()
    factories.case(person=replace(BOLD, phone="88112233"))

    caller = caller_with(operator(), PHONE)

    assert [row.number for row in caller.cases] == [second.number, first.number]
    assert caller.person.full_name == "Дорж Болд"
    assert caller.cases[0].due_on == second.due_on
    assert "Хүлээн авсан" in caller.cases[0].last


def test_the_last_line_is_one_the_citizen_may_hear():
    case, actor = stories.taken(desk.orkhon())
    add_note(case, text="Дотоод", actor=actor)

    (row,) = caller_with(operator(), PHONE).cases

    assert actor.short_name in row.last


def test_only_the_newest_are_shown_and_the_queries_stay_the_same():
    desk.orkhon()
    operator_user = operator()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            found = caller_with(operator_user, PHONE)
        return len(queries), len(found.cases)

    asked()
    few = asked()
    for _case in range(CASES_SHOWN + 2):
        desk.orkhon()
    many = asked()

    assert few == (2, 1)
    assert many == (2, CASES_SHOWN)


def test_people_who_share_a_phone_are_all_named():
    desk.orkhon()
    desk.orkhon(person=replace(BOLD, given_name="Сараа"))

    caller = caller_with(operator(), PHONE)

    assert [person.given_name for person in caller.people] == ["Сараа", "Болд"]
    assert [name.split()[-1] for name in caller.names] == ["С•••а", "Б•••д"]
    assert all("•••" in row.sender for row in caller.cases)


@pytest.mark.parametrize("typed", ["+976 9911-2233", "99112233", "9911 2233"])
def test_a_phone_is_found_however_it_is_written(typed):
    desk.orkhon()

    assert len(caller_behind(operator(), typed).cases) == 1


def test_a_case_number_finds_the_caller_who_uses_anothers_phone():
    case = desk.orkhon()

    assert caller_behind(operator(), case.number).cases[0].number == case.number


@pytest.mark.parametrize("typed", ["", "абв", "123", "26-000001-4", "\x00"])
def test_anything_else_finds_nobody(typed):
    desk.orkhon()

    assert caller_behind(operator(), typed).cases == ()


def test_a_head_finds_only_cases_of_their_office():
    desk.orkhon()
    seen = {
        name: len(caller_with(desk.person(name), PHONE).cases)
        for name in ("head.orkhon", "head.uvs", "agency.head")
    }

    assert seen == {"head.orkhon": 1, "head.uvs": 0, "agency.head": 1}


def test_a_case_about_the_operator_does_not_exist_for_them():
    case = desk.orkhon()
    head = desk.person("head.orkhon")
    CaseSubject.objects.create(
        case=case, user=operator(), why="complained", named_by=head, at=case.received_at
    )

    assert caller_with(operator(), PHONE).cases == []


def test_a_sensitive_case_tells_nobodys_name():
    case = desk.orkhon()
    Case.objects.filter(pk=case.pk).update(is_sensitive=True)

    caller = caller_with(operator(), PHONE)

    assert (caller.person, caller.cases[0].sender) == (None, "")


def test_a_damaged_contact_does_not_hide_the_case():
    case = desk.orkhon()
    case.contact.sealed = b"\x01" + b"0" * 40
    case.contact.save()

    caller = caller_with(operator(), PHONE)

    assert (len(caller.cases), caller.person) == (1, None)


def like(text, user=None, aimag="orkhon"):
    place = aimags().get(slug=aimag)
    found = similar_cases(user or operator(), text, service=None, aimag=place)
    return [case.number for case in found]


def test_open_cases_of_the_office_that_share_words_are_found():
    scale = desk.orkhon(text=SCALE)
    desk.orkhon(text="Гэрчилгээний хугацаа хэзээ дуусах вэ?")

    assert like("Зах дээр жингээр дутуу хэмжсэн, махны килограмм дутуу") == [scale.number]


def test_the_likest_stands_first():
    less = desk.orkhon(text="Захын жин дутуу, шалгаж өгнө үү.")
    more = desk.orkhon(text=SCALE)

    assert like(SCALE) == [more.number, less.number]


def test_latin_typing_finds_the_same():
    scale = desk.orkhon(text=SCALE)

    assert like("zakhyn jin kilogramm dutuu khemjij") == [scale.number]


def test_closed_cases_and_those_of_other_offices_are_not_similar():
    stories.answered(desk.orkhon(text=SCALE))
    desk.verification(text=SCALE)

    assert like(SCALE) == []


def test_a_head_elsewhere_and_a_sensitive_case_show_nothing():
    case = desk.orkhon(text=SCALE)
    elsewhere = like(SCALE, user=desk.person("head.uvs"))
    Case.objects.filter(pk=case.pk).update(is_sensitive=True)

    assert (elsewhere, like(SCALE)) == ([], [])


@pytest.mark.parametrize("text", ["", "  ", "а б в", "'; --", "& | ! :* ("])
def test_words_that_say_nothing_find_nothing(text):
    desk.orkhon(text=SCALE)

    assert like(text) == []


def test_stems_are_few_long_and_each_once():
    stems = stems_of("жинг жингийн ЖИНГЭЭР " + " ".join(f"шатахуун{n}ыг" for n in range(20)))

    assert len(stems) == len(set(stems)) == 8


def test_similar_cases_cost_a_fixed_number_of_queries():
    user, place = operator(), orkhon()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            similar_cases(user, SCALE, service=None, aimag=place)
        return len(queries)

    desk.orkhon(text=SCALE)
    asked()
    few = asked()
    for _case in range(8):
        desk.orkhon(text=SCALE)

    assert asked() == few
    assert few <= 3


def test_a_name_from_an_email_does_not_rename_the_caller():
    """Anybody can write any phone into an e-mail."""
    known = Person(kind=PersonKind.PERSON, given_name="Бат", family_name="Дорж", phone="99117755")
    factories.case(person=known, channel=Channel.PHONE)
    factories.case(person=replace(known, given_name="Болд"), channel=Channel.EMAIL)

    caller = caller_with(desk.person("operator"), "99117755")

    assert caller.person.given_name == "Бат"
    assert [person.given_name for person in caller.people] == ["Бат", "Болд"]
