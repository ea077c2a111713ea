from django.db import migrations

# Kept pages of all sites are older than a changed text about a service.
WATCH = """
CREATE TRIGGER website_servicetext_new_version
  AFTER INSERT OR UPDATE OR DELETE ON website_servicetext
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('website.shared');
"""
UNWATCH = "DROP TRIGGER website_servicetext_new_version ON website_servicetext;"


class Migration(migrations.Migration):
    dependencies = [("website", "0007_titles_in_traditional_script"), ("core", "0002_rules")]
    operations = [migrations.RunSQL(WATCH, UNWATCH)]
