"""The content revision: raised by every change of what the public sees, in the same transaction."""

from django.db import connection, transaction

from knowledge.models import ContentRevision

# Whoever raises it holds the row until the end of the transaction, and the next waits for that. So numbers
# are given in the order in which they become visible: who sees one sees every change of the smaller ones.
# A second time in one transaction changes the time only. A number of a transaction may come again in a
# database restored elsewhere, hence the second condition. Clocks may go back; `changed_at` does not.
_RAISE = """
    INSERT INTO knowledge_contentrevision AS old (id, number, changed_at, raised_by)
    VALUES (1, 1, clock_timestamp(), pg_current_xact_id()::text::bigint)
    ON CONFLICT (id) DO UPDATE SET
        number = CASE
            WHEN old.raised_by = excluded.raised_by AND old.changed_at >= transaction_timestamp()
            THEN old.number
            ELSE old.number + 1
        END,
        changed_at = greatest(old.changed_at, clock_timestamp()),
        raised_by = excluded.raised_by
    RETURNING number
"""


def current() -> ContentRevision:
    """The revision that an answer is being made at, else the present one; 0 before any publication."""
    return ContentRevision.current()


@transaction.atomic
def bump() -> int:
    """Raise the revision, by one for the whole transaction however often it is called; the new number."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE)
        number: int = cursor.fetchone()[0]
    return number
