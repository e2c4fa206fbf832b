"""Two at one form: who saves later is told what the other changed, and loses nothing of what was typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge.admin.forms import PlainErrorsForm
from knowledge.models import Record
from knowledge.services import draft_versions, history

LONGEST_SHOWN = 120


@dataclass(frozen=True)
class Seen:
    """A record as the request finds it."""

    record: Record
    changed_at: datetime

    @classmethod
    def of(cls, record: Record) -> "Seen":
        return cls(record, draft_versions.last_change(record))


class WatchedForm(PlainErrorsForm):
    """Carries along when the record was last changed, as its reader saw it. `present` is set by the admin."""

    present: Seen | None = None

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.present:
            self.initial["seen"] = self.present.changed_at.isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen = _time(cleaned.get("seen") or "")
        if self.present and seen and seen < self.present.changed_at:
            # sent again, it is saved: its writer knows then
            sent: Any = self.data.copy()  # type: ignore[attr-defined]
            sent[self.add_prefix("seen")] = self.present.changed_at.isoformat()
            self.data = sent
            self.add_error(None, ValidationError(_what_changed(self.present, seen), code="changed"))
        return cleaned


def _time(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _what_changed(present: Seen, seen: datetime) -> SafeString:
    entries = [entry for entry in history.of(present.record, after=seen) if entry.changes]
    rows = format_html_join(
        "",
        "<li>{}: {} {}: “{}” became “{}”</li>",
        (
            (entry.who or "somebody", each.code, each.field, _short(each.before), _short(each.after))
            for entry in entries
            for each in entry.changes
        ),
    )
    return format_html(
        "This record was changed while you were typing, and nothing of yours is saved yet. What you typed is"
        " below; save again to put it in place of this:<ul>{}</ul>",
        rows,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
