from django.db import migrations, models

from access import roles


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_requestcount'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        # all models of which a role speaks
        ('knowledge', '0009_audit_log'),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'permissions': [('enter_admin', "May enter the curators' pages"), ('review_records', 'May publish, return, retire and revert records'), ('import_records', 'May import files and merge references'), ('handle_suggestions', "May answer readers' suggestions"), ('read_audit_log', 'May read the audit log')],
                'managed': False,
                'default_permissions': (),
            },
        ),
        migrations.RunPython(roles.write, roles.remove),
    ]
