from django.db import migrations

WATCH = """
CREATE TRIGGER %(table)s_new_version AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('agency.places');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_version ON %(table)s;"
# Rows that were there before anybody watched have a version too.
FIRST = """
INSERT INTO core_tableversion (topic, version) VALUES ('agency.places', nextval('core_version_seq'))
ON CONFLICT (topic) DO NOTHING
"""
TABLES = ["agency_service", "agency_service_offices", "agency_aimag", "agency_office", "agency_unit"]


class Migration(migrations.Migration):
    dependencies = [("agency", "0002_service_routing_sample"), ("core", "0002_table_versions")]
    operations = [
        migrations.RunSQL(WATCH % {"table": table}, UNWATCH % {"table": table})
        for table in TABLES
    ] + [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
