"""A letter to a body without an e-mail is posted: day and number. Old ones without one wait too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def without_email_went_nothing(apps, schema_editor):
    """Of cases passed on before, nothing left to a body that had no e-mail."""
    forwarded = apps.get_model("feedback", "Forwarding").objects
    forwarded.filter(body__email="").update(is_by_post=True)


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='forwarding',
            name='is_by_post',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='forwarding',
            name='posted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='forwarding',
            name='posted_number',
            field=models.CharField(blank=True, max_length=50),
        ),
        migrations.AddField(
            model_name='forwarding',
            name='posted_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('received', 'received'), ('registered', 'registered'), ('assigned', 'assigned'), ('taken', 'taken up'), ('question', 'a question to you'), ('message', 'a message from you'), ('note', 'internal note'), ('answered', 'answered'), ('rated', 'rated'), ('reopened', 'reopened'), ('withdrawn', 'withdrawn'), ('closed', 'closed'), ('term_changed', 'due date counted anew'), ('named', 'name added'), ('confirmed', 'written words confirmed'), ('told', 'answer told aloud'), ('suspended', 'suspended'), ('resumed', 'work goes on'), ('extended', 'term extended'), ('escalated', 'reported higher'), ('subjects', 'whom the case is about'), ('linked', 'linked'), ('unlinked', 'link undone'), ('same_answer', 'same answer for the duplicates'), ('appealed', 'appealed'), ('assessed', 'assessed'), ('investigated', 'investigated'), ('measure', 'a measure'), ('erase_asked', 'asked to erase personal data'), ('erase_denied', 'personal data was not erased'), ('erased', 'personal data erased'), ('forwarded', 'passed on'), ('posted', 'letter posted'), ('consent', 'consent to publish'), ('published', 'published answer')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='forwarding',
            index=models.Index(condition=models.Q(('is_by_post', True), ('posted_on__isnull', True)), fields=['at'], name='forwarding_to_post'),
        ),
        migrations.AddConstraint(
            model_name='forwarding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('posted_by__isnull', True), ('posted_number', ''), ('posted_on__isnull', True)), models.Q(('posted_by__isnull', False), ('posted_on__isnull', False), models.Q(('posted_number', ''), _negated=True)), _connector='OR'), name='forwarding_posted_with_number_and_name'),
        ),
        migrations.RunPython(without_email_went_nothing, migrations.RunPython.noop),
    ]
