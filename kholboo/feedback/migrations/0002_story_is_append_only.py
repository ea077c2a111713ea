from django.db import migrations

FORWARD = """
CREATE FUNCTION feedback_story_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'lines of a case''s story are only added, never changed or removed'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER feedback_caseevent_no_change BEFORE UPDATE OR DELETE ON feedback_caseevent
  FOR EACH ROW EXECUTE FUNCTION feedback_story_is_append_only();
CREATE TRIGGER feedback_caseevent_no_truncate BEFORE TRUNCATE ON feedback_caseevent
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_story_is_append_only();
CREATE TRIGGER feedback_answer_no_change BEFORE UPDATE OR DELETE ON feedback_answer
  FOR EACH ROW EXECUTE FUNCTION feedback_story_is_append_only();
CREATE TRIGGER feedback_answer_no_truncate BEFORE TRUNCATE ON feedback_answer
  FOR EACH STATEMENT EXECUTE FUNCTION feedback_story_is_append_only();
"""

BACK = """
DROP TRIGGER feedback_caseevent_no_change ON feedback_caseevent;
DROP TRIGGER feedback_caseevent_no_truncate ON feedback_caseevent;
DROP TRIGGER feedback_answer_no_change ON feedback_answer;
DROP TRIGGER feedback_answer_no_truncate ON feedback_answer;
DROP FUNCTION feedback_story_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_cases")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
