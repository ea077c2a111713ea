from django.db import migrations

WATCH = """
CREATE TRIGGER %(table)s_new_version AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('feedback.terms');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_version ON %(table)s;"
# Rows that were there before anybody watched have a version too.
FIRST = """
INSERT INTO core_tableversion (topic, version) VALUES ('feedback.terms', nextval('core_version_seq'))
ON CONFLICT (topic) DO NOTHING
"""
TABLES = ["feedback_termrule"]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_inbox_indexes"), ("core", "0002_table_versions")]
    operations = [
        migrations.RunSQL(WATCH % {"table": table}, UNWATCH % {"table": table})
        for table in TABLES
    ] + [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
