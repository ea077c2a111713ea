"""Who touched a draft of a procedure."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER eservices_versionchange_no_change
  BEFORE UPDATE OR DELETE ON eservices_versionchange
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_versionchange_no_truncate BEFORE TRUNCATE ON eservices_versionchange
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("eservices", "0003_bound_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VersionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("copied", "copied from another version"),
                            ("taken_in", "taken in from files"),
                            ("changed", "changed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("files", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="eservices.procedureversion",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunSQL(
            FORWARD,
            """
DROP TRIGGER eservices_versionchange_no_truncate ON eservices_versionchange;
DROP TRIGGER eservices_versionchange_no_change ON eservices_versionchange;
""",
        ),
    ]
