"""Settings of the environment for mail, for the institution's sign-in and for the second factor."""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# as access/roles.py has them, which cannot be read before the settings are
ROLES = ("Reader", "Contributor", "Curator", "Reviewer", "Administrator")


@dataclass(frozen=True)
class Mail:
    """How mail is sent; without `is_sent` nobody ever reads it, and pages must not promise any."""

    backend: str
    is_sent: bool = False
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


@dataclass(frozen=True)
class Institution:
    """An OpenID Connect provider; `scope` is what it is asked for."""

    name: str
    server_url: str
    client_id: str
    secret: str
    scope: tuple[str, ...]

    @property
    def origin(self) -> str:
        parts = urlsplit(self.server_url)
        return f"{parts.scheme}://{parts.netloc}"

    def as_app(self) -> dict[str, Any]:
        return {
            "provider_id": "institution",
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {"server_url": self.server_url, "scope": list(self.scope)},
        }


def read_mail(name: str) -> Mail:
    """Empty, `console`, or `smtp://user:password@host:port`; smtp+starttls and smtps encrypt."""
    value = os.environ.get(name, "").strip()
    if not value:
        return Mail("django.core.mail.backends.dummy.EmailBackend")
    if value == "console":
        return Mail("django.core.mail.backends.console.EmailBackend", is_sent=True)
    parts = urlsplit(value)
    ports = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
    try:
        port = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not port or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} is not understood; allowed are console and smtp://, smtp+starttls:// or smtps:// "
            "with user:password@host:port."
        )
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend",
        is_sent=True,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )


def read_institution(prefix: str) -> Institution | None:
    """All of _SERVER_URL, _CLIENT_ID and _SECRET, or none of them."""
    needed = ("SERVER_URL", "CLIENT_ID", "SECRET")
    given = {each: os.environ.get(f"{prefix}_{each}", "").strip() for each in needed}
    if not any(given.values()):
        return None
    missing = [f"{prefix}_{each}" for each in needed if not given[each]]
    if missing:
        raise ImproperlyConfigured(f"{', '.join(missing)} must be set too for the institution's sign-in.")
    if urlsplit(given["SERVER_URL"]).scheme not in {"https", "http"}:
        raise ImproperlyConfigured(f"{prefix}_SERVER_URL must begin with https://.")
    return Institution(
        name=os.environ.get(f"{prefix}_NAME", "").strip() or "your institution",
        server_url=given["SERVER_URL"],
        client_id=given["CLIENT_ID"],
        secret=given["SECRET"],
        scope=tuple(os.environ.get(f"{prefix}_SCOPE", "openid profile email").split()),
    )


def read_roles(name: str) -> list[str]:
    chosen = [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]
    unknown = [each for each in chosen if each not in ROLES]
    if unknown:
        raise ImproperlyConfigured(
            f"{name} names {', '.join(map(repr, unknown))}; allowed are {', '.join(ROLES)}."
        )
    return chosen
