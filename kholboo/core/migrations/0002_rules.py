from django.db import migrations

# From a sequence, not counted up: what a rolled-back change was given is never given again.
FORWARD = """
CREATE SEQUENCE core_version_seq;
CREATE FUNCTION core_new_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO core_tableversion (topic, version) VALUES (TG_ARGV[0], nextval('core_version_seq'))
  ON CONFLICT (topic) DO UPDATE SET version = excluded.version;
  RETURN NULL;
END $$;
"""
BACK = """
DROP FUNCTION core_new_version();
DROP SEQUENCE core_version_seq;
"""


class Migration(migrations.Migration):
    """A table that processes keep in memory (core.snapshot) gets a new version with every change."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
