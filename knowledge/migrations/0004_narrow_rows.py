from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.functions import Repeat


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0003_search'),
    ]

    operations = [
        # the lists of best entries move to their lexemes; the rebuild of the next start writes them
        migrations.DeleteModel(
            name='BestEntry',
        ),
        migrations.AddField(
            model_name='searchlexeme',
            name='best_entries',
            field=ArrayField(base_field=models.BigIntegerField(), null=True, size=None),
        ),
        migrations.AddField(
            model_name='searchlexeme',
            name='best_scores',
            field=ArrayField(base_field=models.FloatField(), null=True, size=None),
        ),
        # everything but the words stays in the row; adding the filler then writes each row anew
        migrations.RunSQL(
            """
            ALTER TABLE knowledge_searchindex SET (toast_tuple_target = 384);
            ALTER TABLE knowledge_searchindex ALTER COLUMN facets SET STORAGE MAIN;
            """,
            """
            ALTER TABLE knowledge_searchindex SET (toast_tuple_target = 128);
            ALTER TABLE knowledge_searchindex ALTER COLUMN facets SET STORAGE EXTENDED;
            """,
        ),
        migrations.AddField(
            model_name='searchindex',
            name='filler',
            field=models.GeneratedField(db_persist=True, expression=Repeat(models.Value(' '), 2048), output_field=models.TextField()),
        ),
    ]
