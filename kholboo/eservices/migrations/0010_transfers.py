"""Moving running applications to another version of their procedure."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARD = """
-- Code of before, which knows no such column, goes on writing while the next is put in place.
ALTER TABLE eservices_application ALTER COLUMN carried SET DEFAULT '{}'::jsonb;
CREATE FUNCTION eservices_application_moves_rightly() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ended'
    OR NEW.due_on IS DISTINCT FROM OLD.due_on
    OR (SELECT procedure_id FROM eservices_procedureversion WHERE id = NEW.version_id)
      IS DISTINCT FROM
      (SELECT procedure_id FROM eservices_procedureversion WHERE id = OLD.version_id)
  THEN
    RAISE EXCEPTION 'an application moves to a version of its procedure, open, with its due date'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eservices_application_moves_rightly
  BEFORE UPDATE OF version_id ON eservices_application
  FOR EACH ROW WHEN (NEW.version_id <> OLD.version_id)
  EXECUTE FUNCTION eservices_application_moves_rightly();
CREATE TRIGGER eservices_transfercase_no_change
  BEFORE UPDATE OR DELETE ON eservices_transfercase
  FOR EACH ROW EXECUTE FUNCTION eservices_only_added();
CREATE TRIGGER eservices_transfercase_no_truncate BEFORE TRUNCATE ON eservices_transfercase
  FOR EACH STATEMENT EXECUTE FUNCTION eservices_only_added();
"""
BACKWARD = """
ALTER TABLE eservices_application ALTER COLUMN carried DROP DEFAULT;
DROP TRIGGER eservices_transfercase_no_truncate ON eservices_transfercase;
DROP TRIGGER eservices_transfercase_no_change ON eservices_transfercase;
DROP TRIGGER eservices_application_moves_rightly ON eservices_application;
DROP FUNCTION eservices_application_moves_rightly();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('eservices', '0009_newest_applications'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='carried',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('submitted', 'received'), ('step_done', 'step done'), ('step_taken', 'step taken'), ('returned', 'returned for completion'), ('completed', 'completed'), ('invoiced', 'fee to be paid'), ('paid', 'fee paid'), ('late', 'the term of a step passed'), ('suspended', 'suspended'), ('resumed', 'resumed'), ('decided', 'decided'), ('granted', 'certificate issued'), ('withdrawn', 'withdrawn'), ('lapsed', 'lapsed'), ('moved', 'moved to another version'), ('note', 'note'), ('erase_ask', 'asked to be erased'), ('erase_no', 'erasing refused'), ('erased', 'person erased')], max_length=10),
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nodes', models.JSONField(default=dict)),
                ('order_number', models.CharField(max_length=60)),
                ('state', models.CharField(choices=[('asked', 'waits for the head'), ('approved', 'under way'), ('done', 'all looked at'), ('stopped', 'stopped')], default='asked', max_length=8)),
                ('counted', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('after', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='eservices.procedureversion')),
                ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='eservices.procedureversion')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='TransferCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('end', models.CharField(choices=[('moved', 'moved'), ('stayed', 'stays under its version')], max_length=6)),
                ('reasons', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='eservices.application')),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='eservices.transfer')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'approved'])), fields=('before',), name='transfer_one_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='transfer_goes_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('order_number', ''), _negated=True), name='transfer_has_order'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='transfer_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'stopped']), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='transfer_runs_when_approved'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['asked', 'approved']), ('ended_at__isnull', True)), models.Q(models.Q(('state__in', ['asked', 'approved']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='transfer_over_says_when'),
        ),
        migrations.AddConstraint(
            model_name='transfercase',
            constraint=models.UniqueConstraint(fields=('application', 'transfer'), name='transfer_looks_once'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
