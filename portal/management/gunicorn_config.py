"""How `manage.py serve` runs gunicorn; address, workers and threads come from its command line."""

from typing import Any

wsgi_app = "portal.wsgi:application"
worker_class = "gthread"
control_socket_disable = True  # it would lie in the home folder
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Called when the port is open, which is the moment to say so."""
    address = str(server.LISTENERS[0]).replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
    print(f"Interphase is ready at {address}/ (stop it with Ctrl-C)", flush=True)
