from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from kholboo.accounts.hooks import AccountEvent, account_event
from kholboo.accounts.tests.factories import OrganisationFactory, UserFactory
from kholboo.audit import labels
from kholboo.audit.models import Entry
from kholboo.audit.services import CITIZEN, record, record_view

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_thing():
    bat = UserFactory.create(given_name="Бат", family_name="Дорж", ours=True)
    organisation = OrganisationFactory.create()

    entry = record("registry.name_changed", organisation, actor=bat, before="А", after="Б")

    assert (entry.actor, entry.actor_label) == (bat, "Д.Бат")
    assert entry.target == f"accounts.Organisation:{organisation.pk}"
    assert entry.facts == {"before": "А", "after": "Б"}


def test_those_without_an_account_are_named_by_a_word():
    assert record("x.done", "x.Y:1", actor=None).actor_label == "system"
    assert record("x.done", "x.Y:1", actor=None, label=CITIZEN).actor_label == "citizen"


def test_a_citizen_s_name_and_address_are_never_written_into_history():
    citizen = UserFactory.create(given_name="Бат", email="bat@example.mn")

    entry = record("x.done", "x.Y:1", actor=citizen)

    assert (entry.actor, entry.actor_label) == (citizen, "citizen")
    assert entry.actor_name == "Д.Бат"


def test_looking_is_remembered_too():
    organisation, bat = OrganisationFactory.create(), UserFactory.create()

    record_view(organisation, actor=bat)

    entry = Entry.objects.get(target=f"accounts.Organisation:{organisation.pk}")
    assert (entry.action, entry.actor) == ("accounts.organisation_viewed", bat)


def test_looking_again_soon_adds_no_line_but_another_reader_does():
    organisation, bat = OrganisationFactory.create(), UserFactory.create()
    for reader in (bat, bat, UserFactory.create()):
        record_view(organisation, actor=reader, once_in=timedelta(minutes=5))

    assert Entry.objects.filter(target=f"accounts.Organisation:{organisation.pk}").count() == 2


def test_a_long_name_does_not_stop_the_work():
    bat = UserFactory.create(given_name="", email="a" * 60 + "@" + "b" * 60 + ".mn", ours=True)

    assert len(record("x.done", "x.Y:1", actor=bat).actor_label) == 100


@pytest.mark.parametrize(
    "command",
    ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"],
)
def test_the_database_itself_refuses_to_change_history(command):
    with connection.cursor() as cursor:
        # The tests of real transactions switch this one off to clean up after themselves.
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_truncate")
    record("x.done", "x.Y:1", actor=None)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(command)
    assert Entry.objects.filter(action="x.done").exists()


def test_what_accounts_announces_is_kept():
    bat = UserFactory.create()

    account_event.ring(AccountEvent("accounts.signed_in", bat.pk, bat.pk, {"by": "sms"}))

    entry = Entry.objects.get(target=f"accounts.User:{bat.pk}")
    assert (entry.action, entry.actor, entry.facts) == ("accounts.signed_in", bat, {"by": "sms"})


def test_actions_and_facts_are_shown_in_the_language_of_the_page():
    entry = record("accounts.signed_in", "x.Y:1", actor=None, by="password", other=[1, None])

    with translation.override("mn"):
        assert entry.sentence == "нэвтэрсэн"
        assert entry.words == [("арга", "нууц үг"), ("other", "1, –")]
    assert labels.sentence_of("nobody.named_this") == "nobody.named_this"


def test_days_in_facts_are_read_as_people_write_days():
    facts = {"first": "2026-07-10", "no such day": "2026-02-31", "number": "26-000123-5"}

    with translation.override("en"):
        told = [words for _name, words in labels.facts_in_words("x.done", facts, {})]

    assert told == ["10 Jul 2026", "2026-02-31", "26-000123-5"]
