
import django.db.models.deletion
import django.db.models.expressions
import kholboo.payments.models.attempts
import kholboo.payments.models.invoices
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agency', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bank_mn', models.CharField(max_length=100)),
                ('bank_en', models.CharField(max_length=100)),
                ('number', models.CharField(max_length=34)),
                ('holder_mn', models.CharField(max_length=200)),
                ('holder_en', models.CharField(max_length=200)),
                ('since', models.DateField()),
                ('is_sample', models.BooleanField(default=False)),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('public_id', models.CharField(default=kholboo.payments.models.invoices.new_public_id, editable=False, max_length=26, unique=True)),
                ('number', models.CharField(max_length=14, unique=True)),
                ('purpose', models.CharField(max_length=60)),
                ('reference', models.CharField(max_length=100)),
                ('payer_kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation')], max_length=12)),
                ('payer_key', models.BinaryField()),
                ('payer', models.BinaryField()),
                ('total', models.BigIntegerField()),
                ('paid', models.BigIntegerField(default=0)),
                ('refunded', models.BigIntegerField(default=0)),
                ('due', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'waits for payment'), ('settled', 'paid'), ('void', 'no longer to be paid')], default='open', max_length=8)),
                ('is_to_clear', models.BooleanField(default=False)),
                ('is_sample', models.BooleanField(default=False)),
                ('issued_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, max_length=500)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='agency.office')),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('hint_key', models.CharField(default=kholboo.payments.models.attempts.new_hint_key, max_length=32, unique=True)),
                ('amount', models.BigIntegerField()),
                ('state', models.CharField(choices=[('asked', 'being prepared'), ('open', 'can be paid'), ('failed', 'a payment failed'), ('paid', 'paid'), ('closed', 'closed')], default='asked', max_length=6)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('provider_id', models.CharField(blank=True, max_length=100)),
                ('qr', models.TextField(blank=True)),
                ('links', models.JSONField(default=list)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('looks', models.PositiveIntegerField(default=0)),
                ('looked_at', models.DateTimeField(null=True)),
                ('next_look_at', models.DateTimeField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payments.invoice')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title_mn', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('price', models.BigIntegerField()),
                ('quantity', models.PositiveIntegerField()),
                ('amount', models.BigIntegerField()),
                ('tax', models.CharField(choices=[('VAT_ABLE', 'price with VAT'), ('VAT_FREE', 'free of VAT'), ('VAT_ZERO', 'VAT of 0 %'), ('NO_VAT', 'no VAT')], max_length=8)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('is_sample', models.BooleanField(default=False)),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='payments.invoice')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'being made'), ('made', 'made'), ('refused', 'refused by the tax system')], default='asked', max_length=8)),
                ('is_of_company', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('invoice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='payments.invoice')),
            ],
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('qpay', 'QPay'), ('transfer', 'bank statement'), ('cash', 'cash at the desk')], max_length=8)),
                ('key', models.CharField(max_length=100)),
                ('amount', models.BigIntegerField()),
                ('paid_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('attempt', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='payments.attempt')),
                ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='payments.invoice')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=500)),
                ('is_by_provider', models.BooleanField()),
                ('state', models.CharField(choices=[('asked', 'waits for a second person'), ('approved', 'is being given back'), ('refused', 'not approved'), ('done', 'given back'), ('failed', 'could not be given back')], default='asked', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.settlement')),
            ],
            options={
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('taken_at', models.DateTimeField()),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-taken_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='StatementRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=32, unique=True)),
                ('day', models.DateField()),
                ('amount', models.BigIntegerField()),
                ('words', models.BinaryField()),
                ('state', models.CharField(choices=[('unsure', 'waits for your choice'), ('matched', 'matched'), ('aside', 'set aside')], default='unsure', max_length=8)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settlement', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statement_row', to='payments.settlement')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='payments.statement')),
            ],
            options={
                'ordering': ['-day', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['purpose', 'reference'], name='invoice_of_its_owner'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['office', 'state', '-issued_at'], name='invoice_of_its_office'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(condition=models.Q(('is_to_clear', True)), fields=['office', '-issued_at'], name='invoice_to_clear'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='invoice_costs_something'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('paid__gte', models.F('refunded')), ('refunded__gte', 0)), name='invoice_gives_back_what_came'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state', 'settled')), models.Q(('settled_at__isnull', True), models.Q(('state', 'settled'), _negated=True)), _connector='OR'), name='invoice_settled_has_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), models.Q(('state', 'void'), _negated=True)), models.Q(('state', 'void'), ('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='invoice_void_has_its_reason'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(condition=models.Q(('next_look_at__isnull', False)), fields=['next_look_at'], name='attempt_to_look_at'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('invoice', 'number'), name='attempt_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'open', 'failed'])), fields=('invoice',), name='attempt_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('provider_id', ''), _negated=True), fields=('provider_id',), name='attempt_one_of_the_provider'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(fields=('invoice', 'position'), name='line_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('price'), '*', models.F('quantity'))), ('price__gte', 0), ('quantity__gte', 1)), name='line_is_price_times_quantity'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'made'), _negated=True), models.Q(models.Q(('number', ''), _negated=True), ('made_at__isnull', False)), _connector='OR'), name='receipt_made_has_its_number'),
        ),
        migrations.AddIndex(
            model_name='settlement',
            index=models.Index(fields=['at'], name='settlement_by_day'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='settlement_once'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='settlement_is_money'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'cash'), _negated=True), ('taken_by__isnull', False), _connector='OR'), name='settlement_in_cash_has_its_cashier'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_is_money'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='refund_is_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'asked'), ('decided_by__isnull', False), _connector='OR'), name='refund_goes_out_decided'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'approved'])), fields=('settlement',), name='refund_one_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='statementrow',
            index=models.Index(condition=models.Q(('state', 'unsure')), fields=['-day'], name='statement_row_to_decide'),
        ),
        migrations.AddConstraint(
            model_name='statementrow',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='statement_row_is_money'),
        ),
        migrations.AddConstraint(
            model_name='statementrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settlement__isnull', False), ('state', 'matched')), models.Q(('settlement__isnull', True), models.Q(('state', 'matched'), _negated=True)), _connector='OR'), name='statement_row_matched_has_its_money'),
        ),
    ]
