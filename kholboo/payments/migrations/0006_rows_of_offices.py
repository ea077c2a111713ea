import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows that wait for a person belong to an office. Those that wait already, to the head office."""

    dependencies = [
        ("agency", "0007_calendar_version"),
        ("payments", "0005_accounts_of_the_installation"),
    ]

    operations = [
        migrations.AddField(
            model_name="statementrow",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agency.office",
            ),
        ),
    ]
