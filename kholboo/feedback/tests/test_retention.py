"""How long a person is kept: nothing happens before an administrator confirmed it."""

from datetime import date, timedelta

import pytest

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, Erasure, RetentionRule
from kholboo.feedback.queries.retention import due_cases, kept_until, rule_in_force
from kholboo.feedback.rules import CaseKind, ErasureBasis
from kholboo.feedback.services import retention
from kholboo.feedback.services.cases import close_case
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, html, person
from kholboo.feedback.tests.test_erasing import ended

pytestmark = pytest.mark.django_db


def rule(kind=CaseKind.COMPLAINT):
    return rule_in_force(kind, clock.local_date(clock.now()))


def administrator():
    return person("administrator")


def closed():
    case = ended()
    close_case(case, actor=None)
    return stories.fresh(case)


def later(years, days=0):
    return clock.now() + timedelta(days=366 * years + days)


def test_a_new_installation_proposes_and_erases_nothing():
    closed()

    assert RetentionRule.objects.filter(confirmed_at__isnull=True).count() == len(CaseKind)
    assert retention.erase_due(later(20)) == 0


def test_a_confirmed_rule_erases_what_ended_long_enough_ago():
    old, first = closed(), rule()
    retention.confirm(first, years=first.years, actor=administrator())

    assert retention.erase_due(later(first.years - 1)) == 0
    assert retention.erase_due(later(first.years)) == 1
    assert retention.erase_due(later(first.years)) == 0

    assert Erasure.objects.get(case=old).basis == ErasureBasis.RULE
    assert Case.objects.get(pk=old.pk).text == ""


def test_an_open_or_answered_case_is_kept():
    stories.taken()
    ended()

    assert not due_cases(rule(), now=later(20)).exists()


def test_nobody_confirms_another_number_than_they_read():
    with pytest.raises(RuleBroken):
        retention.confirm(rule(), years=1, actor=administrator())


def test_a_rule_nobody_confirmed_hides_the_one_before_it():
    old = rule()
    retention.confirm(old, years=old.years, actor=administrator())
    today = clock.local_date(clock.now())
    new = retention.NewRetention(CaseKind.COMPLAINT, today, 10, "Хууль", "Law")
    retention.propose(new, actor=administrator())
    closed()

    assert retention.erase_due(later(20)) == 0
    with pytest.raises(RuleBroken):
        retention.propose(new, actor=administrator())


def test_a_leap_day_has_a_day_before_it():
    leap = clock.now().replace(year=2028, month=2, day=29)

    assert kept_until(RetentionRule(years=1), leap).date() == date(2027, 3, 1)


def test_the_page_shows_whom_a_rule_reaches_and_confirms_it():
    browser, first = desk("administrator"), rule()
    assert "to be confirmed" in html(browser.get("/en/desk/retention/"))
    assert "No case is so old" in html(browser.get(f"/en/desk/retention/{first.pk}/"))

    browser.post(f"/en/desk/retention/{first.pk}/", {"years": str(first.years)})

    first.refresh_from_db()
    assert first.confirmed_by == administrator()


def test_the_agency_s_head_reads_it_and_only_an_administrator_changes_it():
    first = rule()
    one = f"/en/desk/retention/{first.pk}/"
    for reader in (desk("agency.head"), desk("auditor")):
        page, of_one = html(reader.get("/en/desk/retention/")), html(reader.get(one))
        answer = reader.post(one, {"years": str(first.years)})

        assert "Only the administrator proposes" in page
        assert "Propose the rule" not in page
        assert "Confirm the rule" not in of_one
        assert answer.status_code == 403
        assert reader.post("/en/desk/retention/", {}).status_code == 403
    first.refresh_from_db()
    assert first.confirmed_at is None
    assert desk("officer.orkhon").get("/desk/retention/").status_code == 403
