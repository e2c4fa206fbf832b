"""RowChange: what happened to a row. The database writes it (migration 0008), so no path escapes it."""

from django.db import models


class RowChange(models.Model):
    """One row of one table before and after one statement.

    `owner_id` is the row that this one stands in: the issue of a cause, the claim of a citation. `who` and
    `why` are what services/acting.py said in the transaction; empty for whoever went past the portal. A
    statement that changes nothing but `updated_at` is no change.
    """

    class Operation(models.TextChoices):
        INSERT = "INSERT", "Added"
        UPDATE = "UPDATE", "Changed"
        DELETE = "DELETE", "Removed"

    transaction = models.BigIntegerField(help_text="pg_current_xact_id()")
    at = models.DateTimeField()
    who = models.CharField(max_length=150, blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=6, choices=Operation.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["table_name", "row_id"], name="row_change_row"),
            models.Index(fields=["table_name", "owner_id"], name="row_change_owner"),
            models.Index(fields=["transaction"], name="row_change_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table_name} {self.row_id}"
