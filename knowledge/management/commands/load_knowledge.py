"""manage.py load_knowledge: load the fixtures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.services import importing


class Command(BaseCommand):
    help = "Load the knowledge from YAML fixtures: all or nothing; what has not changed is left untouched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=importing.default_folder())

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            result = importing.load(folder)
        except importing.ImportFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(result.summary)
