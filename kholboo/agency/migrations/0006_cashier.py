from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agency', '0005_laboratory_and_expert'),
    ]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='role',
            field=models.CharField(choices=[('operator', 'operator'), ('officer', 'officer'), ('unit_head', 'unit head'), ('office_head', 'office head'), ('agency_head', 'agency head'), ('auditor', 'auditor'), ('editor', 'editor'), ('cataloguer', 'catalogue officer'), ('catalogue_head', 'head of the catalogue'), ('laboratory', 'laboratory officer'), ('expert', 'expert'), ('cashier', 'cashier'), ('administrator', 'administrator')], max_length=20),
        ),
    ]
