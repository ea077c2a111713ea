from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_settlement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'payments_settlement is append-only: % refused', TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payments_settlement_no_change BEFORE UPDATE OR DELETE ON payments_settlement
  FOR EACH ROW EXECUTE FUNCTION payments_settlement_refuse();
CREATE TRIGGER payments_settlement_no_truncate BEFORE TRUNCATE ON payments_settlement
  FOR EACH STATEMENT EXECUTE FUNCTION payments_settlement_refuse();
"""
BACKWARD = """
DROP TRIGGER payments_settlement_no_truncate ON payments_settlement;
DROP TRIGGER payments_settlement_no_change ON payments_settlement;
DROP FUNCTION payments_settlement_refuse();
"""


class Migration(migrations.Migration):
    """Money that came is only ever added to: the database itself refuses the rest."""

    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
