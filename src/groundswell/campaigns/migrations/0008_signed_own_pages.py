import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import groundswell.campaigns.models.own_pages
import groundswell.campaigns.page_tokens
import groundswell.kit.clock
from groundswell.campaigns.page_tokens import new_nonce
from groundswell.kit.ids import digest

CHUNK = 500


def sign_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every page gets a signed address; the one given away so far still opens it, found by its digest."""
    Participant = apps.get_model("campaigns", "Participant")
    rows = []
    for row in Participant.objects.only("pk", "token").iterator(chunk_size=CHUNK):
        row.page_nonce, row.earlier_digest = new_nonce(), digest(row.token)
        rows.append(row)
    Participant.objects.bulk_update(rows, ["page_nonce", "earlier_digest"], batch_size=CHUNK)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('campaigns', '0007_commission_ledger'),
    ]

    operations = [
        migrations.AlterField(
            model_name='campaign',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Called off')], default='draft', max_length=10),
        ),
        migrations.AddField(
            model_name='participant',
            name='earlier_digest',
            field=models.CharField(blank=True, db_default='', db_index=True, help_text='Of an address from before addresses were signed.', max_length=64),
        ),
        migrations.AddField(
            model_name='participant',
            name='page_closed_at',
            field=models.DateTimeField(help_text='Since when the own page is closed.', null=True),
        ),
        migrations.AddField(
            model_name='participant',
            name='page_seen_at',
            field=models.DateTimeField(help_text='When the creator last opened the page.', null=True),
        ),
        migrations.AddField(
            model_name='participant',
            name='page_nonce',
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.RunPython(sign_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='participant',
            name='page_nonce',
            field=models.CharField(default=groundswell.campaigns.page_tokens.new_nonce, help_text='/c/TOKEN follows from it.', max_length=12, unique=True),
        ),
        migrations.RemoveField(
            model_name='participant',
            name='token',
        ),
        migrations.CreateModel(
            name='OwnPageSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('colour', models.CharField(blank=True, help_text="#0b6b70; an open call's own goes before it.", max_length=7)),
                ('shows', models.JSONField(default=groundswell.campaigns.models.own_pages.all_but_sales, help_text='Of ["clicks", "orders", "revenue", "commission"].')),
                ('changed_at', models.DateTimeField(default=groundswell.kit.clock.now)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace',), name='one_own_page_setting')],
            },
        ),
    ]
