"""What the database itself keeps: published bundles, stories and decisions.

`*=` compares the two rows byte by byte and column by column, also columns added later.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION eservices_version_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ended eservices_procedureversion;
BEGIN
  IF OLD.state <> 'published' THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  IF TG_OP = 'UPDATE' AND upper_inf(OLD.valid) THEN
    -- The one thing still open: the day from which the next version takes its place.
    ended := OLD;
    ended.valid := NEW.valid;
    IF NEW *= ended AND lower(NEW.valid) = lower(OLD.valid) AND NOT upper_inf(NEW.valid) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW *= OLD THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version of a procedure never changes: % refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION eservices_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER eservices_procedureversion_no_change
  BEFORE UPDATE OR DELETE ON eservices_procedureversion
  FOR EACH ROW EXECUTE FUNCTION eservices_version_published_stays();
CREATE TRIGGER eservices_procedureversion_no_truncate BEFORE TRUNCATE ON eservices_procedureversion
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_event_no_change BEFORE UPDATE OR DELETE ON eservices_event
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_event_no_truncate BEFORE TRUNCATE ON eservices_event
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_decision_no_change BEFORE UPDATE OR DELETE ON eservices_decision
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_decision_no_truncate BEFORE TRUNCATE ON eservices_decision
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
"""
BACKWARD = """
DROP TRIGGER eservices_decision_no_truncate ON eservices_decision;
DROP TRIGGER eservices_decision_no_change ON eservices_decision;
DROP TRIGGER eservices_event_no_truncate ON eservices_event;
DROP TRIGGER eservices_event_no_change ON eservices_event;
DROP TRIGGER eservices_procedureversion_no_truncate ON eservices_procedureversion;
DROP TRIGGER eservices_procedureversion_no_change ON eservices_procedureversion;
DROP FUNCTION eservices_only_added();
DROP FUNCTION eservices_version_published_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("eservices", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
