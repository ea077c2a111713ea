"""Running applications moved to another version: only those that may, once, and no day changes."""

import json
from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import Event, Step, TransferCase
from kholboo.eservices.queries import desk
from kholboo.eservices.queries import transfers as queries
from kholboo.eservices.queries.sentences import sentence_of
from kholboo.eservices.services import completing, stepping, transfers
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.stories import fresh, person

pytestmark = pytest.mark.django_db


def ends(transfer):
    rows = TransferCase.objects.filter(transfer=transfer).values_list("application", "end")
    return dict(rows)


def test_those_that_stand_rightly_move_and_the_others_finish_where_they_began():
    old = moving.old_version()
    early, late = (
        stories.brought_to("check", version=old),
        stories.brought_to("decide", version=old),
    )
    new = moving.new_version(moving.second_files())

    transfer = moving.worked(moving.approved(old, new))

    assert transfer.state == "done"
    assert ends(transfer) == {early.pk: "moved", late.pk: "stayed"}
    assert TransferCase.objects.get(application=late).reasons == [["skips", ["council"]]]
    assert (fresh(early).version, fresh(late).version) == (new, old)
    # Each goes its own way to the end.
    stories.decided(late)
    for go in (stories.checked, stories.paid, stories.assigned):
        go(early)
    stories.sampled(early, 1)
    stories.measured(early, 0)
    stories.visited(early)
    stories.drafted(early)
    assert stories.waiting(early) == ["council"]
    assert fresh(late).outcome == "granted"


def test_the_move_is_written_down_where_people_look():
    old = moving.old_version()
    made = stories.brought_to("check", version=old)
    new = moving.new_version(moving.second_files())

    moving.worked(moving.approved(old, new))

    event = Event.objects.get(application=made, kind="moved")
    assert event.is_public
    assert "А/12" in sentence_of(event)
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {
        *("eservices.transfer_asked", "eservices.transfer_approved"),
        *("eservices.application_moved", "eservices.transfer_ended"),
    } <= actions


def test_a_step_of_another_name_needs_a_map_and_then_keeps_what_was_done():
    old = moving.old_version()
    made = stories.brought_to("visit", version=old)
    step = stories.step(made, "visit")
    new = moving.new_version(moving.without_visit(moving.renamed(old.files)))

    without = moving.worked(moving.approved(old, new))
    assert TransferCase.objects.get(transfer=without).reasons == [["missing", ["visit"]]]
    assert fresh(made).version == old

    moving.worked(moving.approved(old, new, visit="inspection"))
    assert fresh(made).version == new
    assert fresh(step).node == "inspection"
    stories.declared(made, "expert.orkhon")
    stepping.complete(
        fresh(step), actor=person("expert.orkhon"), result={"outcome": "conforms", "note": "Үзэв."}
    )
    stories.sampled(made, 1)
    stories.measured(made, 0)
    # Steps that were done are found by the conditions and rules of the new version.
    stories.drafted(made)
    stories.decided(made)
    assert fresh(made).outcome == "granted"


def test_the_story_still_names_a_step_that_the_new_version_has_not():
    old = moving.old_version()
    made = stories.brought_to("draft", version=old)
    new = moving.new_version(moving.without_visit(moving.renamed(old.files)))

    moving.worked(moving.approved(old, new, visit="inspection"))

    story = desk.story_of(fresh(made))
    said = [sentence_of(event, story.book) for event in story.events]
    visit = old.compiled["manifest"]["steps"]["visit"]["title"]
    assert any(words.startswith((visit["mn"], visit["en"])) for words in said)


def test_who_asks_does_not_approve_and_an_order_is_named():
    old = moving.old_version()
    stories.brought_to("check", version=old)
    new = moving.new_version(moving.second_files())
    administrator = person("administrator")

    with pytest.raises(RuleBroken):
        transfers.ask(old, new, nodes={}, order_number=" ", actor=administrator)
    transfer = moving.asked(old, new)
    with pytest.raises(RuleBroken):
        transfers.approve(transfer, actor=administrator)
    with pytest.raises(RuleBroken):
        moving.asked(old, new)
    assert transfers.work(transfer.pk) == 0


def test_where_nothing_runs_no_move_is_asked_for():
    old = moving.old_version()
    new = moving.new_version(moving.second_files())

    with pytest.raises(RuleBroken, match="Шилжүүлэх зүйл алга"):
        moving.asked(old, new)

    stories.brought_to("check", version=old)
    assert moving.asked(old, new).counted["fine"] == 1


