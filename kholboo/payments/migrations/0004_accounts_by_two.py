import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The account for transfers is confirmed by a second person."""

    dependencies = [
        ("payments", "0003_lists_and_cancelled_receipts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="bankaccount",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waits for a second person"),
                    ("confirmed", "confirmed"),
                    ("refused", "not confirmed"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="bankaccount",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bankaccount", name="decided_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.CheckConstraint(
                name="account_is_confirmed_by_another",
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("kept_by__isnull", True),
                    models.Q(("decided_by", models.F("kept_by")), _negated=True),
                    _connector="OR",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.CheckConstraint(
                name="account_in_use_has_two_people",
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    ("kept_by__isnull", True),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
            ),
        ),
    ]
