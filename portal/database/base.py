"""Django's PostgreSQL backend; a new connection first makes sure that the embedded server runs."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base, client

from portal.database import programs, server


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the psql that belongs to the server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Any
    ) -> tuple[list[str], dict[str, str] | None]:
        """Raises DatabaseServerError when the server cannot be started or there is no psql."""
        server.ensure_running()
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(programs.program("psql")), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine "portal.database"."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Raises DatabaseServerError when the server cannot be started."""
        # Asked for every new connection, so a server that was lost under a long-lived process comes back.
        server.ensure_running()
        return super().get_connection_params()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises DatabaseServerError when the server cannot be started."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            # It may have died since get_connection_params looked; if not, the second failure counts.
            server.ensure_running()
            return super().get_new_connection(conn_params)