def test_a_map_that_makes_a_step_something_else_is_refused():
    old = moving.old_version()
    stories.brought_to("check", version=old)
    new = moving.new_version(moving.second_files())

    for nodes in ({"check": "decide"}, {"check": "nothing"}, {"nothing": "check"}):
        with pytest.raises(RuleBroken):
            moving.asked(old, new, **nodes)


def test_two_steps_do_not_become_one():
    files = moving.second_files()
    old = moving.old_version()
    first = moving.new_version(files, since=clock.local_date(clock.now()))
    said = json.loads(files["procedure.json"])
    said["steps"]["council"]["kind"] = "check"
    second = moving.new_version(
        {**files, "procedure.json": json.dumps(said)},
        since=clock.local_date(clock.now()) + timedelta(days=1),
    )

    with pytest.raises(RuleBroken) as refusal:
        transfers.ask(
            second,
            first,
            nodes={"council": "check"},
            order_number="А/1",
            actor=person("administrator"),
        )
    assert old.procedure_id == first.procedure_id
    assert "one" in str(refusal.value.message) or "нэг" in str(refusal.value.message)


def test_the_work_waits_for_the_first_day_of_the_new_version():
    old = moving.old_version()
    made = stories.brought_to("check", version=old)
    tomorrow = clock.local_date(clock.now()) + timedelta(days=1)
    new = moving.new_version(moving.second_files(), since=tomorrow)
    transfer = moving.approved(old, new)

    assert transfers.work(transfer.pk) == 0
    assert (fresh(transfer).state, fresh(made).version) == ("approved", old)


def test_a_stopped_move_touches_nothing_more():
    old = moving.old_version()
    first, second = (stories.brought_to("check", version=old) for _count in range(2))
    new = moving.new_version(moving.second_files())
    transfer = moving.approved(old, new)

    assert transfers.work(transfer.pk, most=1) == 1
    transfers.stop(transfer, actor=person("agency.head"))
    assert transfers.work(transfer.pk) == 0
    assert (fresh(first).version, fresh(second).version) == (new, old)
    with pytest.raises(RuleBroken):
        transfers.stop(transfer, actor=person("agency.head"))


def test_whoever_is_putting_right_a_question_of_the_old_form_is_left_in_peace():
    old = moving.old_version()
    made = stories.brought_to("check", version=old)
    stories.declared(made, "officer.orkhon")
    key = "workers"  # a question that only the first version asks
    completing.ask(
        stories.step(made, "check"),
        fields=[key],
        documents=[],
        text="Тодруулна уу.",
        actor=person("officer.orkhon"),
    )
    new = moving.new_version(moving.second_files())

    transfer = moving.worked(moving.approved(old, new))

    assert TransferCase.objects.get(transfer=transfer).reasons == [["asked", [key]]]


def test_a_step_in_hand_stays_in_hand_while_its_role_does():
    old = moving.old_version()
    kept, lost = (stories.brought_to("check", version=old) for _count in range(2))
    officer = person("officer.orkhon")
    for made in (kept, lost):
        stepping.take(stories.step(made, "check"), actor=officer)
    files = moving.second_files()
    moving.worked(moving.approved(old, moving.new_version(files)))
    assert stories.step(kept, "check").assignee == officer

    said = json.loads(files["procedure.json"])
    said["steps"]["check"]["role"] = "expert"
    middle = fresh(kept).version
    tomorrow = clock.local_date(clock.now()) + timedelta(days=1)
    third = moving.new_version({**files, "procedure.json": json.dumps(said)}, since=tomorrow)
    run = queries.dry_run(middle, queries.judge_between(middle, third, {}))
    assert run.counted() == {"fine": 2, "attention": 0, "cannot": 0}
    assert Step.objects.filter(node="check", role="officer").count() == 2


def test_a_dry_run_asks_the_same_number_of_questions_however_many_run(
    django_assert_max_num_queries,
):
    old = moving.old_version()
    new = moving.new_version(
        moving.second_files(), since=clock.local_date(clock.now()) + timedelta(days=1)
    )
    for _count in range(4):
        stories.application(version=old)
    judge = queries.judge_between(old, new, {})

    with django_assert_max_num_queries(5):
        run = queries.dry_run(old, judge)

    assert run.counted() == {"fine": 4, "attention": 0, "cannot": 0}
