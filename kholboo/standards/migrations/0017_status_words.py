from django.db import migrations, models

STATUS = [
    ('draft', 'draft'),
    ('coming', 'not yet in force'),
    ('in_force', 'in force'),
    ('replaced', 'replaced'),
    ('withdrawn', 'withdrawn from use'),
    ('unconfirmed', 'day in force not known'),
]


class Migration(migrations.Migration):

    dependencies = [('standards', '0016_text_shown_by_another')]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='status',
            field=models.CharField(choices=STATUS, max_length=11),
        ),
        migrations.AlterField(
            model_name='known',
            name='status',
            field=models.CharField(choices=STATUS, max_length=11),
        ),
        migrations.AlterField(
            model_name='news',
            name='by_status',
            field=models.CharField(blank=True, choices=STATUS, max_length=11),
        ),
        migrations.AlterField(
            model_name='news',
            name='status_was',
            field=models.CharField(blank=True, choices=STATUS, max_length=11),
        ),
    ]
