"""Who changes what is known, and why, as the database's own history (models/row_change.py) notes it."""

from django.db import connection

_LONGEST = 300


def act(who: str, why: str) -> None:
    """From here to the end of the present transaction the history names this user and this reason.

    Outside of a transaction it has no effect.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('interphase.who', %s, true), set_config('interphase.why', %s, true)",
            [who, why[:_LONGEST]],
        )


def who() -> str:
    """Who acts in the present transaction; empty where nobody said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('interphase.who', true), '')")
        name: str = cursor.fetchone()[0]
    return name
