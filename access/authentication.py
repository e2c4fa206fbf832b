"""Who a request to the API comes from: `Authorization: Bearer <token>`. Reading needs none."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from access import second_factor, tokens
from access.models import Scope, Token


class BearerToken(TokenAuthentication):
    """Refuses a token that is expired or revoked with the reason, and never deletes one."""

    def authenticate(self, request: Request | HttpRequest) -> tuple[Any, Token] | None:
        """Once for each request: the limit asks before the view does. Raises AuthenticationFailed."""
        asked: Any = request._request if isinstance(request, Request) else request
        if not hasattr(asked, "bearer"):
            asked.bearer = super().authenticate(request)
        found: tuple[Any, Token] | None = asked.bearer
        return found

    def _cleanup_token(self, auth_token: Token) -> bool:
        return False

    def authenticate_credentials(self, token: bytes) -> tuple[Any, Token]:
        if not token.isascii():
            raise AuthenticationFailed("Invalid token.")
        found: tuple[Any, Token] = super().authenticate_credentials(token)
        return found

    def validate_user(self, auth_token: Token) -> tuple[Any, Token]:
        if auth_token.revoked_at:
            raise AuthenticationFailed(f"The token “{auth_token.name}” was revoked.")
        if auth_token.is_expired:
            raise AuthenticationFailed(
                f"The token “{auth_token.name}” expired on {auth_token.expiry:%Y-%m-%d}."
            )
        found: tuple[Any, Token] = super().validate_user(auth_token)
        tokens.note_use(auth_token)
        return found


class BearerTokenScheme(OpenApiAuthenticationExtension):
    """How the API's schema describes it."""

    target_class = BearerToken
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of /account/tokens/"}


class _HasScope(BasePermission):
    scope: Scope

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, Token):
            raise NotAuthenticated("This takes a token: Authorization: Bearer, then one of /account/tokens/.")
        if not token.may(self.scope):
            raise PermissionDenied(
                f"The token “{token.name}” has the scope {token.scope}; this takes {self.scope.value}."
            )
        if self.scope not in tokens.scopes_for(cast(User, request.user)):
            raise PermissionDenied(f"{request.user.get_username()} is no longer a curator.")
        if self.scope == Scope.CURATE and second_factor.is_missing(request.user):
            raise PermissionDenied(
                "Your role asks for a second factor: enrol one at /account/second-factor/."
            )
        return True


class MaySuggest(_HasScope):
    scope = Scope.SUGGEST


class MayCurate(_HasScope):
    scope = Scope.CURATE
