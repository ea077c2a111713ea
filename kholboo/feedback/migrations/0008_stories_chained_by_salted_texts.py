"""Chain every story anew: over a salted digest of each text instead of the text itself.

Each case is one step of a batch; a batch is one transaction with the trigger off, so a migration
that was stopped goes on where it stood (rows without a text digest are those to do). A line that
did not follow from the one before it keeps its old digest and stays broken for everybody to see.
"""

import hashlib
import json
import secrets

from django.db import migrations, transaction

FIRST = "0" * 64
CASES = 2000
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def forward(apps, schema_editor):
    events = apps.get_model("feedback", "CaseEvent").objects
    last = 0
    while True:
        undone = events.filter(text_digest="", case_id__gt=last).order_by("case_id")
        keys = list(undone.values_list("case_id", flat=True).distinct()[:CASES])
        if not keys:
            return
        last = keys[-1]
        with transaction.atomic(), schema_editor.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "ALTER TABLE feedback_caseevent DISABLE TRIGGER feedback_caseevent_no_change"
            )
            chain(events, keys)
            cursor.execute(
                "ALTER TABLE feedback_caseevent ENABLE TRIGGER feedback_caseevent_no_change"
            )


def chain(events, keys):
    rows = list(events.filter(case_id__in=keys).order_by("case_id", "pk"))
    case, was, now = None, FIRST, FIRST
    for row in rows:
        if row.case_id != case:
            case, was, now = row.case_id, FIRST, FIRST
        old = row.digest
        row.text_salt = secrets.token_hex(16) if row.text else ""
        row.text_digest = hashlib.sha256(f"{row.text_salt}{row.text}".encode()).hexdigest()
        if old == digest(row, was, row.text):
            row.digest = digest(row, now, row.text_digest)
        was, now = old, row.digest
    events.bulk_update(rows, ["text_salt", "text_digest", "digest"], batch_size=1000)


def digest(row, before, text):
    content = [
        before, row.case_id, row.at.isoformat(), row.kind, row.is_public, row.actor_id,
        row.by_citizen, text, row.facts,
    ]  # fmt: skip
    return hashlib.sha256(CANONICAL.encode(content).encode()).hexdigest()


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0007_erasing")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
