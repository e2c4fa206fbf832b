"""Searches that found nothing, counted for the curators: text and time, nothing of who asked."""

import logging
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from knowledge.models import SearchGap
from knowledge.search.query import SearchPage

logger = logging.getLogger(__name__)

# About a megabyte. Nobody reads ten thousand lines: what matters is asked again, and stands at the top.
MOST_TEXTS = 10_000
# Waits for another writer of the same text no longer than a reader would notice.
LOCK_TIMEOUT_MS = 100
_LONGEST = SearchGap._meta.get_field("text").max_length

_COUNT = """
    WITH removed AS (
        DELETE FROM knowledge_searchgap
        WHERE NOT EXISTS (SELECT FROM knowledge_searchgap WHERE text = %(text)s)
          AND id IN (
            SELECT id FROM knowledge_searchgap ORDER BY times, last_asked_at
            LIMIT (SELECT greatest(count(*) + 1 - %(most)s, 0) FROM knowledge_searchgap)
          )
    )
    INSERT INTO knowledge_searchgap (text, times, last_asked_at) VALUES (%(text)s, 1, %(now)s)
    ON CONFLICT (text) DO UPDATE
    SET times = knowledge_searchgap.times + 1, last_asked_at = excluded.last_asked_at
"""


def is_gap(results: SearchPage) -> bool:
    """Whether words alone found nothing: no filter, no exactness and no later page is to blame.

    A curator who asks for an explanation looks into a gap and is not one more who met it.
    """
    asked = results.request
    is_narrowed = asked.kinds or asked.terms or asked.grades or asked.spans or asked.exact
    return bool(asked.text and not results.count and not is_narrowed and not asked.explain)


def record(text: str) -> None:
    """Count one more search for the text.

    Where the table is full, the text that was asked least often makes room, the oldest of several. A database
    that cannot be written (read-only, locked) is logged and costs the reader nothing.
    """
    asked: dict[str, Any] = {"text": normalised(text), "now": timezone.now(), "most": MOST_TEXTS}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [str(LOCK_TIMEOUT_MS)])
            cursor.execute(_COUNT, asked)
    except DatabaseError:
        logger.warning("A search without a result could not be counted", exc_info=True)


def normalised(text: str) -> str:
    """What counts as the same text: blanks and letter case make no difference."""
    return " ".join(text.split()).casefold()[:_LONGEST]
