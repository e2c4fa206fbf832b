"""Citations of one claim, each with the place in the source and its words."""

from knowledge.admin.rows import FillsInNumbers, Row
from knowledge.admin.typed import BaseGenericInlineFormSet, GenericTabularInline
from knowledge.models import Citation

(ONCE_PER_PLACE,) = Citation._meta.constraints


class CitationFormSet(FillsInNumbers, BaseGenericInlineFormSet):
    counted = "position"

    def clean(self) -> None:
        """The claim is no field of the row, so Django cannot see that two rows cite the same place."""
        super().clean()
        places = set()
        for form in self.forms:
            if form in self.deleted_forms or "reference" not in form.cleaned_data:
                continue
            place = (form.cleaned_data["reference"], form.cleaned_data.get("locator", ""))
            if place in places:
                form.add_error("locator", str(ONCE_PER_PLACE.violation_error_message))
            places.add(place)


class CitationInline(GenericTabularInline):
    model = Citation
    form = Row
    formset = CitationFormSet  # type: ignore[assignment]
    fields = ("reference", "stance", "locator", "quote", "position")
    autocomplete_fields = ("reference",)
    extra = 0

    def get_queryset(self, request):  # type: ignore[no-untyped-def]
        return super().get_queryset(request).select_related("reference")
