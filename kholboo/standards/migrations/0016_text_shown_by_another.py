from django.db import migrations, models
from django.db.models import F


def name_no_second_person(apps, _editor):
    """Texts that one person took in and showed, when that was allowed: there was no second one.
    Who it was stays in the history of what was done.
    """
    texts = apps.get_model("standards", "Manifestation").objects
    texts.filter(shown_by=F("made_by")).update(shown_by=None)


class Migration(migrations.Migration):

    dependencies = [('standards', '0015_refused_pages')]

    operations = [
        migrations.RunPython(name_no_second_person, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='manifestation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'shown'), _negated=True), models.Q(('shown_by', models.F('made_by')), _negated=True), _connector='OR'), name='text_is_shown_by_another'),
        ),
    ]
