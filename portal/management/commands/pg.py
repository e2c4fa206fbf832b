"""`manage.py pg`: look at, stop or talk to the embedded database server."""

import argparse
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.database import server, state


class Command(BaseCommand):
    """status, stop and psql."""

    help = "Show, stop or open the embedded database server (it starts by itself when it is needed)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One action; what follows psql goes to psql."""
        parser.add_argument("action", choices=["status", "stop", "psql"])
        parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for psql, such as -c 'SELECT 1'")

    def handle(self, *args: Any, action: str, arguments: list[str], **options: Any) -> None:
        """Raises CommandError when the server is not the portal's own, or does not obey."""
        if connection.settings_dict["ENGINE"] != "portal.database":
            raise CommandError(
                "DATABASE_URL names the database, so its server is not the portal's to manage: "
                "use the tools of that server, or `manage.py dbshell` to open psql."
            )
        if action == "psql":
            call_command("dbshell", "--", *arguments)
        elif arguments:
            raise CommandError(f"`pg {action}` takes no arguments; only psql does.")
        elif action == "stop":
            self.stdout.write("Stopped." if server.stop() else f"No server runs for {state.folder()}.")
        else:
            self._show_status()

    def _show_status(self) -> None:
        found = server.status()
        if found is None:
            self.stdout.write(f"Not running; it starts when it is needed.\nData     {state.cluster()}")
            return
        self.stdout.write(
            f"Running  PostgreSQL {found.version}, process {found.process}\n"
            f"Data     {found.data} ({found.size})\n"
            f"Socket   {found.socket}\n"
            f"Log      {state.log_file()}"
        )
