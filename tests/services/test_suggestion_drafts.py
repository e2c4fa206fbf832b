"""One press turns a suggestion into a draft, and its writer learns what became of it."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from knowledge.models import (
    FAQ,
    Cause,
    Issue,
    Protocol,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    SearchEntry,
    Suggestion,
)
from knowledge.services import suggesting, suggestion_handling
from knowledge.services.suggestion_drafts import TakenUp, identifiers_for, take_up
from knowledge.services.suggestion_handling import CannotHandle

pytestmark = pytest.mark.usefixtures("seed")


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_user("curator")


def suggested(kind: str, target: str = "", **fields: Any) -> Suggestion:
    return suggesting.write(target, kind, fields, name="", email="")


def known_doi() -> Reference:
    found: Reference = Reference.objects.exclude(doi="").order_by("code")[0]
    return found


NEW: list[tuple[type[Record], str, str, str]] = [
    (Cause, "T-AN-01", "text", "T-AN-01-C"),
    (Remedy, "T-AN-01-C1", "text", "T-AN-01-R"),
    (FAQ, "", "question", "FAQ-"),
    (Protocol, "", "title", "PROT-"),
]


@pytest.mark.parametrize(("model", "target", "field", "prefix"), NEW, ids=lambda each: str(each)[-20:])
def test_a_new_record_is_a_draft_with_what_was_typed(
    model: type[Record], target: str, field: str, prefix: str, curator: User
) -> None:
    fields = {"record_kind": model.kind, "heading": "It creeps.", "details": "Seen at 80 °C."}
    suggestion = suggested("new-record", target, **fields, doi=known_doi().doi)
    taken = take_up(suggestion, curator)
    draft = model._default_manager.get(code=taken.record.code)
    assert taken.is_new and draft.code.startswith(prefix)
    assert (getattr(draft, field), draft.status) == ("It creeps.", "draft")
    assert not SearchEntry.objects.filter(code=draft.code).exists()
    claim = draft.points.get() if isinstance(draft, FAQ) else draft
    assert [mark.reference for mark in claim.citations.all()] == [known_doi()]
    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.record) == ("draft", draft.code)
    assert suggestion.handled_by == curator and suggestion.handled_at is not None


def test_a_new_issue_gets_the_identifier_that_the_curator_chose(curator: User) -> None:
    suggestion = suggested("new-record", record_kind="issue", heading="It hisses.", details="On closing.")
    offered = identifiers_for(suggestion)
    assert len(offered) > 1 and not Issue.objects.filter(code__in=offered).exists()
    draft = take_up(suggestion, curator, offered[-1]).record
    assert isinstance(draft, Issue) and draft.code == offered[-1]
    assert draft.area == Issue.objects.exclude(pk=draft.pk).filter(code__startswith=draft.code[:-2])[0].area


def test_a_reference_that_is_here_already_is_opened_instead(curator: User) -> None:
    same = known_doi()
    suggestion = suggested("missing-reference", doi=same.doi.upper())
    assert take_up(suggestion, curator) == TakenUp(same, is_new=False)
    new = take_up(suggested("missing-reference", doi="10.1234/new.one"), curator)
    assert new.is_new and isinstance(new.record, Reference) and new.record.doi == "10.1234/new.one"


VALUE = {"as_typed": "x", "relation": "exact"}


@pytest.mark.parametrize(
    ("quantity", "fields"),
    [
        ("resistance_ohm_cm2", {"initial_ohm_cm2": 300, "final_ohm_cm2": 20, "final_relation": "below"}),
        ("ccd_ma_cm2", {"ccd_initial_ma_cm2": 300, "ccd_final_ma_cm2": 20, "ccd_final_relation": "below"}),
        ("cycling_hours", {"cycling_hours": 20, "cycling_hours_relation": "below"}),
        ("ionic_conductivity_ms_cm", {"ionic_conductivity_ms_cm": 20}),
        ("stack_pressure_mpa", {"stack_pressure_mpa": 20, "stack_pressure_relation": "below"}),
    ],
)
def test_a_new_value_is_a_draft_row_of_the_cell_that_it_was_suggested_on(
    quantity: str, fields: dict[str, Any], curator: User
) -> None:
    before, after = {**VALUE, "number": "300"}, {**VALUE, "number": "20", "relation": "below"}
    typed = {
        "quantity": quantity,
        "before": before,
        "after": after,
        "conditions": "60 °C",
        "doi": known_doi().doi,
    }
    row = take_up(suggested("new-value", "RES-01", **typed), curator).record
    same = ResistanceRecord.objects.get(code="RES-01")
    assert isinstance(row, ResistanceRecord) and row.status == "draft"
    assert {name: getattr(row, name) for name in fields} == fields
    assert (row.electrolyte, row.modification, row.note) == (same.electrolyte, same.modification, "60 °C")
    assert row.citations.get().reference == known_doi()


def test_a_value_that_became_worse_is_no_improvement(curator: User) -> None:
    typed: dict[str, Any] = {"before": {**VALUE, "number": "20"}, "after": {**VALUE, "number": "300"}}
    worse = take_up(suggested("new-value", quantity="resistance_ohm_cm2", **typed), curator).record
    better = take_up(suggested("new-value", quantity="ccd_ma_cm2", **typed), curator).record
    assert isinstance(worse, ResistanceRecord) and isinstance(better, ResistanceRecord)
    assert (worse.effect, better.effect) == ("degradation", "improvement")
    assert worse.electrolyte == "not stated"


@pytest.mark.parametrize(
    ("target", "record"),
    [
        ("T-AN-01-R1", "T-AN-01-R1"),
        ("FAQ-03.5", "FAQ-03"),
        ("PROT-01-S4.2", "PROT-01"),
        ("T-AN-01-F1", "T-AN-01"),
    ],
)
def test_on_what_exists_the_record_that_holds_it_is_opened(target: str, record: str, curator: User) -> None:
    suggestion = suggested("wrong", target, details="No.")
    taken = take_up(suggestion, curator)
    assert (taken.record.code, taken.is_new) == (record, False)
    assert Suggestion.objects.get().status == "draft"


def test_pressed_twice_it_is_the_same_draft(curator: User) -> None:
    suggestion = suggested("new-record", record_kind="faq", heading="Why?")
    assert take_up(suggestion, curator).record == take_up(suggestion, curator).record
    assert FAQ.objects.filter(question="Why?").count() == 1


def test_what_names_no_record_makes_none_and_says_what_to_do(curator: User) -> None:
    suggestion = suggested("other", details="More figures, please.")
    with pytest.raises(CannotHandle, match="then mark it as done"):
        take_up(suggestion, curator)
    assert Suggestion.objects.get().status == "waiting"


def test_what_cannot_be_a_draft_is_said_and_nothing_is_kept(curator: User) -> None:
    suggestion = suggested("new-record", "T-AN-99", record_kind="cause", heading="It creeps.")
    with pytest.raises(CannotHandle, match="T-AN-99"):
        take_up(suggestion, curator)
    assert Suggestion.objects.get().status == "waiting"


def test_a_reason_is_needed_to_decline(curator: User) -> None:
    suggestion = suggested("wrong", "T-AN-01-R1", details="No.")
    with pytest.raises(CannotHandle, match="Say why"):
        suggestion_handling.decline(suggestion, curator, "  ")
    suggestion_handling.decline(suggestion, curator, "The source says so.")
    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.answer) == ("declined", "The source says so.")


def test_what_is_closed_stays_closed(curator: User) -> None:
    suggestion = suggested("wrong", "T-AN-01-R1", details="No.")
    suggestion_handling.finish(suggestion, curator)
    with pytest.raises(CannotHandle, match="closed already"):
        take_up(suggestion, curator)
    with pytest.raises(CannotHandle, match="closed already"):
        suggestion_handling.decline(suggestion, curator, "Why not.")


def test_reports_on_sources_stand_first_and_the_one_that_most_rests_on_before_the_others() -> None:
    def supports(code: str) -> int:
        return len(
            {
                (mark.content_type_id, mark.object_id)
                for mark in Reference.objects.get(code=code).cited_by.all()
            }
        )

    few, many = sorted(("REF-05", "REF-06"), key=supports)
    assert supports(few) < supports(many)
    on_claim = suggested("wrong", "T-AN-01-R1", details="No.")
    on_few = suggested("broken-link", few, url="https://example.org/")
    on_many = suggested("retraction", many, url="https://example.org/")
    queue = list(suggestion_handling.queued())
    assert queue == [on_many, on_few, on_claim]
    damage: Any = queue[0]
    assert damage.damage == supports(many)
    assert suggestion_handling.next_waiting(on_many) == on_few
