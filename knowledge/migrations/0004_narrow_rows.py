from django.db import migrations, models
from django.db.models.functions import Repeat


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0003_search'),
    ]

    operations = [
        # written by the rebuild that the next start makes
        migrations.RunSQL("DELETE FROM knowledge_bestentry", migrations.RunSQL.noop),
        migrations.AddField(
            model_name='bestentry',
            name='score',
            field=models.FloatField(),
        ),
        migrations.RemoveConstraint(
            model_name='bestentry',
            name='best_entry_once_per_lexeme',
        ),
        migrations.AddConstraint(
            model_name='bestentry',
            constraint=models.UniqueConstraint(fields=('lexeme', 'entry'), include=('score',), name='best_entry_once_per_lexeme'),
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
