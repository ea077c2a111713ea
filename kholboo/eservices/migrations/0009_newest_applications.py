"""All applications of the country, newest first, are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eservices", "0008_reminder")]

    operations = [
        migrations.AddIndex(
            "application",
            models.Index(fields=["-submitted_at", "-id"], name="application_newest"),
        )
    ]
