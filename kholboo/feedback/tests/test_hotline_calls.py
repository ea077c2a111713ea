"""A call becomes exactly one thing, and its number is forgotten with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.feedback.contacts import phone_hash
from kholboo.feedback.models import Answer, Call, Case, CaseEvent, Forwarding
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries.hotline.calls import phone_behind
from kholboo.feedback.rules import CaseStatus, Channel, EventKind, Outcome
from kholboo.feedback.services import hotline, wiping
from kholboo.feedback.services.forwarding import Onward
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, factories, publishing, stories
from kholboo.feedback.tests.hotline import PHONE, address_of, begun, ended, operator, some_body
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db
WORDS = "Гэрчилгээг хэлтэст өөрийн биеэр авна."


def said(call, **more):
    return factories.new_case(client_key=call.key, channel=Channel.PHONE, **more)


def test_a_call_begins_with_its_number_sealed():
    call = begun()

    assert phone_behind(call) == PHONE
    assert call.phone_hash == phone_hash(PHONE)
    assert PHONE.encode() not in bytes(call.sealed)
    assert Entry.objects.get(action="feedback.call_began").facts == {}


def test_the_same_open_call_is_taken_up_again():
    assert begun() == begun()
    assert begun("") == begun("")
    assert Call.objects.count() == 2


def test_another_operator_and_another_number_have_calls_of_their_own():
    others = [begun(actor=desk.person("head.orkhon")), begun("88112233"), begun()]

    assert len({call.pk for call in others}) == 3


def test_a_call_becomes_a_case_once():
    call = begun()

    twice = [hotline.keep_case(call, said(call), actor=operator()) for _press in range(2)]

    case = Case.objects.get()
    assert twice[0].case == twice[1].case == case
    assert (case.channel, case.taken_by) == (Channel.PHONE, operator())
    assert (twice[0].became, bytes(twice[0].sealed)) == (CallResult.CASE, b"")
    assert Entry.objects.filter(action="feedback.call_ended").count() == 1


def test_a_call_becomes_a_note_and_the_officer_is_told_by_mail():
    case, officer = stories.taken(desk.orkhon())
    call = begun()

    hotline.note_on_case(call, case, text="Дахин залгав.", actor=operator())

    event = CaseEvent.objects.filter(case=case).last()
    tell(event.pk)
    assert (event.kind, event.is_public, event.text) == (EventKind.NOTE, False, "Дахин залгав.")
    assert Delivery.objects.get().key == f"feedback:{event.pk}:handler"
    assert Call.objects.get().case == case
    assert officer == stories.fresh(case).handler


def test_an_explained_call_is_a_whole_case_answered_and_closed():
    call = begun()

    ended = hotline.explain_call(call, said(call), words=WORDS, actor=operator())

    case = stories.fresh(ended.case)
    answer = Answer.objects.get(case=case)
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.EXPLAINED)
    assert (answer.text, answer.author, answer.was_late) == (WORDS, operator(), False)
    assert answer.remedy
    kinds = CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [EventKind.RECEIVED, EventKind.ANSWERED, EventKind.CLOSED]
    assert case.clock.get().ended_at is not None


def test_what_was_said_aloud_is_not_sent_again_and_the_receipt_names_no_day():
    call = begun()
    ended = hotline.explain_call(call, said(call), words=WORDS, actor=operator())

    jobs = scheduled_events()
    tell(CaseEvent.objects.get(case=ended.case, kind=EventKind.RECEIVED).pk)

    kinds = CaseEvent.objects.filter(pk__in=jobs).values_list("kind", flat=True)
    assert list(kinds) == [EventKind.RECEIVED]
    assert Delivery.objects.count() == 1


def scheduled_events():
    from procrastinate.contrib.django.models import ProcrastinateJob

    return [
        job.args["event_id"] for job in ProcrastinateJob.objects.filter(task_name="feedback.tell")
    ]


def test_a_refused_explanation_leaves_nothing_behind():
    call = begun()

    with pytest.raises(RuleBroken), transaction.atomic():
        hotline.explain_call(call, said(call), words="  ", actor=operator())

    assert not Case.objects.exists()
    assert Call.objects.get().is_open


def test_a_call_that_is_not_ours_is_written_down_and_passed_on_at_once():
    call = begun()
    onward = Onward(body=some_body(), reason="Үнийг тэд хариуцна.")

    ended = hotline.transfer_call(call, said(call), onward, actor=operator())

    assert stories.fresh(ended.case).status == CaseStatus.FORWARDED
    assert Forwarding.objects.get().case == ended.case
    assert ended.became == CallResult.TRANSFER


def test_a_dropped_call_counts_and_keeps_nothing():
    call = hotline.drop_call(begun())

    assert (call.became, call.case, bytes(call.sealed)) == (CallResult.DROPPED, None, b"")
    assert hotline.drop_call(call).ended_at == call.ended_at


def test_a_call_that_became_something_becomes_nothing_else():
    call = begun()
    kept = hotline.keep_case(call, said(call), actor=operator())

    again = hotline.explain_call(call, said(call), words=WORDS, actor=operator())

    assert (again.became, again.case) == (CallResult.CASE, kept.case)
    assert hotline.drop_call(call).became == CallResult.CASE
    assert not Answer.objects.exists()


def test_forgotten_calls_end_by_themselves_and_count_no_time():
    old, fresh = begun(), begun("88112233")
    Call.objects.filter(pk=old.pk).update(
        began_at=old.began_at - hotline.FORGOTTEN - timedelta(minutes=1)
    )

    assert (hotline.end_forgotten_calls(), hotline.end_forgotten_calls()) == (1, 0)

    old.refresh_from_db()
    assert (old.became, old.ended_at) == (CallResult.DROPPED, old.began_at)
    assert Call.objects.get(pk=fresh.pk).is_open


def test_a_number_that_calls_again_after_a_forgotten_call_gets_a_new_one():
    old = begun()
    Call.objects.filter(pk=old.pk).update(began_at=old.began_at - timedelta(days=1))

    assert begun() != old
    assert Call.objects.filter(ended_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"became": "case"}, {"ended_at": "2020-01-01T00:00:00Z", "became": "dropped"}],
)
def test_the_database_refuses_a_call_that_contradicts_itself(wrong):
    call = begun()

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**wrong)


def test_an_erased_person_is_found_by_no_call():
    call = begun()
    ended = hotline.keep_case(call, said(call), actor=operator())

    wiping._calls(ended.case)

    assert Call.objects.get().phone_hash == ""


def test_a_call_that_ended_is_known_by_the_masked_number_of_its_case():
    browser = desk.desk("operator")
    ended(browser, begun())
    ended(browser, begun(phone="99112244"), phone="99112244")
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(is_sensitive=True)
    begun(phone="88776655")

    page = desk.html(browser.get("/en/desk/hotline/"))

    assert "99••••33" in page
    assert "99••••44" not in page
    assert "8877 6655" in page
    assert PHONE not in page


def test_published_answers_are_looked_for_beside_a_call():
    browser = desk.desk("operator")
    row = publishing.out()

    found = desk.html(browser.post("/en/desk/hotline/answers/", {"q": "жин шалгах"}))
    nothing = desk.html(browser.post("/en/desk/hotline/answers/", {"q": "алт"}))
    console = desk.html(browser.get(address_of(begun())))

    assert f"/en/answers/{row.pk}/" in found
    assert publishing.ANSWER in found
    assert "No published answer has these words." in nothing
    assert 'hx-post="/en/desk/hotline/answers/"' in console
    assert desk.desk("auditor").post("/en/desk/hotline/answers/").status_code == 403
