"""manage.py rebuild_search"""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.search import indexing


class Command(BaseCommand):
    help = "Write the search projection anew from the published records."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{indexing.rebuild()} records can be searched.")
