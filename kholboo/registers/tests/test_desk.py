"""The desk: suspending with a ground, and withdrawing by two people of the office."""

from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone

from kholboo.core.errors import RuleBroken
from kholboo.registers.models import Certificate, Withdrawal
from kholboo.registers.services import changing
from kholboo.registers.tests.factories import GROUND, certificate, today
from kholboo.standards.tests.desk import day, desk_of, person

pytestmark = pytest.mark.django_db
SAID = {"reference": "А/77", "text": "Шаардлага зөрчсөн", **day("on", date(2026, 3, 1))}


def desk(name, *, is_fresh=False):
    browser = desk_of(person(name))
    if is_fresh:
        session = browser.session
        session["second_factor_at"] = timezone.now().timestamp()
        session.save()
    return browser


def act(browser, made, name, said=SAID):
    return browser.post(f"/desk/registers/{made.number}/{name}/", said)


def state(made):
    return Certificate.objects.get(pk=made.pk).state


def test_a_head_suspends_and_resumes_with_a_ground():
    made, head = certificate(), desk("head.orkhon")

    assert act(head, made, "suspend", {}).status_code == 422
    assert act(head, made, "suspend").status_code == 302
    assert state(made) == "suspended"
    assert act(head, made, "suspend").status_code == 422  # it is suspended already
    assert act(head, made, "resume").status_code == 302
    assert state(made) == "valid"
    assert [event.kind for event in made.events.all()] == ["granted", "suspended", "resumed"]
    page = head.get(f"/en/desk/registers/{made.number}/").content.decode()
    assert "Шаардлага зөрчсөн" in page


def test_withdrawing_takes_two_people():
    made, officer = certificate(), desk("officer.orkhon")
    head = desk("head.orkhon", is_fresh=True)

    assert act(officer, made, "withdraw").status_code == 302
    assert state(made) == "valid"
    assert act(officer, made, "confirm", {"decision": "confirm"}).status_code in (302, 403)
    assert state(made) == "valid"
    assert act(head, made, "confirm", {"decision": "confirm"}).status_code == 302
    assert state(made) == "withdrawn"
    assert act(head, made, "confirm", {"decision": "confirm"}).status_code == 404


def test_nobody_confirms_what_they_proposed():
    made, head = certificate(), person("head.orkhon")
    asked = changing.propose_withdrawal(made, ground=GROUND, actor=head)

    with pytest.raises(RuleBroken):
        changing.confirm_withdrawal(asked, actor=head)
    with pytest.raises(RuleBroken):
        changing.withdraw(certificate(), ground=GROUND, actor=head, second=head)
    changing.refuse_withdrawal(asked, actor=head)
    assert (state(made), Withdrawal.objects.get(pk=asked.pk).outcome) == ("valid", "refused")


def test_other_offices_do_not_act_and_the_agency_head_does():
    made = certificate()

    assert act(desk("head.uvs"), made, "suspend").status_code == 404
    assert act(desk("agency.head"), made, "suspend").status_code == 302


def test_what_is_over_cannot_be_changed_and_terms_end_once():
    made = certificate(valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31))

    changing.expire(today())
    changing.expire(today())

    assert [event.kind for event in made.events.all()] == ["granted", "expired"]
    assert act(desk("head.orkhon"), made, "suspend").status_code == 422


def test_a_renewal_follows_the_old_one_once():
    made = certificate()
    said = {"decision": GROUND, "valid_from": today(), "valid_until": None, "actor": None}

    new = changing.renew(made, key=UUID(int=5), **said)

    assert new.renews == made
    assert changing.renew(made, key=new.key, **said) == new
    with pytest.raises(RuleBroken):
        changing.renew(made, key=UUID(int=6), **said)
    assert [event.kind for event in made.events.all()] == ["granted", "renewed"]


def test_the_desk_lists_and_finds_with_a_fixed_number_of_questions(django_assert_max_num_queries):
    made = certificate()
    changing.propose_withdrawal(made, ground=GROUND, actor=person("officer.orkhon"))
    head = desk("head.orkhon")

    for path in (
        "/desk/registers/",
        f"/desk/registers/?q={made.number}",
        f"/desk/registers/{made.number}/",
    ):
        with django_assert_max_num_queries(22):
            assert made.number in head.get(path).content.decode()
