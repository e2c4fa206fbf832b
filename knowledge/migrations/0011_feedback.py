"""What readers report of issues and remedies, and what became of their suggestions."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0010_import_batch'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Experience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(help_text='Identifier of an issue or a remedy', max_length=40)),
                ('kind', models.CharField(choices=[('helped', 'Did this help?'), ('tried', 'Tried it')], max_length=6)),
                ('outcome', models.CharField(choices=[('helped', 'It helped'), ('did-not-help', 'It did not help'), ('worked', 'It worked'), ('did-not-work', 'It did not work')], max_length=12)),
                ('electrolyte', models.CharField(blank=True, default='', help_text='Name of its term where it has one, else as typed', max_length=120)),
                ('note', models.TextField(blank=True, default='')),
                ('is_note_public', models.BooleanField(default=False, help_text='Only after a curator has read it', verbose_name='note is public')),
                ('revision', models.PositiveBigIntegerField(help_text='Content revision when it was written')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='suggestion',
            name='answer',
            field=models.TextField(blank=True, default='', help_text='What the curator says to whoever suggested it'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='handled_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='handled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='record',
            field=models.CharField(blank=True, default='', help_text='Identifier of the record or draft that came of it', max_length=40),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='kind',
            field=models.CharField(choices=[('wrong', 'Wrong'), ('out-of-date', 'Out of date'), ('missing-reference', 'Missing reference'), ('new-value', 'New value'), ('other', 'Other'), ('new-record', 'New record'), ('broken-link', 'Broken link'), ('retraction', 'Retraction')], max_length=20),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='status',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('draft', 'Taken up'), ('handled', 'Done'), ('declined', 'Not taken')], default='waiting', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('answer', ''), ('status', 'declined'), _negated=True), name='suggestion_declined_with_reason', violation_error_message='Whoever suggested it is told why it was not taken.'),
        ),
        migrations.AddIndex(
            model_name='experience',
            index=models.Index(fields=['target', 'revision'], name='experience_of_target'),
        ),
        migrations.AddConstraint(
            model_name='experience',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'helped'), ('outcome__in', ['helped', 'did-not-help'])), models.Q(('kind', 'tried'), ('outcome__in', ['worked', 'did-not-work'])), _connector='OR'), name='experience_outcome_of_its_kind', violation_error_message='This outcome belongs to the other kind of report.'),
        ),
        migrations.AddConstraint(
            model_name='experience',
            constraint=models.CheckConstraint(condition=models.Q(('is_note_public', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='experience_public_note_has_words', violation_error_message='There is no note that could be public.'),
        ),
    ]
