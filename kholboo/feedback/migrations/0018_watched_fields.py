from django.db import migrations

WATCH = """
CREATE TRIGGER feedback_fieldrule_new_version AFTER INSERT OR UPDATE OR DELETE ON feedback_fieldrule
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('feedback.fields');
"""
UNWATCH = "DROP TRIGGER feedback_fieldrule_new_version ON feedback_fieldrule;"


class Migration(migrations.Migration):
    dependencies = [("feedback", "0017_field_rules"), ("core", "0002_table_versions")]
    operations = [migrations.RunSQL(WATCH, UNWATCH)]
