from django.db import migrations, models

PAGES = """
CREATE FUNCTION website_new_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The first eight signs of a path name the first page of one office in one language.
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO core_tableversion (topic, version)
    VALUES ('website.' || left(NEW.path, 8), nextval('core_version_seq'))
    ON CONFLICT (topic) DO UPDATE SET version = excluded.version;
  END IF;
  IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND left(OLD.path, 8) <> left(NEW.path, 8) THEN
    INSERT INTO core_tableversion (topic, version)
    VALUES ('website.' || left(OLD.path, 8), nextval('core_version_seq'))
    ON CONFLICT (topic) DO UPDATE SET version = excluded.version;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER wagtailcore_page_new_version AFTER INSERT OR UPDATE OR DELETE ON wagtailcore_page
  FOR EACH ROW EXECUTE FUNCTION website_new_version();
"""
NO_PAGES = """
DROP TRIGGER wagtailcore_page_new_version ON wagtailcore_page;
DROP FUNCTION website_new_version();
"""
WATCH = """
CREATE TRIGGER %(table)s_new_version AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('website.shared');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_version ON %(table)s;"
SHARED = ["wagtailcore_site", "website_branch", "website_picture", "website_attachment"]
# Copies only: not worth a line in the log of the database, nor a byte on its replicas.
LIGHT = "ALTER TABLE website_keptpage SET UNLOGGED"


class Migration(migrations.Migration):
    """Pages that were kept whole, and what makes them old: any change of what they show."""

    dependencies = [
        ("website", "0004_rules"),
        ("core", "0002_rules"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [
        migrations.CreateModel(
            name="KeptPage",
            fields=[
                (
                    "key",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("version", models.BigIntegerField()),
                ("kept_at", models.DateTimeField()),
                ("headers", models.JSONField()),
                ("brotli", models.BinaryField()),
                ("gzip", models.BinaryField()),
            ],
            options={"indexes": [models.Index(fields=["kept_at"], name="website_kept_at")]},
        ),
        migrations.RunSQL(LIGHT, migrations.RunSQL.noop),
        migrations.RunSQL(PAGES, NO_PAGES),
        *(migrations.RunSQL(WATCH % {"table": t}, UNWATCH % {"table": t}) for t in SHARED),
    ]
