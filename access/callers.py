"""Who a request is counted for: a token, else the address that it came from."""

import ipaddress
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import AuthenticationFailed

from access.authentication import BearerToken

ANONYMOUS = "anonymous"
TOKEN = "token"  # noqa: S105


@dataclass(frozen=True)
class Caller:
    kind: str
    key: uuid.UUID

    @classmethod
    def of(cls, kind: str, name: str) -> "Caller":
        """Known by a keyed hash alone: nobody learns from it which address it was."""
        digest = salted_hmac("access.callers", f"{kind} {name}", algorithm="sha256").digest()
        return cls(kind, uuid.UUID(bytes=digest[:16]))


def caller_of(request: HttpRequest) -> Caller:
    """A token that is not valid is none: who tries many is counted by the address."""
    try:
        found = BearerToken().authenticate(request)
    except AuthenticationFailed:
        found = None
    return Caller.of(TOKEN, found[1].digest) if found else Caller.of(ANONYMOUS, network(request))


def sender_of(request: HttpRequest, doing: str) -> Caller:
    """Whoever sent a form from that address; each doing (`suggestion`, `tried T-AN-01-R1`) counts alone."""
    return Caller.of(doing, network(request))


def network(request: HttpRequest) -> str:
    """The address; of version 6 its first 64 bits, since whoever has one has all of those."""
    sender: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # the proxy appends what it saw itself; all that stands before is what the caller claims
        sender = _last(request.headers.get("X-Forwarded-For", "")) or sender
    address = _parsed(sender)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or ipaddress.IPv6Address(int(address) >> 64 << 64)
    return str(address or sender)


def _last(forwarded: str) -> str:
    last = forwarded.rpartition(",")[2].strip()
    return last if _parsed(last) else ""


def _parsed(sender: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(sender)
    except ValueError:
        return None
