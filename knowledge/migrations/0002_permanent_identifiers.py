"""Extensions, and the rule that no path may change an identifier."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

KINDS = ("issue", "cause", "remedy", "faq", "resistancerecord", "protocol", "reference")

FUNCTION = """
CREATE FUNCTION knowledge_code_is_permanent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The identifier % is permanent; retire the record and create a new one.', OLD.code
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_code_is_permanent';
END $$;
"""


def trigger(kind: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER code_is_permanent BEFORE UPDATE OF code ON knowledge_{kind}
        FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code)
        EXECUTE FUNCTION knowledge_code_is_permanent();
        """,
        f"DROP TRIGGER code_is_permanent ON knowledge_{kind};",
    )


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION knowledge_code_is_permanent();"),
        *(trigger(kind) for kind in KINDS),
    ]
