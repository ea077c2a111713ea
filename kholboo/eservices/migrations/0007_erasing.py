"""Erasing an applicant: the ledger, the requests, and what the triggers let be blanked for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

USER = settings.AUTH_USER_MODEL
STATES = [("waiting", "waits for a decision"), ("refused", "not erased"), ("done", "erased")]
KINDS = [
    ("submitted", "received"),
    ("step_done", "step done"),
    ("step_taken", "step taken"),
    ("returned", "returned for completion"),
    ("completed", "completed"),
    ("invoiced", "fee to be paid"),
    ("paid", "fee paid"),
    ("late", "the term of a step passed"),
    ("suspended", "suspended"),
    ("resumed", "resumed"),
    ("decided", "decided"),
    ("granted", "certificate issued"),
    ("withdrawn", "withdrawn"),
    ("lapsed", "lapsed"),
    ("note", "note"),
    ("erase_ask", "asked to be erased"),
    ("erase_no", "erasing refused"),
    ("erased", "person erased"),
]
FORWARD = """
CREATE FUNCTION eservices_event_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE blank eservices_event;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    blank := OLD;
    blank.text := '';
    IF NEW *= blank AND EXISTS (
      SELECT FROM eservices_erasure WHERE application_id = OLD.application_id
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION eservices_decision_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE blank eservices_decision;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    blank := OLD;
    blank.ground := '—';
    IF OLD.remedy <> '' THEN
      blank.remedy := '—';
    END IF;
    IF NEW *= blank AND EXISTS (
      SELECT FROM eservices_erasure WHERE application_id = OLD.application_id
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER eservices_event_no_change ON eservices_event;
DROP TRIGGER eservices_decision_no_change ON eservices_decision;
CREATE TRIGGER eservices_event_no_change BEFORE UPDATE OR DELETE ON eservices_event
  FOR EACH ROW EXECUTE FUNCTION eservices_event_only_erased();
CREATE TRIGGER eservices_decision_no_change BEFORE UPDATE OR DELETE ON eservices_decision
  FOR EACH ROW EXECUTE FUNCTION eservices_decision_only_erased();
CREATE TRIGGER eservices_erasure_no_change BEFORE UPDATE OR DELETE ON eservices_erasure
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_erasure_no_truncate BEFORE TRUNCATE ON eservices_erasure
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
"""
BACKWARD = """
DROP TRIGGER eservices_erasure_no_truncate ON eservices_erasure;
DROP TRIGGER eservices_erasure_no_change ON eservices_erasure;
DROP TRIGGER eservices_decision_no_change ON eservices_decision;
DROP TRIGGER eservices_event_no_change ON eservices_event;
CREATE TRIGGER eservices_event_no_change BEFORE UPDATE OR DELETE ON eservices_event
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_decision_no_change BEFORE UPDATE OR DELETE ON eservices_decision
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
DROP FUNCTION eservices_decision_only_erased();
DROP FUNCTION eservices_event_only_erased();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("eservices", "0006_sealed_answers"),
        migrations.swappable_dependency(USER),
    ]

    operations = [
        migrations.AlterField("event", "kind", models.CharField(choices=KINDS, max_length=10)),
        migrations.AddField("application", "erased_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("application", "application_has_somebody"),
        migrations.AddConstraint(
            "application",
            models.CheckConstraint(
                name="application_has_somebody",
                condition=models.Q(
                    ("user__isnull", False),
                    ("taken_by__isnull", False),
                    ("erased_at__isnull", False),
                    _connector="OR",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True)),
                ("at", models.DateTimeField()),
                ("application", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="eservices.application")),
                ("by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER)),
            ],
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=8)),
                ("decided_at", models.DateTimeField(null=True)),
                ("application", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="erasure_requests", to="eservices.application")),
                ("decided_by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER)),
                ("entered_by", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=USER)),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(condition=models.Q(("state", "waiting")), fields=["at"], name="application_erasure_waiting")],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("state", "waiting")), fields=("application",), name="application_erasure_waits_once"),
                    models.CheckConstraint(
                        name="application_erasure_decided_has_moment",
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
