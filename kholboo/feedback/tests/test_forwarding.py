"""Passing a case on: what changes, who is told what, and what the case page offers."""

from datetime import date, timedelta

import pytest
from django.test import Client

from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import (
    CaseEvent,
    ClockInterval,
    CompetentBody,
    Forwarding,
    ForwardTerm,
)
from kholboo.feedback.queries.bodies import forward_due
from kholboo.feedback.rules import CaseStatus, EventKind, Outcome
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services.forwarding import Onward, forward_case
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, factories, stories
from kholboo.notifications import wiring
from kholboo.notifications.models import Delivery
from kholboo.notifications.services.carrying import deliver

pytestmark = pytest.mark.django_db
REASON = "Үнийн асуудлыг энэ байгууллага шийддэг."


@pytest.fixture
def body():
    return CompetentBody.objects.create(
        name_mn="Үнийн байгууллага",
        name_en="Prices body",
        scope_mn="Үнэ",
        scope_en="Prices",
        phone="7000 0000",
        email="prices@example.mn",
    )


@pytest.fixture
def sent():
    """What really left: SMS and e-mails of the fakes behind their ports."""
    wiring.sms_provider.cache_clear()
    wiring.mail_provider.cache_clear()
    yield wiring.sms_provider().sent, wiring.mail_provider().sent
    wiring.sms_provider.cache_clear()
    wiring.mail_provider.cache_clear()


def onward(body, **more):
    return Onward(body=body, **{"reason": REASON, "note": "Хүргүүлэв.", **more})


def forwarded(body, case=None, **more):
    case = case or desk.orkhon()
    return forward_case(case, onward(body, **more), actor=desk.person("officer.orkhon"))


def told(case):
    event = CaseEvent.objects.get(case=case, kind=EventKind.FORWARDED)
    for _twice in range(2):
        tell(event.pk)
    for delivery in Delivery.objects.all():
        deliver(delivery.pk)


def test_the_case_leaves_with_outcome_story_history_and_a_stopped_clock(body):
    forwarding = forwarded(body)

    case = stories.fresh(forwarding.case)
    event = CaseEvent.objects.filter(case=case).last()
    assert (case.status, case.outcome) == (CaseStatus.FORWARDED, Outcome.FORWARDED)
    assert (event.kind, event.text, event.is_public) == (EventKind.FORWARDED, REASON, True)
    assert not ClockInterval.objects.filter(case=case, ended_at__isnull=True).exists()
    assert Entry.objects.get(action="feedback.case_forwarded").facts["body"] == body.pk


@pytest.mark.parametrize("story", [stories.answered, stories.taken])
def test_only_an_open_case_is_passed_on_and_only_once(body, story):
    case, _more = story(desk.orkhon())
    if case.status == CaseStatus.IN_WORK:
        forwarded(body, case)

    with pytest.raises(RuleBroken):
        forwarded(body, case)

    assert Forwarding.objects.count() == (1 if story is stories.taken else 0)


def test_a_waiting_case_can_be_passed_on(body):
    case, _actor = stories.asked(aimag=desk.orkhon().aimag)

    assert forwarded(body, case).case.status == CaseStatus.FORWARDED


def test_a_retired_body_and_an_empty_reason_are_refused_and_nothing_changes(body):
    case = desk.orkhon()
    with pytest.raises(RuleBroken) as without_reason:
        forwarded(body, case, reason="  ")
    body.is_active = False
    with pytest.raises(RuleBroken) as retired:
        forwarded(body, case)

    assert (without_reason.value.field, retired.value.field) == ("reason", "body")
    assert stories.fresh(case).status == CaseStatus.RECEIVED


def test_the_citizen_is_told_who_answers_now_and_how_to_reach_them(body, sent):
    forwarding = forwarded(body)

    told(forwarding.case)

    (sms,) = sent[0]
    assert sms.to == "99112233"
    assert all(part in sms.text for part in (forwarding.case.number, body.name_mn, body.phone))


def test_the_body_gets_a_letter_with_the_words_the_note_and_the_sender(body, sent):
    forwarding = forwarded(body)

    told(forwarding.case)

    (letter,) = sent[1]
    case = forwarding.case
    wanted = (case.number, case.text, case.wish, "Хүргүүлэв.", REASON, "Дорж Болд", "9911 2233")
    assert letter.to == "prices@example.mn"
    assert [part for part in wanted if part not in letter.text] == []
    assert case.number in letter.subject
    assert secret_of(case) not in letter.text


def test_without_the_sender_the_letter_names_nobody(body, sent):
    forwarding = forwarded(body, with_sender=False)

    told(forwarding.case)

    (letter,) = sent[1]
    assert not [part for part in ("Дорж", "9911 2233", "Жаргалант") if part in letter.text]


def test_the_desks_story_shows_the_delivery_to_the_body_too(body, sent):
    case = forwarded(body).case
    told(case)

    page = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/"))

    assert "to the other body: " in page
    assert page.count("event-proof") == 2


def test_the_citizens_page_says_who_answers_now(body, follow, client):
    forwarding = forwarded(body)

    page = client.get(follow(forwarding.case)).content.decode()

    assert "Passed on to the competent body: Prices body" in page
    assert "Who answers you now" in page
    assert all(words in page for words in (body.phone, REASON))
    assert "Хүргүүлэв." not in page


def test_an_officer_passes_a_case_on_from_its_page(body):
    case = desk.orkhon()
    browser = desk.desk("officer.orkhon")

    panel = desk.html(browser.get(f"/en/desk/{case.number}/forward/"))
    answer = browser.post(
        f"/en/desk/{case.number}/forward/",
        {"body": body.pk, "reason": REASON, "note": "", "with_sender": "on"},
    )

    assert "to be confirmed" in panel
    assert answer["Location"] == f"/en/desk/{case.number}/"
    assert stories.fresh(case).status == CaseStatus.FORWARDED
    assert "Prices body" in desk.html(browser.get(answer["Location"]))


def test_what_is_missing_stands_beside_its_field_and_the_words_stay(body):
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").post(
        f"/en/desk/{case.number}/forward/", {"body": "", "reason": REASON}
    )

    assert answer.status_code == 422
    assert "Choose the body." in desk.html(answer)
    assert REASON in desk.html(answer)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("officer.orkhon", 200), ("head.orkhon", 200), ("agency.head", 200),
        ("operator", 403), ("auditor", 403), ("administrator", 403), ("officer.uvs", 404),
    ],
)  # fmt: skip
def test_who_may_pass_a_case_on(name, status):
    case = desk.orkhon()

    assert desk.desk(name).get(f"/desk/{case.number}/forward/").status_code == status


def test_nobody_passes_on_without_signing_in():
    case = desk.orkhon()

    assert Client().post(f"/desk/{case.number}/forward/").status_code == 302
    assert stories.fresh(case).status == CaseStatus.RECEIVED


def test_the_first_row_of_the_term_states_no_days():
    term = ForwardTerm.objects.get()

    assert (term.days, term.is_confirmed) == (None, False)
    assert forward_due(factories.case(), now=factories.case().received_at) is None


def test_a_stated_term_is_counted_and_a_late_passing_on_is_marked(body):
    case = desk.orkhon()
    ForwardTerm.objects.create(
        valid_from=date(2020, 1, 1), days=5, unit="calendar", basis_mn="а", basis_en="a"
    )
    type(case).objects.filter(pk=case.pk).update(received_at=case.received_at - timedelta(days=10))

    forwarding = forwarded(body, stories.fresh(case))

    assert forwarding.was_late
    assert (case.received_at.date() - forwarding.due_on).days in range(4, 7)
