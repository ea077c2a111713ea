from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eservices", "0005_drafts")]

    operations = [
        migrations.AddField("applicant", "answers", models.BinaryField(default=b"")),
        migrations.AddField("completion", "sealed_before", models.BinaryField(default=b"")),
        migrations.AddField("completion", "sealed_after", models.BinaryField(default=b"")),
    ]
