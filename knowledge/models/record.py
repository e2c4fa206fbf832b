"""What every kind of record has in common."""

from typing import Any, ClassVar, NamedTuple, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone

from knowledge.models.facet import Term
from knowledge.models.source_document import SourceDocument


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


def code_matches(pattern: str, example: str, name: str) -> models.CheckConstraint:
    """The constraint that an identifier of this kind looks like `example`."""
    return models.CheckConstraint(
        condition=models.Q(code__regex=pattern),
        name=name,
        violation_error_message=f"The identifier must look like {example}.",
    )


class RecordQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """What the public may see: published, and so is the record that it hangs on."""
        found = self.filter(status=Status.PUBLISHED)
        owner = self.model.belongs_to
        return found.filter(**{f"{owner}__status": Status.PUBLISHED}) if owner else found


class Passage(NamedTuple):
    """A text of a record; `code` is the public identifier of its claim, step or point, or empty."""

    code: str
    text: str


class Record(models.Model):
    """A citable piece of knowledge with a permanent public identifier.

    `belongs_to` names the field of the record that this kind hangs on (a cause on its issue), if any.
    The identifier is guarded by the database: it is unique, has the form of its kind, and a trigger
    (migration 0002) refuses to change it.
    """

    kind: ClassVar[str]
    kind_label: ClassVar[str]
    kind_label_plural: ClassVar[str]
    belongs_to: ClassVar[str] = ""

    code = models.CharField(
        "identifier",
        max_length=40,
        unique=True,
        error_messages={"unique": "This identifier is taken; identifiers are never reused."},
        help_text="Permanent and public; it cannot be changed later.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    terms = models.ManyToManyField(Term, blank=True, related_name="+")
    citations = GenericRelation("knowledge.Citation")
    source_document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.heading}"

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """The line that names the record in lists, results and page titles."""
        raise NotImplementedError

    @property
    def lead(self) -> str:
        """A sentence or two below the heading; may be empty."""
        return ""

    @property
    def other_wordings(self) -> list[str]:
        """What people call it, beyond the heading; found like the lead."""
        return []

    @property
    def passages(self) -> list[Passage]:
        """The rest of the texts in which the words of this record are found."""
        return []

    @property
    def asides(self) -> list[Passage]:
        """Texts in which it is found too, that weigh least and do not make it longer."""
        return []

    @property
    def is_public(self) -> bool:
        owner: Record | None = getattr(self, self.belongs_to) if self.belongs_to else None
        return self.status == Status.PUBLISHED and (owner is None or owner.is_public)
