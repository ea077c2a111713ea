from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("feedback", "0013_sent_report")]
    operations = [
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                name="answer_late_is_after_its_due",
                condition=Q(("at__gte", F("due_at")), ("due_at__isnull", False), ("was_late", True))
                | Q(("due_at__isnull", True), ("was_late", False))
                | Q(("at__lt", F("due_at")), ("was_late", False)),
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="case_newest"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["-received_at", "-id"],
                include=[
                    "office",
                    "service",
                    "handler",
                    "kind",
                    "channel",
                    "status",
                    "round",
                    "clock_started_at",
                    "due_at",
                    "answered_at",
                ],
                name="case_newest_facts",
            ),
        ),
    ]
