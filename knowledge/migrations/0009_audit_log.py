import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# For the statement, not for each row: even one that would touch no row is refused.
APPEND_ONLY = """
    CREATE FUNCTION knowledge_auditentry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The audit log is append only: % is refused.', TG_OP USING ERRCODE = '42501';
    END $$;
    CREATE TRIGGER audit_log_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON knowledge_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION knowledge_auditentry_is_kept();
"""
NO_LONGER = """
    DROP TRIGGER audit_log_is_kept ON knowledge_auditentry;
    DROP FUNCTION knowledge_auditentry_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0008_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('action', models.CharField(choices=[('signed-in', 'Signed in'), ('sign-in-failed', 'Sign-in failed'), ('signed-out', 'Signed out'), ('password-changed', 'Password changed'), ('second-factor-changed', 'Second factor changed'), ('user-added', 'User added'), ('user-changed', 'User changed'), ('user-removed', 'User removed'), ('roles-given', 'Roles given'), ('roles-taken', 'Roles taken'), ('permissions-given', 'Permissions given'), ('permissions-taken', 'Permissions taken'), ('token-created', 'Token created'), ('token-revoked', 'Token revoked'), ('published', 'Published'), ('retired', 'Retired'), ('exported', 'Exported')], max_length=30)),
                ('who', models.CharField(blank=True, default='', max_length=150)),
                ('about', models.CharField(blank=True, default='', max_length=200)),
                ('detail', models.JSONField(default=dict)),
                ('user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'audit log',
                'ordering': ('-id',),
                'default_permissions': (),
                'indexes': [models.Index(fields=['action', '-id'], name='audit_by_action')],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NO_LONGER),
    ]
