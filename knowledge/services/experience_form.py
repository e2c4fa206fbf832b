"""The form of a report: what came of reading an issue, or of trying a remedy."""

from django import forms

from knowledge.models import Experience, Issue, Remedy
from knowledge.services import experience
from knowledge.services.targets import Target

Outcome = Experience.Outcome
LONGEST_NOTE = 1000
# what may be reported of which kind of record
OUTCOMES = {
    Issue.kind_label: (Outcome.HELPED, Outcome.DID_NOT_HELP),
    Remedy.kind_label: (Outcome.WORKED, Outcome.DID_NOT_WORK, Outcome.HELPED, Outcome.DID_NOT_HELP),
}
HINTS = {
    Outcome.WORKED: "Tried in a cell, and it did what it should",
    Outcome.DID_NOT_WORK: "Tried in a cell, without the effect",
    Outcome.HELPED: "Read, and of use",
    Outcome.DID_NOT_HELP: "Read, and of no use",
}


def takes_reports(target: Target) -> bool:
    return target.label in OUTCOMES


class ExperienceForm(forms.Form):
    """All faults are found at once."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices,
        error_messages={
            "required": "Choose what you report.",
            "invalid_choice": "Choose one of the reports.",
        },
    )
    electrolyte = forms.CharField(
        required=False,
        max_length=120,
        help_text="Like NZSP; empty if you tried it in none",
        widget=forms.TextInput(attrs={"list": "electrolytes", "autocomplete": "off"}),
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        help_text="What others should know: cell, pressure, current. Shown once a curator has read it",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, target: Target, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.allowed = OUTCOMES[target.label]

    def clean_outcome(self) -> str:
        outcome = str(self.cleaned_data["outcome"])
        if outcome not in self.allowed:
            raise forms.ValidationError("An issue is not tried: choose whether its page helped.")
        return outcome

    @property
    def options(self) -> list[tuple[str, str, str, bool]]:
        """Value, label, hint, and whether it is chosen."""
        chosen = self["outcome"].value()
        return [(each.value, each.label, HINTS[each], each.value == chosen) for each in self.allowed]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The id of the field and what is wrong with it, in the order of the form."""
        first = {"outcome": f"outcome-{self.allowed[0].value}"}
        return [
            (first.get(name, self[name].id_for_label), str(error))
            for name in self.fields
            for error in self.errors.get(name, [])
        ]

    def write(self, target: str) -> Experience:
        """Of a valid form."""
        typed = self.cleaned_data
        return experience.write(
            target, typed["outcome"], electrolyte=typed["electrolyte"], note=typed["note"]
        )
