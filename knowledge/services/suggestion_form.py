"""The form of a suggestion: which fields each kind asks for, and what is wrong with what was typed."""

import re
from dataclasses import asdict
from typing import Any

from django import forms

from knowledge.models import Suggestion
from knowledge.models.reference import DOI_PATTERN
from knowledge.services import suggesting
from knowledge.services.units import NotAQuantity, unit_of

Kind = Suggestion.Kind

LONGEST_TEXT = 4000
# kind -> its fields, and those of them that it cannot do without
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.WRONG: ("details", "doi"),
    Kind.OUT_OF_DATE: ("details", "doi"),
    Kind.MISSING_REFERENCE: ("doi", "details"),
    Kind.NEW_VALUE: ("quantity", "before", "after", "unit", "conditions", "doi", "details"),
    Kind.OTHER: ("details",),
    Kind.NEW_RECORD: ("record_kind", "heading", "details", "doi"),
    Kind.BROKEN_LINK: ("url", "details"),
    Kind.RETRACTION: ("url", "details"),
}
REQUIRED: dict[str, dict[str, str]] = {
    Kind.WRONG: {"details": "Say what is wrong, and what it should say."},
    Kind.OUT_OF_DATE: {"details": "Say what is newer."},
    Kind.MISSING_REFERENCE: {"doi": "Give the DOI of the source."},
    Kind.NEW_VALUE: {
        "quantity": "Choose the quantity.",
        "doi": "Give the DOI of the source. For a value that is not published choose Other.",
    },
    Kind.OTHER: {"details": "Say what should change."},
    Kind.NEW_RECORD: {
        "record_kind": "Choose the kind of record.",
        "heading": "Say in one sentence what it is.",
    },
    Kind.BROKEN_LINK: {"url": "Give the address that does not open."},
    Kind.RETRACTION: {"url": "Give the address of the notice."},
}
HINTS = {
    Kind.WRONG: "It does not say what its source says, or the source is not the right one",
    Kind.OUT_OF_DATE: "Something newer is known",
    Kind.MISSING_REFERENCE: "A source says this and is not cited",
    Kind.NEW_VALUE: "A published measurement that is not here",
    Kind.OTHER: "Anything else, also something that is missing",
}
# of the kinds with a form of their own: its title, and what a field means there
TITLES: dict[str, str] = {
    Kind.NEW_RECORD: "Add a record",
    Kind.BROKEN_LINK: "Report a broken link",
    Kind.RETRACTION: "Report a retraction",
}
MEANINGS: dict[str, dict[str, str]] = {
    Kind.NEW_RECORD: {"details": "What is known of it, the steps or the answer, and where it stands"},
    Kind.BROKEN_LINK: {
        "url": "The one that does not open",
        "details": "What you saw, and where the source is now, if you know",
    },
    Kind.RETRACTION: {
        "url": "Where the retraction, correction or expression of concern is announced",
        "details": "What it says of the source",
    },
}
_DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", re.IGNORECASE)


class SuggestionForm(forms.Form):
    """All faults are found at once; fields of other kinds than the chosen one are not looked at."""

    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={
            "required": "Choose what kind of suggestion it is.",
            "invalid_choice": "Choose one of the kinds.",
        },
    )
    record_kind = forms.ChoiceField(
        required=False,
        label="Kind of record",
        choices=[("", "Choose one"), *suggesting.NEW_RECORDS.items()],
    )
    heading = forms.CharField(
        required=False,
        max_length=200,
        label="In one sentence",
        help_text="Its title, its question, or the claim itself",
    )
    url = forms.URLField(
        required=False,
        max_length=500,
        label="Address",
        assume_scheme="https",
        error_messages={"invalid": "An address looks like https://example.org/article."},
    )
    details = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        label="In your words",
        help_text="What a curator should know, and where in the source it stands",
    )
    quantity = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Choose one"),
            *((name, f"{label} ({unit_of(name)})") for name, label in suggesting.QUANTITIES.items()),
        ],
    )
    before = forms.CharField(required=False, max_length=60)
    after = forms.CharField(required=False, max_length=60)
    unit = forms.CharField(required=False, max_length=40, help_text="Empty: the unit of the quantity")
    conditions = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cell, temperature, pressure, current density",
    )
    doi = forms.CharField(
        required=False, max_length=220, label="DOI of the source", help_text="Like 10.3390/batteries9010008"
    )
    name = forms.CharField(
        required=False,
        max_length=120,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        label="Your email address",
        error_messages={"invalid": "An email address looks like name@example.org."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, meaning in MEANINGS.get(self.own_kind, {}).items():
            self.fields[name].help_text = meaning

    def clean_doi(self) -> str:
        doi = _DOI_ADDRESS.sub("", self.cleaned_data["doi"].strip())
        if doi and self._asks_for("doi") and not re.match(DOI_PATTERN, doi):
            raise forms.ValidationError("A DOI looks like 10.3390/batteries9010008.")
        return doi

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind = self.cleaned_data.get("kind", "")
        for name in [name for name in self.errors if name in suggesting.LABELS]:
            if not self._asks_for(name):
                del self.errors[name]
        for name, message in REQUIRED.get(kind, {}).items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, message)
        if kind == Kind.NEW_VALUE:
            self._read_values()
        return self.cleaned_data

    def _asks_for(self, name: str) -> bool:
        return name in FIELDS.get(self.cleaned_data.get("kind", ""), ())

    def _read_values(self) -> None:
        """Each value in the unit of the quantity, so that a slip is seen while its writer is still there."""
        typed = [name for name in suggesting.VALUES if self.cleaned_data.get(name)]
        if not typed:
            self.add_error("after", "Give at least one value, before or after.")
        quantity = self.cleaned_data.get("quantity")
        if not quantity:
            return
        for name in typed:
            unit = self.cleaned_data.get("unit", "")
            try:
                value = suggesting.read_value(self.cleaned_data[name], unit, quantity)
            except NotAQuantity as refusal:
                self.add_error(name, f"{refusal}.")
            else:
                self.cleaned_data[name] = asdict(value)

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed into the fields of the chosen kind, empty ones left out; of a valid form."""
        kept = [name for name in FIELDS[self.cleaned_data["kind"]] if name in suggesting.LABELS]
        return {name: self.cleaned_data[name] for name in kept if self.cleaned_data.get(name)}

    @property
    def own_kind(self) -> str:
        """The kind, where that has a form of its own; else empty."""
        given = str(self.data.get("kind", "") if self.is_bound else self.initial.get("kind", ""))
        return given if given in suggesting.OWN_FORMS else ""

    @property
    def title(self) -> str:
        return TITLES[self.own_kind] if self.own_kind else "Suggest an edit"

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """What the kind with a form of its own asks for, in its order."""
        return [self[name] for name in FIELDS[self.own_kind]]

    @property
    def kind_options(self) -> list[tuple[str, str, str, bool]]:
        """Value, label, hint, and whether it is chosen."""
        chosen = self["kind"].value()
        return [(kind.value, kind.label, HINTS[kind], kind.value == chosen) for kind in HINTS]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The id of the field and what is wrong with it, in the order of the form."""
        first_option = {"kind": f"kind-{Kind.WRONG.value}"}
        return [
            (first_option.get(name, self[name].id_for_label), str(error))
            for name in self.fields
            for error in self.errors.get(name, [])
        ]
