from django.db import migrations

# The present round's term stands on the case. Of earlier rounds only "late" is known: their term
# had ended by the moment of the answer at the latest, so that moment stands for it.
FORWARD = """
ALTER TABLE feedback_answer DISABLE TRIGGER feedback_answer_no_change;
UPDATE feedback_answer AS a SET due_at = CASE
    WHEN c.round = a.round AND c.due_at IS NOT NULL AND a.was_late = (a.at >= c.due_at)
      THEN c.due_at
    WHEN a.was_late THEN a.at
  END
FROM feedback_case AS c WHERE c.id = a.case_id AND a.due_at IS NULL;
ALTER TABLE feedback_answer ENABLE TRIGGER feedback_answer_no_change;
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0011_answer_due")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
