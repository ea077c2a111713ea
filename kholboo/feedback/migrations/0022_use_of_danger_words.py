import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Words of danger are learnt by no version; how often they were right is counted too."""

    dependencies = [('feedback', '0021_letters_and_mail')]

    operations = [
        migrations.RemoveConstraint(model_name="triageuse", name="triage_use_once_a_field"),
        migrations.AlterField(
            model_name="triageuse",
            name="model",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="uses",
                to="feedback.triagemodel",
            ),
        ),
        migrations.AddConstraint(
            model_name="triageuse",
            constraint=models.UniqueConstraint(
                fields=("model", "field"),
                name="triage_use_once_a_field",
                nulls_distinct=False,
            ),
        ),
    ]
