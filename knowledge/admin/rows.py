"""Rows of inlines: numbers that fill themselves in, and references that are chosen in the row."""

from collections.abc import Iterator
from itertools import count
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import F, Model
from django.forms import ModelMultipleChoiceField
from django.utils.functional import cached_property

from knowledge.admin.forms import PlainErrorsForm
from knowledge.admin.typed import BaseInlineFormSet
from knowledge.models import Citation, Reference
from knowledge.services import curation

# Added to the numbers of rows that are about to change, so that they are in nobody's way meanwhile.
PARKED = 10_000


class Row(PlainErrorsForm):
    """A field that `free` has values for may be left empty: it takes the next of them."""

    def __init__(self, *args: Any, free: dict[str, Iterator[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.free = free
        for name in free:
            self.fields[name].required = False
            self.fields[name].widget.attrs["placeholder"] = "next"
            if self.instance.pk is None:
                self.initial[name] = None

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, values in self.free.items():
            if name not in self.errors and self.cleaned_data.get(name) in self.fields[name].empty_values:
                self.cleaned_data[name] = next(values)
        return self.cleaned_data


class CitingRow(Row):
    """A row whose references are chosen in it; locators and quotes have their place on its own page."""

    references = ModelMultipleChoiceField(
        queryset=Reference.objects.all(),
        required=False,
        widget=AutocompleteSelectMultiple(Citation._meta.get_field("reference"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            cited = (citation.reference_id for citation in self.instance.citations.all())
            self.initial["references"] = list(dict.fromkeys(cited))

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if "references" in self.changed_data:
            curation.set_citations(self.instance, self.cleaned_data["references"])


class FillsInNumbers:
    """For formsets of `Row`: an empty number goes on from the highest one of the same parent."""

    counted: ClassVar[str] = "number"

    @cached_property
    def free(self) -> dict[str, Iterator[Any]]:
        numbers = (getattr(row, self.counted) for row in self.get_queryset())  # type: ignore[attr-defined]
        return {self.counted: count(max(numbers, default=0) + 1)}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "free": self.free}  # type: ignore[misc]


class NumberedFormSet(FillsInNumbers, BaseInlineFormSet):
    """Rows whose number is unique within their parent."""

    model: type[Model]

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """Park what gives up its number first: no order of single saves survives two rows that swap."""
        leaving = [
            form.instance.pk
            for form in self.initial_forms
            if form in self.deleted_forms or "number" in form.changed_data
        ]
        self.model._default_manager.filter(pk__in=leaving).update(number=F("number") + PARKED)
        saved: list[Any] = super().save_existing_objects(commit)
        return saved
