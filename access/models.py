"""Token: lets a program act for a user, as far as its scope goes."""

from typing import Any

from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken


class Scope(models.TextChoices):
    """What a token may do; each one may do what those before it may."""

    READ = "read", "Read"
    SUGGEST = "suggest", "Suggest"
    CURATE = "curate", "Curate"


class Token(AbstractAuthToken):
    """Stored as a digest: the secret itself is shown once, when the token is created (access/tokens.py).

    A revoked or expired token stays as a record of who could do what, and until when.
    """

    name = models.CharField(max_length=80, help_text="What uses it, like “notebook of the impedance lab”")
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.READ)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}…)"

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()

    def may(self, scope: Scope | str) -> bool:
        """Whether its scope reaches as far as this one."""
        order: list[Any] = Scope.values
        return order.index(self.scope) >= order.index(str(scope))


class GivenAnswer(models.Model):
    """What a request with an Idempotency-Key was answered, so that its repetition is answered the same."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, address and body")
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    location = models.CharField(max_length=200, blank=True, default="")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.token}"


class RequestCount(models.Model):
    """How many requests of the API, or forms of one sort, a caller sent in the present window.

    Counted by access/limits.py. The table is unlogged: after a crash of the database everybody begins anew,
    and no count is waited for until it is on the disk.
    """

    caller = models.UUIDField(primary_key=True, help_text="Keyed hash of an address or a token")
    requests = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.requests} until {self.ends_at:%H:%M:%S}"


class Duty(models.Model):  # noqa: DJ008, there is never one
    """Permissions that belong to no table: what somebody may do, rather than what they may do it to."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("enter_admin", "May enter the curators' pages"),
            ("review_records", "May publish, return, retire and revert records"),
            ("import_records", "May import files and merge references"),
            ("handle_suggestions", "May answer readers' suggestions"),
            ("read_audit_log", "May read the audit log"),
        ]
