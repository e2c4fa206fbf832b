"""ContentRevision: one counter that each publication raises. ContentChange: what it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import models

_BEFORE_ANY = datetime(1970, 1, 1, tzinfo=UTC)
_answering_at: ContextVar["ContentRevision | None"] = ContextVar("answering_at", default=None)


class ContentRevision(models.Model):
    """A single row (pk 1). Raised in the transaction of the change itself, so it never runs ahead of it.

    `raised_by` is the number of the transaction that raised it last, so that none raises it twice.
    """

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()
    raised_by = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="content_revision_is_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> "ContentRevision":
        """The revision that an answer is being made at, else the present one."""
        return _answering_at.get() or cls.read()

    @classmethod
    def read(cls) -> "ContentRevision":
        """The present revision, one query; number 0 before anything was published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, number=0, changed_at=_BEFORE_ANY)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Whatever asks for the current revision within gets this one: it is read once for an answer."""
        token = _answering_at.set(self)
        try:
            yield
        finally:
            _answering_at.reset(token)


class ContentChange(models.Model):
    """How the last change of a record that is or was public left it: one row a record.

    `revision` is that of the last change. `public_since` is the one at which it became public, the last time
    if it was retired in between; `known_since` the first one at which it was public at all.
    """

    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40, unique=True)
    revision = models.PositiveBigIntegerField()
    public_since = models.PositiveBigIntegerField()
    known_since = models.PositiveBigIntegerField()
    is_public = models.BooleanField()

    class Meta:
        ordering = ("revision", "code")
        indexes = [models.Index(fields=["revision", "code"], name="content_change_since")]

    def __str__(self) -> str:
        return f"{self.code} at {self.revision}"
