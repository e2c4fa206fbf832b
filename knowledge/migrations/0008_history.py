"""Versions of records, and a history that the database keeps by triggers."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


# each table of what is known, and the column that says what a row stands in
OWNERS = {
    "facet": "",
    "term": "facet_id",
    "sourcedocument": "",
    "curatornote": "source_document_id",
    **dict.fromkeys(["issue", "faq", "protocol", "reference", "resistancerecord"], ""),
    "cause": "issue_id",
    "remedy": "issue_id",
    "firststep": "issue_id",
    "sign": "issue_id",
    "signpointstocause": "sign_id",
    "remedyaddressescause": "remedy_id",
    "referencecandidate": "reference_id",
    "faqpoint": "faq_id",
    "stage": "protocol_id",
    "step": "stage_id",
    "parameter": "step_id",
    "outcome": "step_id",
    "pitfall": "protocol_id",
    "citation": "object_id",
    "draftversion": "object_id",
    "issue_see_also": "from_issue_id",
    "remedy_resistance_records": "remedy_id",
    **{
        f"{kind}_terms": f"{kind}_id"
        for kind in ("issue", "cause", "remedy", "faq", "resistancerecord", "protocol", "reference")
    },
}

# A statement that only sets the time stamp is no change of what is known.
FUNCTION = """
CREATE FUNCTION knowledge_note_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  either jsonb := coalesce(new_row, old_row);
BEGIN
  IF TG_OP = 'UPDATE' AND old_row - 'updated_at' = new_row - 'updated_at' THEN
    RETURN NULL;
  END IF;
  INSERT INTO knowledge_rowchange
    (transaction, at, who, why, table_name, row_id, owner_id, operation, before, after)
  VALUES (
    pg_current_xact_id()::text::bigint,
    clock_timestamp(),
    coalesce(current_setting('interphase.who', true), ''),
    coalesce(current_setting('interphase.why', true), ''),
    TG_TABLE_NAME, (either ->> 'id')::bigint, (either ->> TG_ARGV[0])::bigint, TG_OP, old_row, new_row
  );
  RETURN NULL;
END $$;
"""


def trigger(table: str, owner: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER row_change AFTER INSERT OR UPDATE OR DELETE ON knowledge_{table}
        FOR EACH ROW EXECUTE FUNCTION knowledge_note_row_change('{owner}');
        """,
        f"DROP TRIGGER row_change ON knowledge_{table};",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('knowledge', '0007_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_index=True, max_length=40)),
                ('action', models.CharField(choices=[('submitted', 'Submitted for review'), ('sent-back', 'Sent back to the author'), ('published', 'Published'), ('retired', 'Retired'), ('discarded', 'Draft discarded'), ('reverted', 'Draft taken from an earlier version')], max_length=10)),
                ('by', models.CharField(blank=True, default='', max_length=150)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.TextField(blank=True, default='')),
                ('revision', models.PositiveBigIntegerField(help_text='Content revision of a publication', null=True)),
                ('alone', models.BooleanField(default=False, help_text="Published by its last editor, as the portal's setting allows")),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='PublishedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('revision', models.PositiveBigIntegerField()),
                ('document', models.JSONField()),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('code', 'revision'),
                'constraints': [models.UniqueConstraint(fields=('code', 'revision'), name='one_version_at_a_revision')],
            },
        ),
        migrations.CreateModel(
            name='RowChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transaction', models.BigIntegerField(help_text='pg_current_xact_id()')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(blank=True, default='', max_length=150)),
                ('why', models.CharField(blank=True, default='', max_length=300)),
                ('table_name', models.CharField(max_length=63)),
                ('row_id', models.BigIntegerField()),
                ('owner_id', models.BigIntegerField(null=True)),
                ('operation', models.CharField(choices=[('INSERT', 'Added'), ('UPDATE', 'Changed'), ('DELETE', 'Removed')], max_length=6)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
            ],
            options={
                'ordering': ('id',),
                'indexes': [models.Index(fields=['table_name', 'row_id'], name='row_change_row'), models.Index(fields=['table_name', 'owner_id'], name='row_change_owner'), models.Index(fields=['transaction'], name='row_change_transaction')],
            },
        ),
        migrations.CreateModel(
            name='DraftVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('code', models.CharField(max_length=40, unique=True)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10)),
                ('document', models.JSONField()),
                ('rows', models.JSONField(default=dict)),
                ('base', models.JSONField()),
                ('edited_by', models.CharField(blank=True, default='', max_length=150)),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'ordering': ('code',),
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in_review'])), name='draft_version_is_not_public')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION knowledge_note_row_change();"),
        *(trigger(table, owner) for table, owner in OWNERS.items()),
    ]
