"""What somebody with the database's own words cannot undo: stories, decisions, money."""

import pytest
from django.db import DatabaseError, connection, transaction

from kholboo.eservices.models import Invoiced
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.test_attacked_money import paid_for
from kholboo.registers.models import Certificate

pytestmark = pytest.mark.django_db


def test_stories_decisions_and_published_versions_are_not_undone_by_sql():
    made = stories.decided(stories.brought_to("decide"))
    assert Certificate.objects.filter(key=made.key).exists()
    tables = (
        *("event", "decision", "procedureversion", "versionchange"),
        *("conflict", "sample", "measurement"),
    )
    orders = [
        "UPDATE eservices_event SET text = 'х'",
        "DELETE FROM eservices_decision",
        "UPDATE eservices_procedureversion SET files = '{}' WHERE state = 'published'",
        "UPDATE eservices_procedureversion SET state = 'draft' WHERE state = 'published'",
        "UPDATE eservices_procedureversion SET valid = 'empty' WHERE state = 'published'",
        "DELETE FROM eservices_procedureversion WHERE state = 'published'",
        "TRUNCATE eservices_application CASCADE",
        "UPDATE eservices_conflict SET has_conflict = true, words = 'х', person_id = person_id + 1",
        "UPDATE eservices_conflict SET words = 'х'",
        "DELETE FROM eservices_conflict",
        "UPDATE eservices_sample SET what = 'х'",
        "DELETE FROM eservices_sample",
        "UPDATE eservices_measurement SET value = 1",
        "DELETE FROM eservices_measurement",
        "UPDATE payments_invoiceline SET title_mn = 'х'",
        "DELETE FROM payments_invoiceline",
        "TRUNCATE payments_invoiceline",
        "UPDATE payments_bankaccount SET number = 'х'",
        "DELETE FROM payments_bankaccount",
        "DELETE FROM payments_settlement",
        "UPDATE audit_entry SET actor_id = NULL",
        *(f"TRUNCATE eservices_{table} CASCADE" for table in tables),
    ]
    settled = Invoiced.objects.get()
    paid_for(settled.invoice)
    with_its_guards()

    assert [order for order in orders if is_taken(order)] == []


def with_its_guards():
    """As it is outside of tests, where nothing may be emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            r"SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%\_no\_truncate'"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def is_taken(order):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)
    except DatabaseError:
        return False
    return True
