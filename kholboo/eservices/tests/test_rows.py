"""What must hold of an application on its rows, whoever presses what."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.tests.factories import DocumentFactory
from kholboo.eservices.engine.actions import ACTIONS
from kholboo.eservices.models import (
    Application,
    Decision,
    Event,
    Invoiced,
    Step,
    StepTimer,
)
from kholboo.eservices.queries import tracking
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.services import (
    acting,
    completing,
    deciding,
    ending,
    messages,
    pausing,
    settling,
    stepping,
    timers,
)
from kholboo.eservices.services.deciding import Verdict
from kholboo.eservices.tests import stories
from kholboo.notifications.models import Delivery
from kholboo.payments.models import Invoice
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db
RULES = (IntegrityError, ProgrammingError)


def refused(act):
    with pytest.raises(RULES), transaction.atomic():
        act()


def test_every_action_a_drawing_may_name_is_a_function_of_ours():
    assert set(acting.DONE) == ACTIONS


def test_the_same_key_gives_the_same_application():
    key = uuid4()

    first, again = stories.application(key=key), stories.application(key=key)

    assert first.pk == again.pk
    assert Application.objects.count() == 1


def test_a_step_costs_at_most_ten_queries():
    made = stories.application()
    stories.declared(made, "officer.orkhon", "expert.orkhon")
    stories.checked(made)
    stories.paid(made)
    stories.assigned(made)
    stories.sampled(made, 1)
    stories.measured(made, 0)
    row = stories.step(made, "visit")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        stepping.complete(
            row,
            actor=stories.person("expert.orkhon"),
            result={"outcome": "conforms", "note": "-"},
        )

    asked_of_steps = [
        query["sql"]
        for query in asked
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
        and "accounts_user" not in query["sql"].split("WHERE")[0].split("FROM")[-1][:20]
    ]
    assert len(asked_of_steps) <= 10, asked_of_steps


def test_who_comes_second_is_told_who_was_first_and_when():
    made = stories.application()
    row = stories.step(made, "check")
    stories.checked(made)
    stories.declared(made, "officer2.orkhon")

    with pytest.raises(RuleBroken) as refusal:
        stepping.complete(
            row, actor=stories.person("officer2.orkhon"), result={"outcome": "complete"}
        )

    assert "Болд" in refusal.value.message
    assert f"{clock.now():%Y}" in refusal.value.message


def test_a_step_that_was_taken_is_not_done_by_another():
    made = stories.application()
    row = stepping.take(stories.step(made, "check"), actor=stories.person("officer.orkhon"))
    stories.declared(made, "officer2.orkhon")

    for act in (
        lambda: stepping.take(row, actor=stories.person("officer2.orkhon")),
        lambda: stepping.complete(
            row, actor=stories.person("officer2.orkhon"), result={"outcome": "complete"}
        ),
    ):
        with pytest.raises(RuleBroken, match="Болд"):
            act()


def test_a_fee_told_twice_is_paid_once():
    made = stories.checked(stories.application())
    invoice = stories.step(made, "payment").invoiced.invoice

    settling.settle(invoice)
    settling.settle(invoice)

    assert Event.objects.filter(application=made, kind="paid").count() == 1
    assert Invoice.objects.count() == Invoiced.objects.count() == 1
    assert stories.waiting(made) == ["assign"]


def test_a_conflict_of_interest_shuts_a_person_out():
    made = stories.application()
    officer = stories.person("officer.orkhon")

    with pytest.raises(RuleBroken):
        stepping.complete(
            stories.step(made, "check"), actor=officer, result={"outcome": "complete"}
        )
    with pytest.raises(RuleBroken):
        stepping.declare(made, has_conflict=True, words=" ", actor=officer)
    stepping.declare(made, has_conflict=True, words="Манай гэр бүлийн газар", actor=officer)

    with pytest.raises(RuleBroken):
        stepping.complete(
            stories.step(made, "check"), actor=officer, result={"outcome": "complete"}
        )


def test_nobody_decides_what_they_drafted():
    made = stories.brought_to("draft")
    head = stories.person("head.orkhon")
    stories.declared(made, "head.orkhon")
    Step.objects.filter(application=made, node="draft").update(assignee=head)
    stepping.complete(stories.step(made, "draft"), actor=head, result={"outcome": "granted"})

    with pytest.raises(RuleBroken):
        deciding.decide_step(stories.step(made, "decide"), Verdict("granted", "Тийм"), actor=head)

    assert not Decision.objects.exists()


def test_a_refusal_says_why_and_what_can_be_done_against_it():
    made = stories.brought_to("decide")
    with pytest.raises(RuleBroken):
        stories.decided(made, "refused")

    stories.decided(made, "refused", remedy="Шүүхэд гомдол гаргаж болно.")

    made = stories.fresh(made)
    assert (made.state, made.outcome) == ("ended", "refused")
    assert not Certificate.objects.filter(key=made.key).exists()
    refused(lambda: Decision.objects.update(ground="Өөр"))
    refused(lambda: Event.objects.all().delete())


def test_a_draft_that_is_sent_back_comes_again():
    made = stories.decided(stories.brought_to("decide"), "back")

    again = stories.step(made, "draft")

    assert again.visit == 2
    assert not Decision.objects.exists()


def test_a_completion_changes_only_what_was_asked_and_stops_the_clock():
    made = stories.application()
    officer = stories.person("officer.orkhon")
    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=["production_address"],
        documents=["label_design"],
        text="Хаягаа засна уу.",
        actor=officer,
    )
    waits = stories.fresh(made)
    assert waits.state == "waiting"
    assert tracking.progress_of(waits).is_mine
    with pytest.raises(RuleBroken):
        stories.checked(made)
    with pytest.raises(RuleBroken):
        completing.answer(made, answers={}, documents={}, actor=made.user)

    given = {"production_address": "Шинэ хаяг", "contact_name": "Өөр хүн"}
    paper = DocumentFactory.create()
    completing.answer(made, answers=given, documents={"label_design": [paper]}, actor=made.user)

    made = stories.fresh(made)
    row = made.completions.get()
    assert made.state == "in_work"
    assert made.answers["production_address"] == "Шинэ хаяг"
    assert whole_answers(made)["contact_name"] == "Жишээ Дулмаа"
    assert row.before["production_address"] != row.after["production_address"]
    assert made.files.filter(kind="label_design", replaced_at=None).get().document == paper
    assert made.pauses.get().ended_at is not None
    with pytest.raises(RuleBroken):
        completing.answer(made, answers=given, documents={}, actor=made.user)


def test_days_of_a_suspension_do_not_count():
    made = stories.application()
    head = stories.person("head.orkhon")
    pausing.suspend(made, reason="Лаборатори засвартай.", actor=head)
    begun = clock.now() - timedelta(days=14)
    made.pauses.update(started_at=begun)
    Application.objects.filter(pk=made.pk).update(submitted_at=begun - timedelta(days=1))

    pausing.resume(made, actor=head)

    made = stories.fresh(made)
    assert made.state == "in_work"
    assert made.due_on == came_yesterday().due_on
    assert stories.step(made, "check").due_on is not None


def came_yesterday():
    """Its days are counted from today on, whatever day of the week that is."""
    made = stories.application()
    Application.objects.filter(pk=made.pk).update(submitted_at=clock.now() - timedelta(days=1))
    for act in (pausing.suspend, pausing.resume):
        more = {"reason": "х"} if act is pausing.suspend else {}
        act(made, actor=stories.person("head.orkhon"), **more)
    return stories.fresh(made)


def test_what_is_not_paid_in_time_lapses_once():
    made = stories.brought_to("payment")
    assert timers.fire_due() == 0
    StepTimer.objects.update(fires_on=clock.local_date(clock.now()))

    assert timers.fire_due() == 1
    assert timers.fire_due() == 0

    made = stories.fresh(made)
    assert (made.state, made.outcome) == ("ended", "lapsed")
    assert stories.waiting(made) == []
    assert Event.objects.filter(application=made, kind="late").count() == 1


def test_an_applicant_takes_an_application_back():
    made = stories.brought_to("laboratory")

    ending.withdraw(made, reason="Больсон.", actor=made.user)

    assert stories.fresh(made).outcome == "withdrawn"
    assert stories.waiting(made) == []
    with pytest.raises(RuleBroken):
        ending.withdraw(made, reason="", actor=made.user)


def test_applicants_see_how_far_it_is_and_strangers_see_nothing():
    made = stories.brought_to("payment")
    found = tracking.application_for(made.user, made.number)

    progress = tracking.progress_of(found)

    states = {one.key: one.state for one in progress.milestones}
    assert states["checked"] == "done"
    assert states["paid"] == "now"
    assert states["decided"] == "later"
    assert progress.invoice_address
    assert progress.amount == 77_100
    assert tracking.mine(stories.person("operator")).count() == 0


def test_an_applicant_is_told_once_by_e_mail():
    made = stories.application()
    event = Event.objects.get(application=made, kind="submitted")

    messages.tell(event.pk)
    messages.tell(event.pk)

    assert Delivery.objects.filter(key=f"eservices:{event.pk}:applicant").count() == 1
