"""Words without a name, and the name added later: the term begins on that day."""

from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case
from kholboo.feedback.services import citizen, naming
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, factories, stories
from kholboo.feedback.tests.factories import BOLD, NOBODY
from kholboo.feedback.tests.intake import BOLD as TYPED
from kholboo.feedback.tests.intake import fill, page, send
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def test_the_consequence_is_said_before_and_after(client):
    who = desk.html(client.get("/en/feedback/who/", follow=True))
    fill(client, language="en", who="unnamed")
    check = desk.html(client.get(page("check", "en")))
    receipt = desk.html(send(client, "en"))

    assert "What would you like" in who  # without a draft the first page opens
    assert "The law sets no term for it" in check
    assert "The law sets no term for it" in receipt
    assert "You may add your name later" in receipt


def test_the_term_begins_on_the_day_the_name_is_added(client, follow):
    case = factories.case(person=NOBODY)
    long_ago = clock.now() - timedelta(days=20)
    Case.objects.filter(pk=case.pk).update(received_at=long_ago, clock_started_at=long_ago)
    address = follow(case)
    assert "Add your name" in desk.html(client.get(address))

    client.post(f"{address}name/", TYPED)

    case = stories.fresh(case)
    today = clock.local_date(clock.now(), case.office.zone)
    assert case.due_on == today + timedelta(days=30)
    assert case.received_at == long_ago
    assert person_of(case.contact).full_name == "Дорж Болд"
    assert case.contact.phone_hash
    assert Entry.objects.get(action="feedback.case_named").facts == {
        "due_on": case.due_on.isoformat()
    }
    page = desk.html(client.get(address))
    assert "You added your name" in page
    assert "Add your name, so" not in page


def test_the_sender_is_told_the_date(client):
    case = naming.name_case(factories.case(person=NOBODY), BOLD, user=None)
    tell(case.events.get(kind="named").pk)

    assert Delivery.objects.filter(channel="sms").count() == 1


def test_what_is_missing_comes_back_with_what_was_typed(client, follow):
    address = follow(factories.case(person=NOBODY))
    refused = client.post(f"{address}name/", TYPED | {"address": ""})

    assert refused.status_code == 422
    assert "Дорж" in desk.html(refused)


def test_a_name_is_added_once_and_only_while_it_is_open():
    case = naming.name_case(factories.case(person=NOBODY), BOLD, user=None)
    with pytest.raises(RuleBroken):
        naming.name_case(case, BOLD, user=None)
    closed = citizen.withdraw_case(factories.case(person=NOBODY), reason="")
    with pytest.raises(RuleBroken):
        naming.name_case(closed, BOLD, user=None)


def test_history_does_not_tie_the_citizens_account_to_the_case():
    naming.name_case(factories.case(person=NOBODY), BOLD, user=desk.person("officer.orkhon"))

    entry = Entry.objects.get(action="feedback.case_named")
    assert (entry.actor, entry.actor_label) == (None, "citizen")
