"""Of a story's line and an answer only the words may be blanked, and only of an erased person.

`*=` compares the two rows byte by byte and column by column, also columns added later.
"""

from django.db import migrations

FORWARD = """
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
DROP TRIGGER feedback_caseevent_no_change ON feedback_caseevent;
CREATE TRIGGER feedback_caseevent_no_change BEFORE UPDATE OR DELETE ON feedback_caseevent
  FOR EACH ROW EXECUTE FUNCTION feedback_caseevent_only_erased();
DROP TRIGGER feedback_answer_no_change ON feedback_answer;
CREATE TRIGGER feedback_answer_no_change BEFORE UPDATE OR DELETE ON feedback_answer
  FOR EACH ROW EXECUTE FUNCTION feedback_answer_only_erased();
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

BACK = """
DROP TRIGGER feedback_erasure_no_change ON feedback_erasure;
DROP TRIGGER feedback_erasure_no_truncate ON feedback_erasure;
DROP FUNCTION feedback_ledger_is_append_only();
DROP TRIGGER feedback_caseevent_no_change ON feedback_caseevent;
CREATE TRIGGER feedback_caseevent_no_change BEFORE UPDATE OR DELETE ON feedback_caseevent
  FOR EACH ROW EXECUTE FUNCTION feedback_story_is_append_only();
DROP TRIGGER feedback_answer_no_change ON feedback_answer;
CREATE TRIGGER feedback_answer_no_change BEFORE UPDATE OR DELETE ON feedback_answer
  FOR EACH ROW EXECUTE FUNCTION feedback_story_is_append_only();
DROP FUNCTION feedback_caseevent_only_erased();
DROP FUNCTION feedback_answer_only_erased();
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0008_stories_chained_by_salted_texts")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
