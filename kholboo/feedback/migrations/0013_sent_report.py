import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION feedback_sent_report_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report that was sent is never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER feedback_sentreport_no_change BEFORE UPDATE OR DELETE ON feedback_sentreport
  FOR EACH ROW EXECUTE FUNCTION feedback_sent_report_is_frozen();
CREATE TRIGGER feedback_sentreport_no_truncate BEFORE TRUNCATE ON feedback_sentreport
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_sent_report_is_frozen();
"""
BACK = """
DROP TRIGGER feedback_sentreport_no_change ON feedback_sentreport;
DROP TRIGGER feedback_sentreport_no_truncate ON feedback_sentreport;
DROP FUNCTION feedback_sent_report_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0002_service_routing_sample"),
        ("feedback", "0012_answer_due_known"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SentReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("cutoff", models.DateField()),
                ("contents", models.JSONField()),
                ("sent_by_name", models.CharField(max_length=200)),
                ("sent_at", models.DateTimeField()),
                ("letter", models.CharField(blank=True, max_length=120)),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agency.office",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="sent_report_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cutoff__gte", models.F("since"))),
                        name="sent_report_cutoff_after_its_first_day",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
