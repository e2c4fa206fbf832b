"""`manage.py serve`: prepare everything, then serve the portal. Safe to repeat and to run twice at once."""

import argparse
import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host

_PREPARING = 7_468_233  # the number of our advisory lock in the database: any, but always this one
_EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - recognised here, not used
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


class Command(BaseCommand):
    """Migrations, knowledge and static files under one lock, then gunicorn in place of this process."""

    help = "Prepare the database and the static files, then serve the portal."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and with how many workers."""
        parser.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s)")
        parser.add_argument("--port", type=_port, default=8000, help="port (default: %(default)s)")
        parser.add_argument("--workers", type=_count, default=2, help="processes (default: %(default)s)")
        parser.add_argument("--threads", type=_count, default=4, help="threads each (default: %(default)s)")
        parser.add_argument("--prepare-only", action="store_true", help="prepare, but do not serve")

    def handle(self, *args: Any, host: str, port: int, prepare_only: bool, **options: Any) -> None:
        """Raises CommandError, in one sentence, when the port or the database is not to be had."""
        if not prepare_only:
            _require_free(host, port)
        try:
            self._prepare()
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database does not answer as it should ({reason}): see whether its server runs, "
                "and whether DATABASE_URL, if you set it, is right."
            ) from error
        if prepare_only:
            self._say("Interphase is prepared.")
            return
        self._hint(host)
        _require_free(host, port)  # somebody else may have taken it meanwhile
        connections.close_all()
        sys.stdout.flush()
        # Replacing this process lets signals reach gunicorn directly.
        os.execv(  # noqa: S606 - no shell
            sys.executable,
            [
                *(sys.executable, "-m", "gunicorn", "--config", "python:portal.management.gunicorn_config"),
                *("--chdir", str(settings.BASE_DIR), "--bind", f"{_bracketed(host)}:{port}"),
                *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
            ],
        )

    def _prepare(self) -> None:
        with self._alone():
            if self._migrate():
                self._say("Loading the knowledge ...")
            self._load_knowledge()
            # Also when nothing changed: it is quick, and a file left out would be noticed by readers first.
            call_command("collectstatic", interactive=False, verbosity=0)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold an advisory lock of PostgreSQL, on a connection of its own that nothing else will close."""
        own = connection.copy()
        own.settings_dict["OPTIONS"].pop("pool", None)  # a pool of one would wait for itself
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [_PREPARING])
                if not cursor.fetchone()[0]:
                    self._say("Another start is preparing the portal; waiting for it ...")
                    cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
            yield
        finally:
            own.close()  # which frees the lock

    def _migrate(self) -> bool:
        """Returns whether there was anything to do."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            self._say(f"Preparing the database ({len(missing)} steps) ...")
            call_command("migrate", interactive=False, verbosity=0)
        return bool(missing)

    def _load_knowledge(self) -> None:
        from knowledge.search import rebuilding  # here, because the models must be ready
        from knowledge.services import changes, importing

        try:
            result = importing.load_if_empty()
        except importing.ImportFailed as error:
            raise CommandError(str(error)) from error
        if result is not None:
            self._say(result.summary)
        rebuilt = rebuilding.rebuild_if_outdated()
        if rebuilt is not None:
            changes.publish(changes.unrecorded())
            self._say(f"The search was written anew: {rebuilt} records.")

    def _hint(self, host: str) -> None:
        if not get_user_model().objects.exists():
            self._say("Nobody can curate yet; to create an account: uv run manage.py createsuperuser")
        if not _is_served(host):
            self.stderr.write(
                f"Warning: visitors of {host} are refused unless INTERPHASE_ALLOWED_HOSTS lists the names "
                f"that they use for this machine; it is now {','.join(settings.ALLOWED_HOSTS) or 'empty'}."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # also into a pipe or a log


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; allowed are 1 to 65535.")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed; allowed are 1 to 256.")
    return int(text)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_served(host: str) -> bool:
    """Whether Django will answer visitors who come by this address."""
    if host in _EVERY_ADDRESS:
        return not set(settings.ALLOWED_HOSTS) <= _LOCAL_HOSTS
    return validate_host(_bracketed(host), settings.ALLOWED_HOSTS)


def _no_address(host: str) -> CommandError:
    return CommandError(f"{host} is no address of this machine: choose another with --host.")


def _require_free(host: str, port: int) -> None:
    """Raises CommandError when nobody may listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise _no_address(host) from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a past use is none
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise _no_address(host) from error
            raise CommandError(
                f"Port {port} of {host} is not free ({error.strerror}): "
                "stop the program that uses it, or choose another with --port."
            ) from error
