"""Reference: what a claim rests on, and how surely that source is identified."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from knowledge.models.record import Passage, Record, code_matches

DOI_PATTERN = r"^10\.\d{4,9}/\S+$"
EARLIEST_YEAR = 1800
LATEST_YEAR = 2100


class Reference(Record):
    """A numbered source. Its number is the same on every page.

    Only what was seen in the source is filled in: title and authors stay empty where unknown, and what
    the source may be stands in `candidates`, never in the fields of the reference itself.
    """

    kind = "reference"
    kind_label = "Reference"
    kind_label_plural = "References"

    class Identification(models.TextChoices):
        IDENTIFIED = "identified", "Article identified"
        LOCATED = "located", "Located, no DOI"
        WEB_PAGE = "web_page", "Web page"
        CANDIDATE = "candidate", "Candidate only"
        UNIDENTIFIED = "unidentified", "Not identified"

    class SourceKind(models.TextChoices):
        PRIMARY = "primary", "Primary source"
        REVIEW = "review", "Review"
        ARTICLE = "article", "Article, primary or review"
        SECONDARY = "secondary", "Secondary source"
        UNKNOWN = "unknown", "Kind of source unknown"

    number = models.PositiveIntegerField(unique=True, null=True, blank=True)
    title = models.CharField(max_length=400, blank=True, default="", help_text="Empty where unknown")
    authors = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    container_title = models.CharField("journal or site", max_length=200, blank=True, default="")
    volume = models.CharField(max_length=20, blank=True, default="")
    issue_number = models.CharField(max_length=20, blank=True, default="")
    pages = models.CharField(max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(EARLIEST_YEAR), MaxValueValidator(LATEST_YEAR)],
    )
    doi = models.CharField("DOI", max_length=200, blank=True, default="")
    url = models.URLField("URL", max_length=500, blank=True, default="")
    identification = models.CharField(
        max_length=12, choices=Identification.choices, default=Identification.UNIDENTIFIED
    )
    confidence = models.CharField(max_length=60, blank=True, default="", help_text="As the curator judged it")
    identification_note = models.TextField(
        blank=True, default="", help_text="How the source was identified, or what is known of it"
    )
    doi_seen_in = models.CharField("DOI seen in", max_length=400, blank=True, default="")
    title_as_given = models.CharField(
        max_length=400, blank=True, default="", help_text="In the document that cites it"
    )
    site_as_given = models.CharField(max_length=200, blank=True, default="")
    aliases = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="Other names of the work in lists",
    )
    csl_type = models.CharField(
        "CSL type", max_length=40, blank=True, default="", help_text="article-journal, thesis, webpage, ..."
    )
    source_kind = models.CharField(
        max_length=9,
        choices=SourceKind.choices,
        default=SourceKind.UNKNOWN,
        help_text="What the evidence grade of a claim is derived from",
    )
    seen_as = models.CharField(max_length=60, blank=True, default="", help_text="Full text, abstract, ...")
    seen_in = models.CharField(max_length=500, blank=True, default="", help_text="Where the text was read")
    same_work_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="Another reference that is the same work; together they count as one support",
    )

    class Meta(Record.Meta):
        ordering = ["number", "code"]
        constraints = [
            code_matches(r"^REF-\d{2,}$", "REF-06", "reference_code_form"),
            models.CheckConstraint(
                condition=models.Q(year__isnull=True)
                | models.Q(year__gte=EARLIEST_YEAR, year__lte=LATEST_YEAR),
                name="reference_year_is_a_year",
                violation_error_message=f"A year lies between {EARLIEST_YEAR} and {LATEST_YEAR}.",
            ),
            models.CheckConstraint(
                condition=models.Q(doi="") | models.Q(doi__regex=DOI_PATTERN),
                name="reference_doi_is_a_doi",
                violation_error_message="A DOI looks like 10.3390/batteries9010008, without https://doi.org/.",
            ),
            models.CheckConstraint(
                condition=models.Q(same_work_as__isnull=True) | ~models.Q(same_work_as=models.F("pk")),
                name="reference_is_not_its_own_copy",
                violation_error_message="A reference cannot be a copy of itself.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reference", args=[self.code])

    @property
    def heading(self) -> str:
        return self.title or self.title_as_given or self.site_as_given or self.code

    @property
    def lead(self) -> str:
        place = " ".join(part for part in (self.container_title, self.volume) if part)
        parts = (", ".join(self.authors[:3]), place, str(self.year or ""), self.site_as_given)
        return " · ".join(part for part in parts if part)

    @property
    def passages(self) -> list[Passage]:
        texts = (*self.authors, *self.aliases, self.doi, self.identification_note)
        return [Passage("", text) for text in texts if text]

    @property
    def doi_url(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""


class ReferenceCandidate(models.Model):
    """What an unidentified reference may be. A candidate is never shown as the source."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="candidates")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=400)
    first_author = models.CharField(max_length=120, blank=True, default="")
    container_title = models.CharField("journal", max_length=200, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True, default="")
    doi_seen_in = models.CharField("DOI seen in", max_length=400, blank=True, default="")
    why = models.TextField(help_text="Why it may be the source, and what was not seen")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "number"],
                name="candidate_number_unique_in_reference",
                violation_error_message="This reference already has a candidate with that number.",
            ),
            models.CheckConstraint(
                condition=models.Q(doi="") | models.Q(doi__regex=DOI_PATTERN),
                name="candidate_doi_is_a_doi",
                violation_error_message="A DOI looks like 10.3390/batteries9010008, without https://doi.org/.",
            ),
            models.CheckConstraint(
                condition=models.Q(year__isnull=True)
                | models.Q(year__gte=EARLIEST_YEAR, year__lte=LATEST_YEAR),
                name="candidate_year_is_a_year",
                violation_error_message=f"A year lies between {EARLIEST_YEAR} and {LATEST_YEAR}.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
