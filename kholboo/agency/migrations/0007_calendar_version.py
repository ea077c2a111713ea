"""Days of the calendar are kept in the process that asks for them (core.snapshot)."""

from django.db import migrations

WATCH = """
CREATE TRIGGER agency_calendarday_new_version AFTER INSERT OR UPDATE OR DELETE ON agency_calendarday
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('agency.calendar');
INSERT INTO core_tableversion (topic, version)
VALUES ('agency.calendar', nextval('core_version_seq')) ON CONFLICT (topic) DO NOTHING;
"""
UNWATCH = "DROP TRIGGER agency_calendarday_new_version ON agency_calendarday;"


class Migration(migrations.Migration):
    dependencies = [("agency", "0006_cashier"), ("core", "0002_rules")]
    operations = [migrations.RunSQL(WATCH, UNWATCH)]
