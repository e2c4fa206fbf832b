"""Imports, each of which can be taken back, and the files that wait to be confirmed."""

import django.db.models.deletion
import django.utils.timezone
import knowledge.models.import_batch
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0009_audit_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('by_name', models.CharField(blank=True, default='', max_length=150, verbose_name='by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('file_name', models.CharField(max_length=255, verbose_name='file')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('counts', models.JSONField(default=dict)),
                ('transaction', models.BigIntegerField()),
                ('changes_after', models.BigIntegerField()),
                ('changes_until', models.BigIntegerField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'import',
                'ordering': ('-number',),
            },
        ),
        migrations.CreateModel(
            name='ImportUpload',
            fields=[
                ('token', models.CharField(default=knowledge.models.import_batch.new_upload_token, max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('file_name', models.CharField(max_length=255)),
                ('table', models.CharField(blank=True, default='', max_length=40)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('plan', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at',),
            },
        ),
    ]
