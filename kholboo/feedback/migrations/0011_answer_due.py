from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0010_clock")]
    operations = [
        migrations.AddField(
            model_name="answer",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
