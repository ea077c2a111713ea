import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eservices", "0007_erasing")]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_until", models.DateField()),
                ("days", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("application", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="eservices.application")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("application", "valid_until", "days"), name="reminder_once_for_each_stage")],
            },
        ),
    ]
