"""Tokens of all users: who may do what, when it was last used; to create and to revoke."""

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from access import tokens
from access.models import Scope, Token

# classes of Django that take a parameter for the checker, none at run time
if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Token]
    ModelAdmin = admin.ModelAdmin[Token]
else:
    ModelForm, ModelAdmin = forms.ModelForm, admin.ModelAdmin


class NewTokenForm(ModelForm):
    lifetime_days = forms.TypedChoiceField(
        label="Expires after", coerce=int, choices=[(days, f"{days} days") for days in tokens.LIFETIMES_DAYS]
    )

    class Meta:
        model = Token
        fields = ["user", "name", "scope"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        user, scope = cleaned.get("user"), cleaned.get("scope")
        if user and scope and scope not in tokens.scopes_for(user):
            self.add_error("scope", f"{user} is no curator: allowed are read and suggest.")
        return cleaned


@admin.register(Token)
class TokenAdmin(ModelAdmin):
    list_display = ("name", "user", "scope", "created", "expiry", "last_used_at", "revoked_at")
    list_filter = ("scope",)
    search_fields = ("name", "user__username", "token_key")
    fields = ("user", "name", "scope", "token_key", "created", "expiry", "last_used_at", "revoked_at")
    actions = ("revoke",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **more: Any) -> Any:
        return super().get_form(request, obj, change, **more) if obj else NewTokenForm

    def get_fields(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return self.fields if obj else ("user", "name", "scope", "lifetime_days")

    def get_readonly_fields(self, request: HttpRequest, obj: Token | None = None) -> Any:
        return self.fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        if change:
            return
        wanted = form.cleaned_data
        token, secret = tokens.create(
            wanted["user"],
            wanted["name"],
            Scope(wanted["scope"]),
            wanted["lifetime_days"],
            by=cast(User, request.user),
        )
        obj.pk = token.pk
        self.message_user(request, f"Copy the token now, it is not shown again: {secret}", messages.WARNING)

    @admin.action(description="Revoke", permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[Token]) -> None:
        for token in chosen:
            tokens.revoke(token, by=cast(User, request.user))
        self.message_user(request, f"Revoked: {len(chosen)}.", messages.SUCCESS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
