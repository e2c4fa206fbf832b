"""ContentRevision: one counter that each change of the public content raises."""

from django.db import models


class ContentRevision(models.Model):
    """A single row (pk 1). Raised in the transaction of the change itself, so it never runs ahead of it."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_revision_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)
