"""Users and roles. What changes in them is written down by the database, which is told here who it is."""

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from knowledge.services import audit
from knowledge.services.audit import Action

# a superuser may everything, so that only a superuser makes one
_RANK = ("is_staff", "is_superuser", "user_permissions")


# classes of Django that take a parameter for the checker, none at run time
if TYPE_CHECKING:
    Accounts = UserAdmin[User]
else:
    Accounts = UserAdmin


@admin.register(User)
class AccountAdmin(Accounts):
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active", "is_superuser")
    actions = ("remove_second_factor",)

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return "superuser" if user.is_superuser else ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        seen = ("last_login", "date_joined")
        return seen if request.user.is_superuser else (*seen, *_RANK)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever could change a superuser's password would be one."""
        may_change: bool = super().has_change_permission(request, obj)
        return may_change and (obj is None or not obj.is_superuser or bool(request.user.is_superuser))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        audit.acting(request.user)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.acting(request.user)
        super().delete_model(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:
            audit.note(
                Action.PASSWORD_CHANGED, request.user, User.objects.get(pk=id), how="by an administrator"
            )
        return answer

    @admin.action(description="Remove the second factor (lost phone or key)", permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen:
            if not self.has_change_permission(request, user):
                self.message_user(request, f"Only a superuser may do so for {user}.", messages.ERROR)
            elif Authenticator.objects.filter(user=user).delete()[0]:
                how = "removed by an administrator"
                audit.note(Action.SECOND_FACTOR_CHANGED, request.user, user, how=how)
                self.message_user(request, f"{user} signs in with the password alone now.", messages.SUCCESS)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        audit.acting(request.user)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.acting(request.user)
        super().delete_model(request, obj)
