"""How a version of a procedure could come into force that no second person has read as it is."""

from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.queries.procedures import open_version
from kholboo.eservices.services import procedures, publishing
from kholboo.eservices.tests.stories import fresh, person
from kholboo.eservices.tests.test_procedures_desk import (
    address,
    copied,
    desk,
    free_day,
    html,
    reviewed,
    typed,
)

pytestmark = pytest.mark.django_db


def touched(version, name):
    text = version.files["procedure.json"] + "\n"
    seen = print_of(version.files)
    return procedures.keep(version, {"procedure.json": text}, seen=seen, actor=person(name))


def in_force():
    """Another version, put in force."""
    return publishing.publish(reviewed(), since=free_day(), actor=person("agency.head"))


def test_a_copy_made_by_a_colleague_is_not_reviewed_by_who_wrote_it():
    draft = touched(copied(), "agency.head")

    twice = procedures.copy(
        procedures.copy(draft, actor=person("administrator")), actor=person("administrator")
    )

    assert not open_version(twice).may_review(person("agency.head"))
    with pytest.raises(RuleBroken):
        reviewed(twice)
    assert [row.by for row in twice.changes.all()][-1] == person("administrator")
    # What is published was read by others: who copies it begins anew.
    assert open_version(copied()).may_review(person("agency.head"))


def test_an_older_draft_is_compared_with_what_has_come_into_force_since():
    old = copied()
    newer = in_force()

    for page in ("", "review/"):
        shown = desk("agency.head").get(address(old, page))
        assert shown.context["before"].number == newer.number
    assert desk().get(address(newer)).context["before"].number == 2


def test_who_read_the_differences_from_another_version_does_not_agree_to_these():
    old, head = copied(), desk("agency.head")
    read = typed(head.get(address(old, "review/")))
    in_force()

    answer = head.post(address(old, "review/"), read)

    assert answer.status_code == 422, html(answer)
    assert fresh(old).state == "draft"
    again = typed(head.get(address(old, "review/")))
    assert head.post(address(old, "review/"), again).status_code == 302
    for strange in ("99", "-1", "1e9", ""):
        draft = copied()
        sent = {**typed(head.get(address(draft, "review/"))), "against": strange}
        assert head.post(address(draft, "review/"), sent).status_code == 422


def test_a_review_ends_when_another_version_takes_the_place_it_spoke_of():
    waiting, head = reviewed(), person("agency.head")
    in_force()

    assert fresh(waiting).state == "draft"
    with pytest.raises(RuleBroken):
        publishing.publish(waiting, since=free_day() + timedelta(days=1), actor=head)
    waiting = reviewed(fresh(waiting))
    done = publishing.publish(waiting, since=free_day() + timedelta(days=1), actor=head)
    assert done.state == "published"


def test_a_slip_of_the_year_does_not_bar_all_later_versions():
    version, today = reviewed(), clock.local_date(clock.now())

    with pytest.raises(RuleBroken) as refusal:
        publishing.publish(version, since=today + timedelta(days=733), actor=person("agency.head"))

    assert refusal.value.field == "since"
