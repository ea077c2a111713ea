from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0002_money_stays'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['state', '-issued_at'], name='invoice_by_its_state'),
        ),
        migrations.AlterField(
            model_name='receipt',
            name='state',
            field=models.CharField(choices=[('asked', 'being made'), ('made', 'made'), ('refused', 'refused by the tax system'), ('void', 'cancelled')], default='asked', max_length=8),
        ),
    ]
