"""What an invoice was for, and the account people were shown, are not rewritten afterwards."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION payments_account_only_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided payments_bankaccount;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'waiting' THEN
    decided := OLD;
    decided.state := NEW.state;
    decided.decided_by_id := NEW.decided_by_id;
    decided.decided_at := NEW.decided_at;
    IF NEW *= decided THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is decided once: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payments_invoiceline_no_change BEFORE UPDATE OR DELETE ON payments_invoiceline
  FOR EACH ROW EXECUTE FUNCTION payments_only_added();
CREATE TRIGGER payments_invoiceline_no_truncate BEFORE TRUNCATE ON payments_invoiceline
  FOR EACH STATEMENT EXECUTE FUNCTION payments_only_added();
CREATE TRIGGER payments_bankaccount_no_change BEFORE UPDATE OR DELETE ON payments_bankaccount
  FOR EACH ROW EXECUTE FUNCTION payments_account_only_decided();
CREATE TRIGGER payments_bankaccount_no_truncate BEFORE TRUNCATE ON payments_bankaccount
  FOR EACH STATEMENT EXECUTE FUNCTION payments_only_added();
"""
BACKWARD = """
DROP TRIGGER payments_bankaccount_no_truncate ON payments_bankaccount;
DROP TRIGGER payments_bankaccount_no_change ON payments_bankaccount;
DROP TRIGGER payments_invoiceline_no_truncate ON payments_invoiceline;
DROP TRIGGER payments_invoiceline_no_change ON payments_invoiceline;
DROP FUNCTION payments_account_only_decided();
DROP FUNCTION payments_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_rows_of_offices")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
