"""The desk of procedures: copied, changed, reviewed by another, published from a day."""

import json
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.eservices.bundle_files import print_of
from kholboo.eservices.engine.faults import Unpublishable
from kholboo.eservices.models import ProcedureVersion, VersionChange
from kholboo.eservices.queries.procedures import before
from kholboo.eservices.services import procedures, publishing
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.stories import KEY, fresh, person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DESK = "/desk/procedures/"


def desk(name="administrator"):
    browser = Client()
    browser.force_login(person(name), backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    session[SECOND_FACTOR_AT] = clock.now().timestamp()
    session.save()
    return browser


def html(answer):
    return answer.content.decode()


def newest():
    return ProcedureVersion.objects.filter(procedure__key=KEY).latest("number")


def copied(of=2):
    version = ProcedureVersion.objects.get(procedure__key=KEY, number=of)
    return procedures.copy(version, actor=person("administrator"))


def reviewed(version=None):
    version = version or copied()
    return agreed(version, "agency.head")


def agreed(version, name, *, seen=None):
    """What somebody who has read the version as it stands agrees to."""
    earlier = before(version)
    return publishing.review(
        version,
        seen=seen or print_of(version.files),
        against=earlier.number if earlier else None,
        actor=person(name),
    )


def free_day():
    """A day after every range of the demonstration."""
    return date(clock.local_date(clock.now()).year + 2, 1, 1)


def address(version, more=""):
    return f"{DESK}{version.procedure.key}/{version.number}/{more}"


def typed(answer, **more):
    form = answer.context["form"]
    sent = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    return {**sent, **more}


def test_a_term_is_changed_and_put_in_force_without_a_programmer():
    officer, head = desk(), desk("agency.head")
    page = html(officer.get(DESK))
    assert "2-р хувилбар" in page or "Version 2" in page

    assert officer.post(f"{DESK}{KEY}/2/copy/").status_code == 302
    draft = newest()
    step = officer.get(address(draft, "steps/check/"))
    answer = officer.post(address(draft, "steps/check/"), typed(step, days=9, title_mn="Шинэ нэр"))
    assert answer.status_code == 302, html(answer)
    draft = fresh(draft)
    assert json.loads(draft.files["procedure.json"])["steps"]["check"]["term"]["days"] == 9
    assert 'name="Шинэ нэр"' in draft.files["process.bpmn"]

    review = head.get(address(draft, "review/"))
    assert head.post(address(draft, "review/"), typed(review)).status_code == 302
    day = free_day()
    sent = {"since_day": day.day, "since_month": day.month, "since_year": day.year}
    assert head.post(address(draft, "publish/"), sent).status_code == 302
    draft = fresh(draft)
    assert draft.state == "published"
    assert draft.valid.lower == day
    assert fresh(stories.version()).number == 1
    done = set(Entry.objects.values_list("action", flat=True))
    assert {f"eservices.version_{one}" for one in ("drafted", "changed", "reviewed")} <= done


def test_nobody_reviews_what_they_drafted_or_changed():
    version = copied()
    seen = print_of(version.files)
    with pytest.raises(RuleBroken):
        agreed(version, "administrator")
    head = person("agency.head")
    text = version.files["procedure.json"] + "\n"
    procedures.keep(version, {"procedure.json": text}, seen=seen, actor=head)
    version = fresh(version)
    with pytest.raises(RuleBroken):
        agreed(version, "agency.head")


def test_what_is_reviewed_is_what_was_read():
    version = copied()
    seen = print_of(version.files)
    text = version.files["procedure.json"] + "\n"
    procedures.keep(version, {"procedure.json": text}, seen=seen, actor=person("administrator"))
    with pytest.raises(RuleBroken):
        agreed(fresh(version), "agency.head", seen=seen)
    # Nor does a change made on an older page overwrite a newer one.
    with pytest.raises(RuleBroken):
        procedures.keep(version, {"procedure.json": "{}"}, seen=seen, actor=person("administrator"))


def test_a_change_after_the_review_makes_it_a_draft_again():
    version = reviewed()
    text = version.files["procedure.json"] + "\n"
    actor = person("administrator")
    kept = procedures.keep(
        version, {"procedure.json": text}, seen=print_of(version.files), actor=actor
    )
    assert kept.state == "draft"
    assert kept.reviewed_by is None
    with pytest.raises(RuleBroken):
        publishing.publish(kept, since=free_day(), actor=person("agency.head"))


def test_a_published_version_never_changes():
    version = ProcedureVersion.objects.get(procedure__key=KEY, number=1)
    with pytest.raises(RuleBroken):
        procedures.keep(
            version, {"procedure.json": "{}"}, seen=print_of(version.files), actor=person("citizen")
        )
    assert desk().get(address(version, "steps/check/")).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(files={})
    copied()
    with pytest.raises(DatabaseError), transaction.atomic():
        VersionChange.objects.update(how="copied")


def test_days_gone_by_and_days_of_another_version_are_refused():
    version, head = reviewed(), person("agency.head")
    today = clock.local_date(clock.now())
    for since in (today - timedelta(days=1), today, today + timedelta(days=1)):
        with pytest.raises(RuleBroken) as refusal:
            publishing.publish(version, since=since, actor=head)
        assert refusal.value.field == "since"


def test_what_is_wrong_with_a_file_stands_beside_its_text():
    officer, version = desk(), copied()
    text = version.files["process.bpmn"].replace('targetRef="checked"', 'targetRef="nowhere"')
    shown = officer.get(address(version, "files/process.bpmn/"))
    answer = officer.post(
        address(version, "files/process.bpmn/"), typed(shown, text=text), follow=True
    )
    assert "to_checked" in html(answer)
    # A draft that cannot be read has its page and its texts, and no key to review.
    page = html(officer.get(address(version)))
    assert "to_checked" in page
    assert desk("agency.head").get(address(version, "review/")).status_code == 200
    with pytest.raises(Unpublishable):
        reviewed(fresh(version))


def test_the_auditor_reads_and_others_stay_outside():
    version = copied()
    auditor = desk("auditor")
    assert auditor.get(DESK).status_code == 200
    assert auditor.get(address(version)).status_code == 200
    assert auditor.post(address(version, "copy/")).status_code == 403
    assert auditor.get(address(version, "files/procedure.json/")).status_code == 403
    assert desk().get(address(version, "review/")).status_code == 403
    assert desk("officer.orkhon").get(DESK).status_code == 403
    assert desk().get(f"{DESK}{KEY}/99/").status_code == 404


def test_pages_ask_the_database_a_constant_number_of_times(django_assert_max_num_queries):
    officer = desk()
    for _count in range(3):
        copied()
    officer.get(DESK)
    with django_assert_max_num_queries(9):
        officer.get(DESK)
    with django_assert_max_num_queries(9):
        officer.get(f"{DESK}{KEY}/2/")


@pytest.mark.django_db(transaction=True)
def test_two_versions_published_at_once_stand_one_after_the_other_or_one_is_refused():
    """Of two heads who choose the same day one wins, and the other is told why."""
    versions = [reviewed(copied()), reviewed(copied())]
    head, day, start = person("agency.head"), free_day(), Barrier(2)
    ends = []

    def go(version):
        start.wait()
        try:
            publishing.publish(version, since=day, actor=head)
            ends.append("published")
        except RuleBroken:
            ends.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=go, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["published", "refused"]
