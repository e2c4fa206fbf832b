"""FAQ: a question and its answer, point by point, each point with its own citations."""

from django.db import models
from django.urls import reverse

from knowledge.models.citation import Claim
from knowledge.models.facet import Term
from knowledge.models.record import Passage, Record, code_matches


class FAQ(Record):
    kind = "faq"
    kind_label = "FAQ"
    kind_label_plural = "FAQs"

    section = models.CharField(max_length=60, help_text="Anode interface, Cathode interface, General, ...")
    question = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Record.Meta):
        verbose_name = "FAQ"
        ordering = ["position", "code"]
        constraints = [code_matches(r"^FAQ-\d{2,}$", "FAQ-03", "faq_code_form")]

    def get_absolute_url(self) -> str:
        return reverse("faq", args=[self.code])

    @property
    def heading(self) -> str:
        return self.question

    @property
    def lead(self) -> str:
        first = next((point for point in self.points.all() if point.role != FAQPoint.Role.LEAD_IN), None)
        return first.text if first else ""

    @property
    def passages(self) -> list[Passage]:
        lead = self.lead
        return [Passage(point.code, point.text) for point in self.points.all() if point.text != lead]


class FAQPoint(Claim):
    """One point of an answer. Its number is permanent: FAQ-03.5."""

    class Role(models.TextChoices):
        LEAD_IN = "lead-in", "Lead-in (no claim of its own)"
        SENTENCE = "sentence", "Sentence"
        LIST_ITEM = "list-item", "List item"

    faq = models.ForeignKey(FAQ, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.SENTENCE)
    text = models.TextField()
    technique = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "answer point"
        ordering = ["faq", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["faq", "number"],
                name="faq_point_number_unique",
                violation_error_message="This answer already has a point with that number.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"{self.faq.get_absolute_url()}#{self.code}"

    @property
    def code(self) -> str:
        return f"{self.faq.code}.{self.number}"
