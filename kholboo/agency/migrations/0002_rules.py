from django.db import migrations

WATCH = """
CREATE TRIGGER %(table)s_new_version AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('agency.places');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_version ON %(table)s;"
# A version from the beginning: without one nobody keeps the rows (core.snapshot).
FIRST = """
INSERT INTO core_tableversion (topic, version) VALUES ('agency.places', nextval('core_version_seq'))
ON CONFLICT (topic) DO NOTHING
"""
TABLES = ["agency_service", "agency_service_offices", "agency_aimag", "agency_office", "agency_unit"]


class Migration(migrations.Migration):
    dependencies = [("agency", "0001_initial"), ("core", "0002_rules")]
    operations = [
        migrations.RunSQL(WATCH % {"table": table}, UNWATCH % {"table": table})
        for table in TABLES
    ] + [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
