"""The curators' pages: they open to every role, behind the portal's own sign-in and the second factor."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url

from access import roles, second_factor


class CuratorsSite(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return roles.may_enter(request.user)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Every page but sign-in and sign-out comes through here."""
        return super().admin_view(second_factor.required(view), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Where limits, second factor and log are; Django's own form has none of them.

        allauth's secure_admin_login does the same, but only if it is called before the site's addresses are.
        """
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next") or resolve_url("admin:index")
        return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """As the portal's own, which is written down; a link, which anybody may plant, ends no session."""
        if request.method == "POST":
            get_adapter(request).logout(request)
        return redirect("home")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
