"""What was published, changed or retired at which content revision, so that a copy can follow."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When

from knowledge.models import ContentChange, SearchEntry
from knowledge.services import revision, versions

PUBLISHED, CHANGED, RETIRED = "published", "changed", "retired"
CHANGES = (PUBLISHED, CHANGED, RETIRED)

# The projection says who is public: both statements follow the writing of it in the same transaction.
_HERE = """
    INSERT INTO knowledge_contentchange AS old (kind, code, revision, public_since, known_since, is_public)
    SELECT kind, code, %(number)s, %(number)s, %(number)s, true FROM knowledge_searchentry
    WHERE code = ANY(%(codes)s)
    ON CONFLICT (code) DO UPDATE SET
        revision = excluded.revision,
        public_since = CASE WHEN old.is_public THEN old.public_since ELSE excluded.revision END,
        is_public = true
"""
_GONE = """
    UPDATE knowledge_contentchange AS old SET revision = %(number)s, is_public = false
    WHERE code = ANY(%(codes)s) AND is_public
    AND NOT EXISTS (SELECT FROM knowledge_searchentry AS entry WHERE entry.code = old.code)
"""
_UNRECORDED = """
    SELECT coalesce(entry.code, change.code)
    FROM knowledge_searchentry AS entry
    FULL JOIN (SELECT code FROM knowledge_contentchange WHERE is_public) AS change USING (code)
    WHERE entry.code IS NULL OR change.code IS NULL
"""


@transaction.atomic
def publish(codes: Iterable[str]) -> int:
    """Raise the revision and note that these records changed, and how they now are; drafts leave no trace.

    Call it last in the transaction, after the projection was written: from here on others wait.
    """
    changed = sorted(set(codes))
    number = revision.bump()
    given: dict[str, Any] = {"number": number, "codes": changed}
    with connection.cursor() as cursor:
        cursor.execute(_HERE, given)
        cursor.execute(_GONE, given)
    versions.note(changed, number)
    return number


def unrecorded() -> list[str]:
    """Records that came or went without a publication, as a rebuild after raw SQL finds them."""
    with connection.cursor() as cursor:
        cursor.execute(_UNRECORDED)
        return [code for (code,) in cursor.fetchall()]


def since(number: int) -> QuerySet[Any]:
    """What a copy of revision `number` lacks, oldest first, with `change` and `url` (null where retired).

    A record that came and went in between is left out. A change is of what a record says: itself, a claim or
    part within it, what it cites. What is derived from others (related records, counts) is no change.
    """
    url = SearchEntry.objects.filter(code=OuterRef("code")).values("url")
    change = Case(
        When(is_public=False, then=Value(RETIRED)),
        When(public_since__gt=number, then=Value(PUBLISHED)),
        default=Value(CHANGED),
        output_field=CharField(),
    )
    return (
        ContentChange.objects.filter(Q(is_public=True) | Q(known_since__lte=number), revision__gt=number)
        .annotate(change=change, url=Subquery(url))
        .order_by("revision", "code")
    )
