from django.db import migrations

# What Django's createcachetable would make, unlogged: attempts to sign in within some minutes are worth no log.
CREATE = """
    CREATE UNLOGGED TABLE access_sharedcache (
        cache_key varchar(255) PRIMARY KEY,
        value text NOT NULL,
        expires timestamptz NOT NULL
    );
    CREATE INDEX access_sharedcache_expires ON access_sharedcache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_permission_log'),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP TABLE access_sharedcache"),
    ]
