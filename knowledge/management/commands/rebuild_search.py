"""manage.py rebuild_search"""

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.search import rebuilding
from knowledge.services import changes

TOLD_EVERY = 10_000


class Command(BaseCommand):
    help = "Write the search projection anew from the published records, and count their words."

    def handle(self, *args: Any, **options: Any) -> None:
        number = rebuilding.rebuild(self._tell)
        changes.publish(changes.unrecorded())
        self.stdout.write(f"{number} records can be searched.")

    def _tell(self, written: int) -> None:
        if written % TOLD_EVERY < rebuilding.BATCH and written >= TOLD_EVERY:
            self.stdout.write(f"{written} records written ...")
