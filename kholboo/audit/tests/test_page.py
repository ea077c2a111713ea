from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.tests.factories import UserFactory
from kholboo.audit import queries
from kholboo.audit.models import Entry
from kholboo.audit.services import record

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()


@pytest.fixture
def auditor(client):
    """Somebody with every permission; which posts hold this one is tested where posts live."""
    user = UserFactory.create(is_superuser=True)
    sign_in(client, user)
    return user


def entry(action="test.done", target="test.Thing:1", at=None, actor=None):
    """An entry at a moment of our choice; `at` is set before the row is written."""
    return Entry.objects.create(
        at=at or datetime(2031, 6, 1, tzinfo=UTC),
        actor=actor,
        actor_label="x",
        action=action,
        target=target,
    )


def shown(client, query):
    return client.get(f"/audit/{query}").context["page"].entries


def test_the_auditor_reads_who_did_what(client, auditor):
    bat = UserFactory.create(email="bat@example.mn")
    record("accounts.signed_in", bat, actor=bat, by="password")

    page = client.get("/audit/").content.decode()

    assert "нэвтэрсэн" in page
    assert f"accounts.User:{bat.pk}" in page
    assert "нууц үг" in page


def test_things_and_facts_bear_their_names_and_not_their_keys(client, auditor):
    bat = UserFactory.create(family_name="Дорж", given_name="Бат")
    record("test.done", bat, actor=None, user=bat.pk, before={"by": "sms"}, after={"by": None})

    row = shown(client, "")[0]

    assert row.thing == "Д.Бат"
    with translation.override("mn"):
        assert row.words == [("хүн", "Д.Бат"), ("өмнө", "арга: мессеж"), ("дараа", "арга: –")]


def test_who_is_gone_is_still_told_apart(client, auditor):
    record("test.done", "accounts.User:987654", actor=None)

    with translation.override("mn"):
        assert shown(client, "")[0].thing == "хүн 987654"


def test_filters_stand_in_the_address(client, auditor):
    bat = UserFactory.create(email="bat@example.mn")
    mine = entry(actor=bat)
    other = entry(action="accounts.joined", target="test.Thing:2")

    assert shown(client, "?actor=bat@example.mn") == [mine]
    assert shown(client, "?target=test.Thing:2") == [other]
    assert shown(client, "?action=accounts.joined&target=test.Thing:2") == [other]
    assert shown(client, "?actor=nobody@example.mn") == []


def test_days_are_those_of_ulaanbaatar(client, auditor):
    before = entry(target="test.Day:1", at=datetime(2031, 6, 1, 15, 59, tzinfo=UTC))
    after = entry(target="test.Day:1", at=datetime(2031, 6, 1, 16, 0, tzinfo=UTC))

    day = "&first_year=2031&first_month=6&first_day=2&last_year=2031&last_month=6&last_day=2"
    assert shown(client, f"?target=test.Day:1{day}") == [after]
    assert before not in shown(client, f"?target=test.Day:1{day}")


def test_a_day_that_does_not_exist_is_explained(client, auditor):
    answer = client.get("/audit/?first_year=2031&first_month=2&first_day=31")

    assert answer.status_code == 422


def test_pages_follow_one_another_without_gap_or_double(client, auditor):
    """Many entries of one moment, so that the key must decide."""
    made = [entry(target="test.Many:1") for _ in range(queries.PAGE * 2 + 3)]
    seen, address = [], "?target=test.Many:1"
    for _ in range(3):
        answer = client.get(f"/audit/{address}")
        seen += answer.context["page"].entries
        address = answer.context["older"]

    assert seen == sorted(made, key=lambda row: -row.pk)
    assert answer.context["page"].older == ""


@pytest.mark.parametrize("mark", ["x", "~", "2031-06-01~1", "2031-06-01T00:00:00+00:00~x"])
def test_a_broken_mark_begins_from_the_newest(client, auditor, mark):
    assert client.get("/audit/", {"before": mark}).status_code == 200


def test_an_empty_answer_says_what_to_do(client, auditor):
    assert "Юу ч олдсонгүй" in client.get("/audit/?target=nothing").content.decode()


def test_the_page_asks_the_same_number_of_questions_however_long(client, auditor):
    # Of one thing: what else happened before is of other kinds, each with a question of its own.
    thing = UserFactory.create()

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/audit/", {"target": f"accounts.User:{thing.pk}"})
        assert "Юу ч олдсонгүй" not in page.content.decode()
        return len(asked)

    record("test.done", thing, actor=UserFactory.create())
    few = count()
    for _ in range(20):
        record("test.done", thing, actor=UserFactory.create())

    assert count() == few


def test_strangers_and_those_without_a_second_factor_are_led_away(client):
    assert client.get("/audit/")["Location"].startswith("/account/login/")
    client.force_login(UserFactory.create(is_superuser=True), backend=BACKEND)
    assert client.get("/audit/")["Location"] == "/account/second-factor/"


def test_the_page_is_stored_nowhere(client, auditor):
    assert client.get("/audit/")["Cache-Control"] == "no-store, private"


def test_a_period_is_a_value_that_asks_nothing_when_empty():
    found = queries.entries(queries.Wanted(first=date(2031, 1, 1), last=date(2031, 1, 1)))

    assert found.entries == []
