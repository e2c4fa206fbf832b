from django.db import migrations

# What is done to accounts, roles and permissions is written down by the database itself, so that no path
# escapes it: the admin, a command, a line of SQL. Who it was is known from services/audit.py: acting();
# without that it is the database's own user. An UPDATE takes the old and gives the new.
NOTE = """
    CREATE FUNCTION access_note(action text, about text, detail jsonb) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        who text := coalesce(current_setting('interphase.who', true), '');
        number text := coalesce(current_setting('interphase.user', true), '');
    BEGIN
        IF who = '' THEN
            detail := detail || jsonb_build_object('database_user', session_user);
        END IF;
        INSERT INTO knowledge_auditentry (at, action, who, user_id, about, detail)
        VALUES (clock_timestamp(), action, who, nullif(number, '')::int, left(about, 200), detail);
    END $$;
"""
DROP_NOTE = "DROP FUNCTION access_note(text, text, jsonb)"

ACCOUNTS = """
    CREATE FUNCTION access_note_account() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        old_row jsonb := to_jsonb(OLD);
        new_row jsonb := to_jsonb(NEW);
        changed jsonb;
    BEGIN
        IF TG_OP = 'DELETE' THEN
            PERFORM access_note('user-removed', OLD.username, '{}');
        ELSIF TG_OP = 'INSERT' THEN
            PERFORM access_note('user-added', NEW.username, jsonb_build_object(
                'is_superuser', NEW.is_superuser, 'is_staff', NEW.is_staff, 'is_active', NEW.is_active));
        ELSE
            -- the address itself is nobody's business here
            SELECT jsonb_object_agg(name, CASE WHEN name = 'email' THEN '"changed"' ELSE new_row -> name END)
            INTO changed
            FROM unnest(ARRAY['username', 'email', 'is_superuser', 'is_staff', 'is_active']) AS name
            WHERE old_row -> name IS DISTINCT FROM new_row -> name;
            IF changed IS NOT NULL THEN
                PERFORM access_note('user-changed', OLD.username, changed);
            END IF;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER account_is_noted AFTER INSERT OR UPDATE OR DELETE ON auth_user
        FOR EACH ROW EXECUTE FUNCTION access_note_account();
"""
DROP_ACCOUNTS = "DROP TRIGGER account_is_noted ON auth_user; DROP FUNCTION access_note_account()"

# table: whose it is, what it is, and how the log calls both
_GRANTS = {
    "auth_user_groups": ("auth_user", "user_id", "username", "auth_group", "group_id", "name", "roles"),
    "auth_user_user_permissions": (
        "auth_user", "user_id", "username", "auth_permission", "permission_id", "codename", "permissions"
    ),
    "auth_group_permissions": (
        "auth_group", "group_id", "name", "auth_permission", "permission_id", "codename", "permissions"
    ),
}
_EVENTS = (
    ("INSERT", "NEW", "given"),
    ("UPDATE", "OLD", "taken"),
    ("UPDATE", "NEW", "given"),
    ("DELETE", "OLD", "taken"),
)


def _grants(table):
    owners, owner, owner_name, things, thing, thing_name, word = _GRANTS[table]
    yield f"""
        CREATE FUNCTION {table}_note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM access_note(TG_ARGV[0], noted.owner, jsonb_build_object('{word}', noted.things))
            FROM (
                SELECT owners.{owner_name} AS owner, jsonb_agg(things.{thing_name} ORDER BY things.{thing_name})
                    AS things
                FROM changed
                JOIN {owners} AS owners ON owners.id = changed.{owner}
                JOIN {things} AS things ON things.id = changed.{thing}
                GROUP BY owners.{owner_name}
            ) AS noted;
            RETURN NULL;
        END $$
    """
    for event, rows, done in _EVENTS:
        yield f"""
            CREATE TRIGGER {table}_{event.lower()}_{done} AFTER {event} ON {table}
            REFERENCING {rows} TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_note('{word}-{done}')
        """


def _no_grants(table):
    for event, _, done in _EVENTS:
        yield f"DROP TRIGGER {table}_{event.lower()}_{done} ON {table}"
    yield f"DROP FUNCTION {table}_note()"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_roles'),
    ]

    operations = [
        migrations.RunSQL(NOTE, DROP_NOTE),
        migrations.RunSQL(ACCOUNTS, DROP_ACCOUNTS),
        *(migrations.RunSQL(list(_grants(table)), list(_no_grants(table))) for table in _GRANTS),
    ]
