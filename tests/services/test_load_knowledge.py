"""Loading the fixtures: what it writes, what it leaves alone, and that a second time changes nothing."""

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from knowledge.models import (
    FAQ,
    Cause,
    Citation,
    CuratorNote,
    FAQPoint,
    Issue,
    ReferenceCandidate,
    Remedy,
    ResistanceRecord,
    SearchEntry,
    Status,
    Step,
    Term,
)
from knowledge.services import importing, revision


@pytest.fixture
def fixtures(tmp_path: Path, seed: None) -> Path:
    """A copy of the seed's fixtures to write in, over the database that holds them."""
    return Path(shutil.copytree(importing.default_folder(), tmp_path / "fixtures"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def whole_database() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the projection included."""
    kept = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.db_table: sorted(_rows(model), key=str) for model in kept}


def _rows(model: Any) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in model._meta.concrete_fields]
    yield from model._default_manager.values_list(*names)
    for relation in model._meta.local_many_to_many:
        yield from model._default_manager.values_list("pk", relation.name)


@pytest.mark.usefixtures("seed")
def test_loading_twice_changes_no_row_at_all() -> None:
    before = whole_database()
    result = importing.load(importing.default_folder())
    assert whole_database() == before
    assert not result.is_changed
    assert result.summary.startswith("Unchanged: ")


@pytest.mark.usefixtures("empty_database")
def test_an_empty_database_gets_everything_in_one_revision_and_can_be_searched() -> None:
    result = importing.load_if_empty()
    assert result is not None
    assert result.counts.created["issues"] == Issue.objects.count()
    assert result.counts.created["citations"] == Citation.objects.count()
    assert not result.counts.unchanged
    assert revision.current().number == 1
    assert SearchEntry.objects.filter(code="T-AN-01").exists()


@pytest.mark.usefixtures("seed")
def test_a_database_with_any_record_is_not_loaded_on_the_way() -> None:
    assert importing.load_if_empty() is None


def test_a_changed_sentence_changes_its_record_and_raises_the_revision_once(fixtures: Path) -> None:
    before = {"cause": Cause.objects.get(code="T-AN-01-C1"), "other": Cause.objects.get(code="T-AN-01-C2")}
    number = revision.current().number
    edit(fixtures / "issues/T-AN-01.yaml", "Sodium dendrites grow", "Filaments of sodium grow")
    result = importing.load(fixtures)
    assert result.summary.startswith("Changed: 1 causes\nUnchanged: ")
    cause = Cause.objects.get(code="T-AN-01-C1")
    assert cause.text == "Filaments of sodium grow through the solid electrolyte."
    assert cause.updated_at > before["cause"].updated_at
    assert cause.created_at == before["cause"].created_at
    assert Cause.objects.get(code="T-AN-01-C2").updated_at == before["other"].updated_at
    assert revision.current().number == number + 1
    assert SearchEntry.objects.get(code="T-AN-01-C1").title == cause.text


def test_a_changed_answer_point_counts_as_a_change_of_its_faq(fixtures: Path) -> None:
    before = FAQ.objects.get(code="FAQ-03").updated_at
    edit(
        fixtures / "faqs/seed.yaml",
        "They can also follow grain boundaries",
        "They also follow grain boundaries",
    )
    importing.load(fixtures)
    assert FAQ.objects.get(code="FAQ-03").updated_at > before


def test_a_field_taken_out_of_the_fixture_is_emptied(fixtures: Path) -> None:
    edit(fixtures / "resistance.yaml", "  footnote: NZSP stands for Na3Zr2Si2PO12.\n", "")
    assert dict(importing.load(fixtures).counts.changed) == {"resistance records": 1}
    assert ResistanceRecord.objects.get(code="RES-01").footnote == ""


def test_parts_that_the_fixture_no_longer_holds_are_removed(fixtures: Path) -> None:
    edit(fixtures / "issues/T-AN-01.yaml", "cites: [REF-06, REF-07]", "cites: [REF-06]")
    edit(
        fixtures / "faqs/seed.yaml",
        "    - number: 6\n      role: list-item\n"
        "      text: It adheres to and wets both the electrode and the electrolyte.\n      cites: [REF-06]\n",
        "",
    )
    edit(
        fixtures / "references/seed.yaml",
        "      why: Related method, not claimed to be the cited page.\n",
        "      why: Related method.\n",
    )
    result = importing.load(fixtures)
    assert dict(result.counts.removed) == {"answer points": 1, "citations": 1}
    assert dict(result.counts.changed) == {"reference candidates": 1}
    assert not FAQPoint.objects.filter(faq__code="FAQ-07", number=6).exists()
    remedy = Remedy.objects.get(code="T-AN-01-R1")
    assert [citation.reference.code for citation in remedy.citations.all()] == ["REF-06"]


def test_candidates_notes_parameters_and_links_go_with_their_lines(fixtures: Path) -> None:
    edit(
        fixtures / "issues/T-EIS-01.yaml",
        "      - cause: T-EIS-01-C3\n        basis: inferred\n"
        "        rationale: Stops side reactions at the cathode.\n",
        "",
    )
    edit(
        fixtures / "protocols/PROT-01.yaml", "          - name: atmosphere\n            value_text: Ar\n", ""
    )
    path = fixtures / "source_documents.yaml"
    path.write_text(path.read_text(encoding="utf-8").rpartition("    - text:")[0], encoding="utf-8")
    assert dict(importing.load(fixtures).counts.removed) == {
        "causes addressed": 1,
        "parameters": 1,
        "curator notes": 1,
    }
    assert CuratorNote.objects.count() == 22


def test_a_record_that_the_fixtures_do_not_hold_is_left_alone(fixtures: Path) -> None:
    Issue.objects.create(code="T-ZZ-01", title="Written in the admin", summary="-", area="anode")
    (fixtures / "issues/T-CYC-01.yaml").unlink()
    importing.load(fixtures)
    assert Issue.objects.filter(code__in=["T-ZZ-01", "T-CYC-01"]).count() == 2


def test_what_a_curator_retired_stays_retired_where_the_fixture_names_no_status(fixtures: Path) -> None:
    Issue.objects.filter(code="T-AN-01").update(status=Status.RETIRED)
    importing.load(fixtures)
    assert Issue.objects.get(code="T-AN-01").status == Status.RETIRED


def test_a_draft_in_the_fixtures_is_a_draft_with_its_claims_and_not_found(fixtures: Path) -> None:
    edit(fixtures / "issues/T-AN-01.yaml", "code: T-AN-01\n", "code: T-AN-01\nstatus: draft\n")
    importing.load(fixtures)
    assert Issue.objects.get(code="T-AN-01").status == Status.DRAFT
    assert Cause.objects.get(code="T-AN-01-C1").status == Status.DRAFT
    assert not SearchEntry.objects.filter(code__startswith="T-AN-01").exists()


def test_a_citation_may_say_where_in_the_source_and_in_which_words(fixtures: Path) -> None:
    edit(
        fixtures / "resistance.yaml",
        "    - reference: REF-08\n      locator: abstract\n",
        "    - reference: REF-08\n      locator: Table 1\n"
        '      quote: "from 1658 to 101"\n      stance: contradicts\n',
    )
    importing.load(fixtures)
    citation = Citation.objects.get(reference__code="REF-08", locator="Table 1")
    assert citation.claim == ResistanceRecord.objects.get(code="RES-02")
    assert (citation.quote, citation.stance) == ("from 1658 to 101", "contradicts")


def test_an_electrolyte_names_its_family_and_an_interlayer_does_not(seed: None) -> None:
    gold = Term.objects.get(facet__slug="material", slug="au")
    nzsp = Term.objects.get(facet__slug="material", slug="nzsp")
    assert nzsp.parent == Term.objects.get(facet__slug="family", slug="nasicon")
    assert (gold.parent, gold.family) == (None, "metal")


def test_steps_are_told_apart_by_their_numbers(seed: None) -> None:
    step = Step.objects.get(stage__protocol__code="PROT-01", stage__number=4, number=2)
    assert step.technique == Term.objects.get(facet__slug="technique", slug="gc")
    assert ReferenceCandidate.objects.filter(reference__code="REF-20").count() == 2


@pytest.mark.usefixtures("seed")
def test_the_command_prints_what_it_did() -> None:
    output = StringIO()
    call_command("load_knowledge", stdout=output)
    assert output.getvalue().startswith("Unchanged: ")


@pytest.mark.usefixtures("seed")
def test_the_command_lists_every_mistake(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues/T-AN-01.yaml").write_text("code: T-AN-01\ntitel: Short\n", encoding="utf-8")
    with pytest.raises(CommandError) as failure:
        call_command("load_knowledge", str(tmp_path))
    message = str(failure.value)
    assert "4 mistakes" in message
    assert "issues/T-AN-01.yaml: T-AN-01: titel: unknown field; allowed are code, status, title" in message
    assert "issues/T-AN-01.yaml: T-AN-01: summary: is missing" in message


def test_a_number_may_be_written_in_another_unit(fixtures: Path) -> None:
    edit(fixtures / "resistance.yaml", "  initial_ohm_cm2: 2708\n", "  initial_ohm_cm2: 2.708 kΩ cm²\n")
    assert not importing.load(fixtures).is_changed
