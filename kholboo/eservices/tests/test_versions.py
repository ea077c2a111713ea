"""What must hold of published versions, and of applications that run under them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.models import (
    Procedure,
    ProcedureVersion,
)
from kholboo.eservices.services import (
    publishing,
)
from kholboo.eservices.tests import stories

pytestmark = pytest.mark.django_db
RULES = (IntegrityError, ProgrammingError)


def refused(act):
    with pytest.raises(RULES), transaction.atomic():
        act()


def versions():
    return ProcedureVersion.objects.filter(procedure__key=stories.KEY).order_by("number")


def test_both_versions_are_published_one_after_the_other():
    first, second = versions()

    assert (first.state, second.state) == ("published", "published")
    assert first.valid.upper == second.valid.lower
    assert "council" not in first.compiled["manifest"]["steps"]
    assert "council" in second.compiled["manifest"]["steps"]


def test_a_published_bundle_cannot_be_changed_by_sql():
    first, second = versions()
    rows = ProcedureVersion.objects.filter(pk=first.pk)

    refused(lambda: rows.update(compiled={}))
    refused(lambda: rows.update(files={}))
    refused(lambda: rows.update(state="draft"))
    refused(lambda: rows.update(valid=DateRange(first.valid.lower, None, "[)")))
    refused(rows.delete)
    # The end of an open one may be set, once, and nothing else with it.
    open_one = ProcedureVersion.objects.filter(pk=second.pk)
    end = second.valid.lower + timedelta(days=365)
    refused(lambda: open_one.update(valid=DateRange(second.valid.lower, end, "[)"), files={}))
    open_one.update(valid=DateRange(second.valid.lower, end, "[)"))
    refused(lambda: open_one.update(valid=DateRange(second.valid.lower, None, "[)")))


def test_two_versions_are_never_valid_on_one_day():
    first, _second = versions()
    procedure = first.procedure
    again = publishing.draft(procedure, first.files, actor=None, is_sample=True)

    def beside():
        ProcedureVersion.objects.filter(pk=again.pk).update(
            state="published",
            valid=first.valid,
            sha256=first.sha256,
            published_at=clock.now(),
        )

    refused(beside)


def test_a_person_of_ours_publishes_only_what_another_reviewed():
    first, second = versions()
    administrator, head = stories.person("administrator"), stories.person("agency.head")
    new = publishing.draft(first.procedure, second.files, actor=administrator)
    since, seen = second.valid.lower + timedelta(days=365), print_of(new.files)

    with pytest.raises(RuleBroken):
        publishing.publish(new, since=since, actor=administrator)
    with pytest.raises(RuleBroken):
        publishing.review(new, seen=seen, against=second.number, actor=administrator)
    publishing.review(new, seen=seen, against=second.number, actor=head)
    publishing.publish(new, since=since, actor=administrator)

    assert stories.fresh(second).valid.upper == since


def renamed(version):
    """The same files for a procedure of another key."""
    said = version.files["procedure.json"].replace(stories.KEY, "other")
    return {**version.files, "procedure.json": said}


def test_a_running_application_keeps_its_version_over_a_publication():
    made = stories.application()
    first, second = versions()
    today = clock.local_date(clock.now())
    procedure = Procedure.objects.create(
        key="other", service=first.procedure.service, name_mn="А", name_en="A"
    )
    old = publishing.draft(procedure, renamed(first), actor=None, is_sample=True)
    publishing.publish(old, since=date(2025, 1, 1), actor=None)
    running = stories.application(version=stories.fresh(old))
    new = publishing.draft(procedure, renamed(second), actor=None, is_sample=True)
    publishing.publish(new, since=today, actor=None)

    fresh = stories.application(version=stories.fresh(new))
    for one in (running, fresh):
        stories.checked(one)
        stories.paid(one)
        stories.assigned(one)
        stories.sampled(one, 1)
        stories.measured(one, 0)
        stories.visited(one)
        stories.drafted(one)

    assert stories.waiting(running) == ["decide"]
    assert stories.waiting(fresh) == ["council"]
    assert made.version_id == first.pk
    with pytest.raises(RuleBroken):
        stories.application(version=stories.fresh(old))
