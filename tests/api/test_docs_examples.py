"""Every script that the page about the API shows does what is said of it, in each language."""

import csv
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bibtexparser.entrypoint import parse_string as parse_bibtex
from django.contrib.auth.models import User
from django.test import Client

from access import tokens
from access.models import Scope
from knowledge.models import Issue, Reference, ResistanceRecord, Suggestion
from knowledge.services import curation, revision
from tests.access.conftest import reader
from tests.api.reading import ndjson_rows
from tests.api.script_runs import every_language, run, run_well
from tests.api.test_changes import own

__all__ = ["reader"]

pytestmark = pytest.mark.slow


@every_language
def test_issues_that_fit_a_symptom_are_listed_the_best_first(
    ending: str, site: str, tmp_path: Path, client: Client
) -> None:
    told = run_well("find_issues", ending, site, tmp_path).told
    found = client.get("/api/v1/search/?q=large+growing+semicircle&kind=issue&technique=EIS&page_size=5")
    rows = found.json()["results"]
    assert rows[0]["id"] == "T-EIS-01"
    places = [told.index(row["id"]) for row in rows]
    assert places == sorted(places)
    assert all(row["title"] in told for row in rows)


@pytest.mark.parametrize("ending", ["py", "R"])
def test_what_helps_with_the_best_is_listed_with_its_evidence(ending: str, site: str, tmp_path: Path) -> None:
    told = run_well("find_issues", ending, site, tmp_path).told
    remedies = Issue.objects.get(code="T-EIS-01").remedies.all()
    assert remedies
    for remedy in remedies:
        assert re.search(rf"- {re.escape(remedy.text)} \(reported", told)


def test_measured_data_come_as_a_table(site: str, tmp_path: Path) -> None:
    run_well("load_data", "sh", site, tmp_path)
    table = (tmp_path / "gold-interlayers.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["id"] for row in rows} == with_gold_interlayer()
    assert [(row["initial_ohm_cm2"], row["final_ohm_cm2"]) for row in rows] == [("2708", "146"), ("", "23")]


@pytest.mark.parametrize(("ending", "unknown"), [("py", "NaN"), ("R", "NA")])
def test_measured_data_come_as_a_data_frame_in_which_what_is_unknown_is_missing(
    ending: str, unknown: str, site: str, tmp_path: Path
) -> None:
    told = run_well("load_data", ending, site, tmp_path).told
    rows = [row.split() for row in re.findall(r"RES-\d+ .*", told)]
    values = {code: row for code, *row in rows}
    assert set(values) == with_gold_interlayer()
    first, *rest = values["RES-01"]
    assert float(first) == 2708 and rest == ["146", "exact", "REF-06"]
    assert values["RES-04"] == [unknown, "23", "approximate", "REF-81"]


def with_gold_interlayer() -> set[str]:
    rows = ResistanceRecord.objects.published().filter(terms__slug="au")
    return set(rows.filter(terms__slug="metal-interlayer").values_list("code", flat=True))


@every_language
def test_a_record_is_cited_and_the_works_behind_a_search_are_kept(
    ending: str, site: str, tmp_path: Path
) -> None:
    told = run_well("cite", ending, site, tmp_path).told
    assert told.startswith("Interphase. T-AN-01: Short circuit or rapid failure in the first few cycles.")
    assert f"{site}/issues/T-AN-01/" in told
    library = parse_bibtex((tmp_path / "references.bib").read_text(encoding="utf-8"))
    assert not library.failed_blocks
    assert library.entries_dict["REF-06"]["doi"] == "10.3390/batteries9010008"


@every_language
def test_a_copy_follows_the_portal(ending: str, site: str, tmp_path: Path) -> None:
    run_well("mirror", ending, site, tmp_path)
    assert copied(tmp_path) == {row["id"]: row for row in exported(site)}

    for number in (401, 402):
        curation.publish(Reference.objects.create(code=f"REF-{number}", title="A β″ work", number=number))
    curation.retire(Reference.objects.get(code="REF-401"))
    issue = Issue.objects.get(code="T-AN-01")
    issue.title = "Short circuit at once"
    issue.save()
    curation.saved(issue)
    curation.retire(Reference.objects.get(code="REF-06"))
    told = run_well("mirror", ending, site, tmp_path).told

    copy = copied(tmp_path)
    assert copy["REF-402"]["title"] == "A β″ work" and copy["T-AN-01"]["title"] == "Short circuit at once"
    assert {code: own(copy[code]) for code in copy} == {row["id"]: own(row) for row in exported(site)}
    assert f"{len(copy)} records at revision {revision.current().number}" in told


@every_language
def test_a_copy_stays_as_it_is_while_nothing_changes(ending: str, site: str, tmp_path: Path) -> None:
    run_well("mirror", ending, site, tmp_path)
    before = copied(tmp_path)
    note(tmp_path)
    told = run_well("mirror", ending, site, tmp_path).told
    # the line that only the copy has says that it was not fetched anew
    assert copied(tmp_path) == {**before, "NOTE": {"id": "NOTE"}}
    assert f"at revision {revision.current().number}" in told


@every_language
def test_a_copy_begins_anew_where_much_has_changed(ending: str, site: str, tmp_path: Path) -> None:
    """One by one it would meet the limit of requests, and would meet it again the next time."""
    run_well("mirror", ending, site, tmp_path)
    note(tmp_path)
    (tmp_path / "revision.txt").write_text("0\n")
    run_well("mirror", ending, site, tmp_path)
    assert copied(tmp_path) == {row["id"]: row for row in exported(site)}


def note(folder: Path) -> None:
    with (folder / "interphase.ndjson").open("a", encoding="utf-8") as copy:
        copy.write('{"id": "NOTE"}\n')


def copied(folder: Path) -> dict[str, Any]:
    """The records of the copy by identifier, each there once, with the revision beside them."""
    assert int((folder / "revision.txt").read_text()) == revision.current().number
    rows = [json.loads(line) for line in (folder / "interphase.ndjson").read_bytes().splitlines()]
    records = {row["id"]: row for row in rows}
    assert len(records) == len(rows)
    return records


def exported(site: str) -> list[Any]:
    """Without the first and the last line, which frame the records."""
    here = Client(headers={"host": urlsplit(site).netloc})
    rows: list[Any] = ndjson_rows(here.get("/api/v1/export/"))
    return rows[1:-1]


@every_language
def test_a_suggestion_that_is_sent_twice_waits_once(
    ending: str, site: str, tmp_path: Path, client: Client, reader: User
) -> None:
    _, secret = tokens.create(reader, "notebook", Scope.SUGGEST, 30)
    told = [run_well("suggest", ending, site, tmp_path, INTERPHASE_TOKEN=secret).told for _ in range(2)]
    written = Suggestion.objects.get()
    assert (written.target, written.kind, written.name) == ("T-AN-01-R1", "missing-reference", "robin")
    assert written.fields["doi"] == "10.3390/batteries9010008"
    assert all(written.get_absolute_url() in each for each in told)
    assert client.get(written.get_absolute_url()).status_code == 200


@every_language
def test_a_suggestion_that_is_refused_says_why(ending: str, site: str, tmp_path: Path) -> None:
    refused = run("suggest", ending, site, tmp_path, INTERPHASE_TOKEN="0" * 64)
    assert refused.status != 0
    assert "Invalid token." in refused.told
    assert not Suggestion.objects.exists()
