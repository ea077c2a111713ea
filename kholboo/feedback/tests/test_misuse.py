"""Complaints about certificates in one list: of the cases one may see, and offered at the registers."""

import pytest
from django.test import Client

from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.sensitive import mark
from kholboo.feedback.tests import factories
from kholboo.feedback.tests.desk import desk, html, person
from kholboo.registers.tests.factories import certificate

pytestmark = pytest.mark.django_db
PAGE = "/desk/certificates/"


def numbers(answer):
    return [line.number for line, _about in answer.context["rows"]]


def test_complaints_that_name_a_certificate_stand_in_one_list_the_newest_first():
    first, second = certificate(), certificate()
    old = factories.case(certificate=first, kind=CaseKind.COMPLAINT)
    new = factories.case(certificate=second, kind=CaseKind.COMPLAINT)
    factories.case(kind=CaseKind.COMPLAINT)
    factories.case(certificate=first, kind=CaseKind.REQUEST)

    shown = desk("agency.head").get(PAGE)

    assert numbers(shown) == [new.number, old.number]
    assert f"/desk/registers/{second.number}/" in html(shown)
    assert second.holder_name in html(shown)
    # Of one certificate alone, as its page at the registers asks.
    alone = desk("agency.head").get(PAGE, {"certificate": first.number})
    assert numbers(alone) == [old.number]
    for strange in ({"certificate": "61-26-9"}, {"certificate": "<b>" * 99}, {"page": "0"}):
        assert desk("agency.head").get(PAGE, strange).status_code == 200


def test_the_desk_of_the_registers_leads_there():
    made = certificate()
    head = desk("agency.head")
    assert f'href="{PAGE}"' in html(head.get("/desk/registers/"))
    assert f'href="{PAGE}?certificate={made.number}"' in html(
        head.get(f"/desk/registers/{made.number}/")
    )


def test_nobody_sees_a_complaint_here_that_is_not_theirs():
    made = factories.case(certificate=certificate(), kind=CaseKind.COMPLAINT)

    assert made.number not in numbers(desk("officer.uvs").get(PAGE))
    assert desk("administrator").get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_of_a_sensitive_complaint_neither_words_nor_certificate_are_shown():
    about = certificate()
    made = factories.case(certificate=about, kind=CaseKind.COMPLAINT)
    mark(made, is_sensitive=True, actor=person("agency.head"))

    shown = desk("agency.head").get(PAGE)

    assert numbers(shown) == [made.number]
    assert about.number not in html(shown)
    # Nor is it found by the number of its certificate: that would tell it too.
    by_number = {"certificate": about.number}
    assert numbers(desk("agency.head").get(PAGE, by_number)) == []
    made.handler = person("agency.head")
    made.save(update_fields=["handler"])
    assert numbers(desk("agency.head").get(PAGE, by_number)) == [made.number]


def test_the_list_asks_the_database_a_constant_number_of_times(django_assert_max_num_queries):
    head = desk("agency.head")
    for _count in range(5):
        factories.case(certificate=certificate(), kind=CaseKind.COMPLAINT)
    head.get(PAGE)
    with django_assert_max_num_queries(9):
        head.get(PAGE)
