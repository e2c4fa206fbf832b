"""manage.py mcp: the knowledge for an assistant, by the Model Context Protocol on stdio."""

from typing import Any

import anyio
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge.assistants.server import serve


class Command(BaseCommand):
    help = (
        "Answer an assistant by the Model Context Protocol (stdio): search, get_record, compare_resistance."
    )
    # standard output is the protocol's
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--site",
            default="http://127.0.0.1:8000",
            help="Address of the portal that links lead to (http://127.0.0.1:8000, as serve has it)",
        )

    def handle(self, *args: Any, site: str, **options: Any) -> None:
        if not site.startswith(("http://", "https://")):
            raise CommandError(f"--site {site} is no address; it begins with http:// or https://.")
        anyio.run(serve, site.rstrip("/"))
