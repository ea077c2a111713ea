"""What people declared, took and measured stays as it was said, like decisions and stories."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION eservices_conflict_only_found() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE then_said eservices_conflict;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    then_said := OLD;
    -- Who had no interest may find one later; never the other way round.
    IF NOT OLD.has_conflict AND NEW.has_conflict THEN
      then_said.has_conflict := true;
      then_said.words := NEW.words;
      then_said.at := NEW.at;
    ELSIF EXISTS (SELECT FROM eservices_erasure WHERE application_id = OLD.application_id) THEN
      then_said.words := '—';
    END IF;
    IF NEW *= then_said THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is only added to: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER eservices_conflict_no_change BEFORE UPDATE OR DELETE ON eservices_conflict
  FOR EACH ROW EXECUTE FUNCTION eservices_conflict_only_found();
CREATE TRIGGER eservices_conflict_no_truncate BEFORE TRUNCATE ON eservices_conflict
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_sample_no_change BEFORE UPDATE OR DELETE ON eservices_sample
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_sample_no_truncate BEFORE TRUNCATE ON eservices_sample
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_measurement_no_change BEFORE UPDATE OR DELETE ON eservices_measurement
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_measurement_no_truncate BEFORE TRUNCATE ON eservices_measurement
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
"""
BACKWARD = """
DROP TRIGGER eservices_measurement_no_truncate ON eservices_measurement;
DROP TRIGGER eservices_measurement_no_change ON eservices_measurement;
DROP TRIGGER eservices_sample_no_truncate ON eservices_sample;
DROP TRIGGER eservices_sample_no_change ON eservices_sample;
DROP TRIGGER eservices_conflict_no_truncate ON eservices_conflict;
DROP TRIGGER eservices_conflict_no_change ON eservices_conflict;
DROP FUNCTION eservices_conflict_only_found();
"""


class Migration(migrations.Migration):
    dependencies = [("eservices", "0010_transfers")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
