"""What the database itself keeps: stories, answers, erasures, sent reports; versions of tables.

Of a story's line and an answer only the words may be blanked, and only of an erased person.
`*=` compares the two rows byte by byte and column by column, also columns added later.
"""

from django.db import migrations

STORY = """
CREATE FUNCTION feedback_story_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lines of a case''s story are only added, never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION feedback_caseevent_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE blank feedback_caseevent;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    blank := OLD;
    blank.text := '';
    blank.text_salt := '';
    IF NEW *= blank AND EXISTS (SELECT FROM feedback_erasure WHERE case_id = OLD.case_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'lines of a case''s story are only added, never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION feedback_answer_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE blank feedback_answer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    blank := OLD;
    blank.text := '';
    blank.ground := '';
    blank.remedy := '';
    blank.is_erased := true;
    IF NEW *= blank AND EXISTS (SELECT FROM feedback_erasure WHERE case_id = OLD.case_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'answers are only added, never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER feedback_caseevent_no_change BEFORE UPDATE OR DELETE ON feedback_caseevent
  FOR EACH ROW EXECUTE FUNCTION feedback_caseevent_only_erased();
CREATE TRIGGER feedback_caseevent_no_truncate BEFORE TRUNCATE ON feedback_caseevent
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_story_is_append_only();
CREATE TRIGGER feedback_answer_no_change BEFORE UPDATE OR DELETE ON feedback_answer
  FOR EACH ROW EXECUTE FUNCTION feedback_answer_only_erased();
CREATE TRIGGER feedback_answer_no_truncate BEFORE TRUNCATE ON feedback_answer
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_story_is_append_only();
"""
NO_STORY = """
DROP TRIGGER feedback_caseevent_no_change ON feedback_caseevent;
DROP TRIGGER feedback_caseevent_no_truncate ON feedback_caseevent;
DROP TRIGGER feedback_answer_no_change ON feedback_answer;
DROP TRIGGER feedback_answer_no_truncate ON feedback_answer;
DROP FUNCTION feedback_caseevent_only_erased();
DROP FUNCTION feedback_answer_only_erased();
DROP FUNCTION feedback_story_is_append_only();
"""

LEDGER = """
CREATE FUNCTION feedback_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger of erasures is only added to'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER feedback_erasure_no_change BEFORE UPDATE OR DELETE ON feedback_erasure
  FOR EACH ROW EXECUTE FUNCTION feedback_ledger_is_append_only();
CREATE TRIGGER feedback_erasure_no_truncate BEFORE TRUNCATE ON feedback_erasure
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_ledger_is_append_only();
"""
NO_LEDGER = """
DROP TRIGGER feedback_erasure_no_change ON feedback_erasure;
DROP TRIGGER feedback_erasure_no_truncate ON feedback_erasure;
DROP FUNCTION feedback_ledger_is_append_only();
"""

REPORTS = """
CREATE FUNCTION feedback_sent_report_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a report that was sent is never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER feedback_sentreport_no_change BEFORE UPDATE OR DELETE ON feedback_sentreport
  FOR EACH ROW EXECUTE FUNCTION feedback_sent_report_is_frozen();
CREATE TRIGGER feedback_sentreport_no_truncate BEFORE TRUNCATE ON feedback_sentreport
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_sent_report_is_frozen();
"""
NO_REPORTS = """
DROP TRIGGER feedback_sentreport_no_change ON feedback_sentreport;
DROP TRIGGER feedback_sentreport_no_truncate ON feedback_sentreport;
DROP FUNCTION feedback_sent_report_is_frozen();
"""

WATCH = """
CREATE TRIGGER %(table)s_new_version AFTER INSERT OR UPDATE OR DELETE ON %(table)s
  FOR EACH STATEMENT EXECUTE FUNCTION core_new_version('%(topic)s');
"""
UNWATCH = "DROP TRIGGER %(table)s_new_version ON %(table)s;"
WATCHED = [
    {"table": "feedback_termrule", "topic": "feedback.terms"},
    {"table": "feedback_fieldrule", "topic": "feedback.fields"},
]
# A version from the beginning: without one nobody keeps the rows (core.snapshot).
FIRST = """
INSERT INTO core_tableversion (topic, version) VALUES ('feedback.terms', nextval('core_version_seq'))
ON CONFLICT (topic) DO NOTHING
"""


class Migration(migrations.Migration):
    # agency first: the numbers of the first versions do not depend on the order of houses.
    dependencies = [("feedback", "0001_initial"), ("core", "0002_rules"), ("agency", "0002_rules")]
    operations = [
        migrations.RunSQL(STORY, NO_STORY),
        migrations.RunSQL(LEDGER, NO_LEDGER),
        migrations.RunSQL(REPORTS, NO_REPORTS),
        *(migrations.RunSQL(WATCH % names, UNWATCH % names) for names in WATCHED),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
