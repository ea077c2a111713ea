"""Moving changes no due date: neither as it happens, nor later, nor by hand in the database."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kholboo.eservices.models import Application, TransferCase
from kholboo.eservices.services import pausing
from kholboo.eservices.tests import moving, stories
from kholboo.eservices.tests.stories import fresh, person

pytestmark = pytest.mark.django_db
RULES = (IntegrityError, ProgrammingError)


def refused(act):
    with pytest.raises(RULES), transaction.atomic():
        act()


PLACES = ("check", "payment", "visit", "draft")


@pytest.fixture
def running():
    """Applications at places of every kind, one of them suspended for a while."""
    old = moving.old_version()
    found = {}
    for place in PLACES:
        node = "visit" if place == "visit" else place
        found[place] = stories.brought_to(node, version=old)
    return old, found


TERMS = st.fixed_dictionaries(
    {
        "days": st.integers(1, 400),
        "counting": st.sampled_from(["working", "calendar"]),
        "sample": st.just(True),
    }
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.sampled_from(PLACES), whole=TERMS, each=TERMS, has_term=st.booleans())
def test_no_due_date_changes_whatever_the_terms_of_the_new_version(
    running, place, whole, each, has_term
):
    """Neither at the move nor when a pause ends later and the days are counted anew."""
    old, found = running
    made = found[place]
    head = person("head.orkhon")
    with transaction.atomic():
        pausing.suspend(made, reason="Түр зогсоов.", actor=head)
        pausing.resume(made, actor=head)
        unmoved = moving.days_of(made)
        transaction.set_rollback(True)
    with transaction.atomic():
        files = with_terms(moving.renamed(old.files), whole, each if has_term else None)
        new = moving.new_version(files)
        before = moving.days_of(made)

        moving.worked(moving.approved(old, new))

        assert fresh(made).version == new
        assert moving.days_of(made) == before
        pausing.suspend(made, reason="Түр зогсоов.", actor=head)
        pausing.resume(made, actor=head)
        assert moving.days_of(made) == unmoved
        transaction.set_rollback(True)


def with_terms(files, whole, each):
    said = json.loads(files["procedure.json"])
    said["term"] = whole
    for step in said["steps"].values():
        step.pop("term", None)
        if each:
            step["term"] = each
    days = whole["days"]
    drawing = files["process.bpmn"].replace("P5D", f"P{days}D").replace("P10D", f"P{days}D")
    return {**files, "procedure.json": json.dumps(said), "process.bpmn": drawing}


def test_the_database_refuses_a_move_with_another_due_date_or_of_what_is_decided():
    old = moving.old_version()
    made, ended = (
        stories.brought_to("check", version=old),
        stories.brought_to("decide", version=old),
    )
    stories.decided(ended)
    new = moving.new_version(moving.second_files())
    rows = Application.objects.filter(pk=made.pk)

    refused(lambda: rows.update(version=new, due_on=made.due_on + timedelta(days=1)))
    refused(lambda: rows.update(version=stories.version()))
    refused(lambda: Application.objects.filter(pk=ended.pk).update(version=new))
    moving.worked(moving.approved(old, new))
    assert TransferCase.objects.filter(application=ended).count() == 0
    refused(lambda: TransferCase.objects.update(end="stayed"))
