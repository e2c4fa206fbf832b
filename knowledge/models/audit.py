"""AuditEntry: who signed in, was given a permission, published a record or took everything away."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """A line of the audit log. The database refuses to change or to remove one (migration 0009).

    `who` is the name of the account as it was then, empty where there was none; `user` is its number, with no
    foreign key in the database, because removing the account would have to change the line. `about` names
    what it was done to: a record, an account, a role. No address of a reader is ever written.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed-in", "Signed in"
        SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"
        SIGNED_OUT = "signed-out", "Signed out"
        PASSWORD_CHANGED = "password-changed", "Password changed"
        SECOND_FACTOR_CHANGED = "second-factor-changed", "Second factor changed"
        USER_ADDED = "user-added", "User added"
        USER_CHANGED = "user-changed", "User changed"
        USER_REMOVED = "user-removed", "User removed"
        ROLES_GIVEN = "roles-given", "Roles given"
        ROLES_TAKEN = "roles-taken", "Roles taken"
        PERMISSIONS_GIVEN = "permissions-given", "Permissions given"
        PERMISSIONS_TAKEN = "permissions-taken", "Permissions taken"
        TOKEN_CREATED = "token-created", "Token created"
        TOKEN_REVOKED = "token-revoked", "Token revoked"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"
        EXPORTED = "exported", "Exported"

    at = models.DateTimeField(default=timezone.now, editable=False)
    action = models.CharField(max_length=30, choices=Action.choices)
    who = models.CharField(max_length=150, blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    about = models.CharField(max_length=200, blank=True, default="")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        default_permissions = ()
        verbose_name_plural = "audit log"
        indexes = [models.Index(fields=["action", "-id"], name="audit_by_action")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_action_display()} {self.about}".rstrip()
