from django.db import migrations

WATCH = """
CREATE TRIGGER %(table)s_new_website AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('website.sites');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_website ON %(table)s;"
FIRST = """
INSERT INTO core_tableversion (topic, version) VALUES ('website.sites', nextval('core_version_seq'))
ON CONFLICT (topic) DO NOTHING
"""
# What headers and menus are made of (queries/sites.py).
TABLES = [
    "wagtailcore_page", "wagtailcore_site", "website_branch", "agency_office", "agency_aimag",
]


class Migration(migrations.Migration):
    dependencies = [("website", "0003_shown_on_all_sites"), ("core", "0002_rules")]
    operations = [
        migrations.RunSQL(WATCH % {"table": table}, UNWATCH % {"table": table})
        for table in TABLES
    ] + [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
