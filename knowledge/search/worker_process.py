"""The start of a process that shares the work of another. Imports no model: Django is not set up yet."""

from typing import Any

import django
from django.db import connection


def begin(database: dict[str, Any]) -> None:
    """Set Django up, with the database of the process that started this one."""
    django.setup()
    connection.settings_dict.update(database)
