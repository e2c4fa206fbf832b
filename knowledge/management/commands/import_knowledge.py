"""manage.py import_knowledge: tables or fixtures that somebody brings; a dry run unless told to apply."""

import io
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from knowledge.services import table_import
from knowledge.services.table_import import File
from knowledge.services.tables.columns import TABLES


class Command(BaseCommand):
    help = (
        "Say what an import of XLSX, CSV, YAML or a zip of these would do, with every mistake at once;"
        " with --apply do it, all or nothing. New records become drafts. Several files are one import."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="import it, if there is no mistake")
        parser.add_argument(
            "--table",
            choices=list(TABLES),
            default="",
            help="what a CSV or YAML file holds that has another name",
        )
        parser.add_argument("--by", default="", metavar="USER", help="whose import this is")

    def handle(self, *args: Any, files: list[Path], apply: bool, table: str, by: str, **options: Any) -> None:
        file = _file(files, table)
        user = _user(by)
        plan = table_import.dry_run(file)
        if not plan.is_good:
            raise CommandError(plan.summary)
        self.stdout.write(plan.summary)
        if not apply:
            self.stdout.write("Nothing was changed; say --apply to import it.")
            return
        try:
            batch = table_import.apply(file, user)
        except table_import.ImportFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(f"Imported as number {batch.number}.")


def _file(paths: list[Path], table: str) -> File:
    try:
        contents = {path: path.read_bytes() for path in paths}
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
    if len(contents) == 1:
        ((path, content),) = contents.items()
        return File(path.name, content, table)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in contents.items():
            archive.writestr(path.as_posix(), content)
    return File(", ".join(path.name for path in contents), packed.getvalue())


def _user(name: str) -> Any:
    if not name:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user {name}.")
    return user
