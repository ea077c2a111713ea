"""The citizen reads who looked at their case: role, office, hour; a name only of who acted."""

import pytest

from kholboo.audit import services as audit
from kholboo.audit.models import Entry
from kholboo.feedback.queries.looks import looks_at
from kholboo.feedback.rules import ReadingReason
from kholboo.feedback.services import sensitive
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, status_of
from kholboo.feedback.tests.hotline import address_of, begun
from kholboo.feedback.tests.test_erasing import ended

pytestmark = pytest.mark.django_db


def test_a_reader_is_a_role_and_an_officer_who_acted_has_a_name():
    case, actor = stories.taken(orkhon())
    reader = person("officer.orkhon")
    audit.record_view(case, actor=reader)
    audit.record_view(case, actor=actor)

    acted, read = looks_at(case)

    assert acted.name == actor.short_name
    assert read.name == ""
    assert read.role
    assert read.place == case.office.name
    assert read.hours.endswith(":00")


def test_the_page_shows_looks_and_the_category_of_a_reason(client, follow):
    case = ended()
    desk("officer.orkhon").get(f"/desk/{case.number}/")
    sensitive.give_reason(
        case, reason=ReadingReason.OTHER, words="Нууцшалтгаан", actor=person("head.orkhon")
    )
    page = follow(case)

    said = html(client.get(f"{page}looks/"))

    assert "Read your case" in said
    assert "another reason" in said
    assert "Нууцшалтгаан" not in said
    assert f"{case.number}/looks/" in html(client.get(page))


def test_a_case_nobody_opened_says_so(client, follow):
    page = follow(orkhon())

    assert "Nobody has opened it yet" in html(client.get(f"{page}looks/"))


def test_the_page_costs_the_same_however_many_looked(client, follow, django_assert_max_num_queries):
    case = ended()
    page = follow(case)
    for name in ("officer.orkhon", "officer2.orkhon", "head.orkhon"):
        for _time in range(5):
            audit.record_view(case, actor=person(name))

    with django_assert_max_num_queries(12):
        client.get(f"{page}looks/")


def test_without_the_secret_nobody_sees_it(client):
    case = orkhon()

    assert client.get(f"/en/track/{case.number}/looks/").status_code == 302


@pytest.mark.parametrize("rest", ["letter/1.pdf", "files/{file}/", "answer/", "publish/"])
def test_no_page_and_no_paper_of_a_case_is_read_unseen(rest):
    case = ended()
    address = rest.format(file=case.files.get().document_id)

    status_of(desk("officer.orkhon"), f"/en/desk/{case.number}/{address}")

    look = Entry.objects.get(action="feedback.case_viewed", target=audit.target_of(case))
    assert look.actor == person("officer.orkhon")


def test_whoever_is_looked_up_at_the_hotline_finds_it_once_a_sitting():
    case = orkhon()
    browser, address = desk("operator"), address_of(begun("88001122"), "caller/")

    for typed in (case.number, "99112233"):
        browser.post(address, {"caller": typed}, headers={"HX-Request": "true"})

    look = Entry.objects.get(action="feedback.person_revealed")
    assert (look.target, look.actor) == (audit.target_of(case), person("operator"))
    assert len(looks_at(case)) == 1
