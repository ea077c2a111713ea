"""More time: by whom, how much, how often, until when, and the proof that the citizen was told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CaseEvent, Extension
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.rules import EventKind, ReplyBy
from kholboo.feedback.services import citizen, messages
from kholboo.feedback.services.extension import extend_term
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, verification
from kholboo.notifications.models import Delivery
from kholboo.notifications.rules import Failure, State

pytestmark = pytest.mark.django_db
WHY = "Дээжийг дахин шинжлүүлэх шаардлагатай болсон."


def extended(case=None, days=10, head="head.orkhon"):
    case = case or orkhon()
    return extend_term(case, days=days, reason=WHY, actor=person(head))


def told(case):
    """The delivery of the notice, as the job writes it."""
    event = CaseEvent.objects.get(case=case, kind=EventKind.EXTENDED)
    messages.tell(event.pk)
    return Delivery.objects.get(key=f"feedback:{event.pk}:citizen")


def test_the_head_gives_days_and_the_counting_says_so():
    case = orkhon()
    before = case.due_on

    case = extended(case)

    assert case.due_on == before + timedelta(days=10)
    assert any("10" in line for line in counting_of(case, now=clock.now()).lines)
    event = CaseEvent.objects.filter(case=case).last()
    assert (event.kind, event.is_public, event.text) == ("extended", True, WHY)


@pytest.mark.parametrize("days", [0, 31])
def test_no_more_than_the_rule_gives(days):
    with pytest.raises(RuleBroken) as caught:
        extended(days=days)
    assert caught.value.field == "days"
    assert not Extension.objects.exists()


def test_once_a_round_and_again_after_a_reopening():
    case = extended()
    with pytest.raises(RuleBroken):
        extended(case)
    case, _answer = stories.answered(case)
    case = citizen.reopen_case(case, reason="Жин хэвээр байна.")

    case = extended(case)

    assert list(Extension.objects.values_list("round", flat=True).order_by("round")) == [1, 2]
    first = clock.local_date(case.clock_started_at, case.office.zone)
    assert case.due_on == first + timedelta(days=40)


def test_not_after_the_due_instant_nor_after_the_answer():
    case = orkhon()
    long_ago = clock.now() - timedelta(days=31)
    Case.objects.filter(pk=case.pk).update(
        received_at=long_ago,
        clock_started_at=long_ago,
        due_at=long_ago + timedelta(days=30),
    )
    with pytest.raises(RuleBroken):
        extended(stories.fresh(case))
    answered, _answer = stories.answered(orkhon())
    with pytest.raises(RuleBroken):
        extended(answered)


def test_a_case_without_a_term_has_nothing_to_extend():
    with pytest.raises(RuleBroken):
        extended(orkhon(person=factories.NOBODY))


@pytest.mark.parametrize(
    ("make", "head"),
    [
        (orkhon, "head.uvs"),
        (orkhon, "agency.head"),
        (verification, "head.verification"),
        (orkhon, "officer.orkhon"),
    ],
)
def test_only_the_head_of_the_office_of_the_case(make, head):
    with pytest.raises(RuleBroken):
        extended(make(), head=head)


def test_the_agency_head_heads_the_head_office():
    case = verification()

    assert extended(case, head="agency.head").due_on == case.due_on + timedelta(days=10)


def test_a_reason_is_needed():
    with pytest.raises(RuleBroken) as caught:
        extend_term(orkhon(), days=5, reason="  ", actor=person("head.orkhon"))
    assert caught.value.field == "reason"


def test_the_notice_names_the_new_date_and_the_page_shows_that_it_went(client):
    case = extended()
    delivery = told(case)
    head = desk("head.orkhon")
    assert delivery.recipient in html(head.get(f"/desk/{case.number}/"))
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENT, sent_at=clock.now(), closed_at=clock.now(), next_try_at=None
    )

    page = html(head.get(f"/desk/{case.number}/"))

    assert "chip-good" in page
    assert "99112233" not in page.split("event-proof", 1)[1].split("</p>", 1)[0]


def test_a_refused_notice_stands_on_top_of_the_case_page():
    case = extended()
    delivery = told(case)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.REFUSED,
        closed_at=clock.now(),
        next_try_at=None,
        last_error=Failure.RECIPIENT,
    )

    page = html(desk("head.orkhon").get(f"/desk/{case.number}/"))

    assert "notice-bad" in page
    assert "хүрээгүй" in page


def test_who_wants_no_message_reads_it_on_the_page():
    case = orkhon(person=replace(factories.BOLD, reply_by=ReplyBy.NONE))
    case = extended(case)
    event = CaseEvent.objects.get(case=case, kind=EventKind.EXTENDED)

    messages.tell(event.pk)

    assert not Delivery.objects.filter(key__contains=f":{event.pk}:").exists()
    assert event.is_public


def test_the_panel_opens_for_the_head_and_for_nobody_else():
    case = orkhon()
    head = desk("head.orkhon")
    address = f"/desk/{case.number}/extend/"
    assert address in html(head.get(f"/desk/{case.number}/"))
    assert address not in html(desk("agency.head").get(f"/desk/{case.number}/"))
    refused = head.post(address, {"days": 31, "reason": WHY})
    assert refused.status_code == 422
    assert WHY in html(refused)

    assert head.post(address, {"days": 30, "reason": WHY}).status_code == 302

    assert Extension.objects.get().days == 30
    assert address not in html(head.get(f"/desk/{case.number}/"))
    assert desk("officer.orkhon").post(address, {"days": 3}).status_code in (403, 404)
