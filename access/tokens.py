"""Tokens: create, revoke, note their use. Every interface that writes them comes through here."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from access import roles
from access.models import Scope, Token
from knowledge.services import audit
from knowledge.services.audit import Action

# a day that a lab forgets is not a year that a stranger has
LIFETIMES_DAYS = (30, 90, 365)
MOST_PER_USER = 20
# to the minute is enough to see which are in use, and spares a write per request
_NOTED_EVERY = timedelta(minutes=1)


class NotGranted(Exception):
    """The user may not have such a token; the message says why."""


def scopes_for(user: User) -> list[Scope]:
    """What a token of this user may do: no more than the user may."""
    return list(Scope) if roles.may_write_drafts(user) else [Scope.READ, Scope.SUGGEST]


def create(
    user: User, name: str, scope: Scope, lifetime_days: int, *, by: User | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is nowhere stored; made by its user, if by nobody else.

    Raises NotGranted.
    """
    if scope not in scopes_for(user):
        raise NotGranted(f"The scope {scope.value} is for curators; {user.get_username()} is none.")
    if usable_of(user).count() >= MOST_PER_USER:
        raise NotGranted(f"{MOST_PER_USER} tokens are in use already: revoke one first.")
    token, secret = Token.objects.create(
        user=user, expiry=timedelta(days=lifetime_days), name=name, scope=scope
    )
    audit.note(Action.TOKEN_CREATED, by or user, user, token=token.token_key, scope=scope.value)
    return token, secret


def revoke(token: Token, *, by: User | None = None) -> None:
    """Make a token useless at once; one that is revoked already keeps its time."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.note(Action.TOKEN_REVOKED, by or token.user, token.user, token=token.token_key)


def usable_of(user: User) -> QuerySet[Token]:
    now = timezone.now()
    unexpired = Q(expiry=None) | Q(expiry__gt=now)
    found: QuerySet[Token] = Token.objects.filter(unexpired, user=user, revoked_at=None)
    return found


def note_use(token: Token) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
