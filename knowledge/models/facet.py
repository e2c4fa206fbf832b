"""Facets and their terms: the controlled vocabulary that records are filed under and filtered by."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# facets whose terms have a page of their own; its address has the facet's name (knowledge/pages/urls.py)
FACETS_WITH_PAGES = frozenset({"technique", "material", "mechanism"})


class Facet(models.Model):
    """A way to filter: interface, technique, material, mechanism, strategy, electrolyte family.

    One that is no filter only widens searches: its terms gather words that people use for the same thing.
    """

    slug = models.SlugField(unique=True)
    label = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    is_filter = models.BooleanField(
        "filter",
        default=True,
        help_text="Shown to readers, and records are filed under it; otherwise its terms only widen searches",
    )

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.label


class Term(models.Model):
    """One value of a facet, with the other names under which people look for it."""

    facet = models.ForeignKey(Facet, on_delete=models.PROTECT, related_name="terms")
    slug = models.SlugField()
    label = models.CharField(max_length=120)
    abbreviations = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    synonyms = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    formula = models.CharField(max_length=120, blank=True, default="", help_text="Plain text: Na3Zr2Si2PO12")
    family = models.CharField(
        max_length=60, blank=True, default="", help_text="Class of a material that is not an electrolyte"
    )
    role = models.CharField(max_length=80, blank=True, default="", help_text="What a material is used as")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="Family of an electrolyte; records of the child are found under it",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("facet__position", "position", "label")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "slug"],
                name="term_slug_unique_in_facet",
                violation_error_message="This facet already has a term with that slug.",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=SLUG_PATTERN),
                name="term_slug_is_a_slug",
                violation_error_message="A slug has lower-case letters, digits and single hyphens only.",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")),
                name="term_is_not_its_own_parent",
                violation_error_message="A term cannot be its own parent.",
            ),
        ]

    def __str__(self) -> str:
        short = self.short_name
        return self.label if short == self.label else f"{self.label} ({short})"

    def get_absolute_url(self) -> str:
        """`/techniques/eis/`, or `/search/?strategy=doping` for a term of a facet without pages."""
        facet = self.facet.slug
        if facet in FACETS_WITH_PAGES:
            return reverse(facet, args=[self.slug])
        return f"{reverse('search')}?{facet}={self.slug}"

    @property
    def short_name(self) -> str:
        """The formula, else the first abbreviation, else the label."""
        return self.formula or next(iter(self.abbreviations), self.label)

    @property
    def family_label(self) -> str:
        """The electrolyte family, else the class of the material, else empty."""
        return self.parent.label if self.parent else self.family

    @property
    def names(self) -> list[str]:
        """Every name by which the term may be asked for."""
        names = [self.slug, self.label, self.formula, *self.abbreviations, *self.synonyms]
        return list(dict.fromkeys(name for name in names if name))
