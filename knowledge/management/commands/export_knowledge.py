"""manage.py export_knowledge: write the knowledge as fixtures, to keep it in git."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.services import exporting


class Command(BaseCommand):
    help = "Write all knowledge as YAML fixtures, which load_knowledge reads back to the same database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Made if it is not there; may hold an earlier export")
        parser.add_argument("--replace", action="store_true", help="remove other fixtures from the folder")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            counts = exporting.export(folder, replace=replace)
        except exporting.StrayFiles as stray:
            raise CommandError(f"{stray} Remove them, or say --replace.") from stray
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error
        listed = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
        self.stdout.write(f"Written to {folder}: {listed}.")
