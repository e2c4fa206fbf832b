"""ImportBatch: what one import brought, so that it can be taken back as one; and the file that waits."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

_TOKEN_BYTES = 18
KEPT_FOR = timedelta(hours=24)


def new_upload_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


class ImportBatch(models.Model):
    """One import: all of it in the one transaction whose number is kept, with its part of the history.

    That part are the RowChanges after `changes_after` up to `changes_until`. `counts` are rows per kind: new,
    changed, removed.
    """

    number = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField("by", max_length=150, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField("file", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    counts = models.JSONField(default=dict)
    transaction = models.BigIntegerField()
    changes_after = models.BigIntegerField()
    changes_until = models.BigIntegerField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-number",)
        verbose_name = "import"

    def __str__(self) -> str:
        return f"Import {self.number} of {self.file_name}"


class ImportUpload(models.Model):
    """A file that was checked and waits to be confirmed, with what the check found. Kept for KEPT_FOR."""

    token = models.CharField(primary_key=True, max_length=40, default=new_upload_token)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=255)
    table = models.CharField(max_length=40, blank=True, default="")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.file_name} of {self.at:%Y-%m-%d %H:%M}"
