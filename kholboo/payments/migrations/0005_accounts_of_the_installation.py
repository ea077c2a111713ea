from django.db import migrations

FORWARD = "UPDATE payments_bankaccount SET state = 'confirmed' WHERE kept_by_id IS NULL"


class Migration(migrations.Migration):
    """What came with the installation stays in use; what one person wrote down waits for another."""

    dependencies = [("payments", "0004_accounts_by_two")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
