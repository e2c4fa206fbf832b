"""Everything public in one file: NDJSON or CSV in a zip, of one revision, whatever is published meanwhile."""

import csv
import io
import json
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client

from knowledge.api.export.archive import PIECE, archive
from knowledge.api.export.dictionary import COLUMNS, unit_of
from knowledge.api.serializers.fields import Quantity
from knowledge.api.views.records import VIEWSETS
from knowledge.models import Cause, Citation, Issue, Reference, ResistanceRecord
from knowledge.services import curation, revision
from tests.api.reading import LISTS, faults, ndjson_rows

EXPORT = "/api/v1/export/"

Row = dict[str, Any]


@pytest.fixture
def lines(client: Client, seed: None) -> list[Row]:
    return ndjson_rows(client.get(EXPORT))


def unzipped(client: Client) -> ZipFile:
    response = client.get(f"{EXPORT}?format=zip")
    assert isinstance(response, StreamingHttpResponse)
    found = ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert found.testzip() is None
    return found


@pytest.fixture
def files(client: Client, seed: None) -> ZipFile:
    return unzipped(client)


def rows_of(files: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.read(name).decode(), newline="")))


def test_the_first_line_says_what_it_is_and_the_last_that_it_is_whole(lines: list[Row]) -> None:
    now = revision.current()
    first, *records, last = lines
    assert first["kind"] == "export"
    assert (first["revision"], datetime.fromisoformat(first["date"])) == (now.number, now.changed_at)
    assert "For research use only" in first["condition"]
    assert first["licence"]
    assert last == {"kind": "end", "revision": now.number, "records": len(records)}


@pytest.mark.parametrize("name", LISTS)
def test_the_records_are_those_of_the_lists(client: Client, lines: list[Row], name: str) -> None:
    listed = client.get(f"/api/v1/{name}/?limit=500").json()["results"]
    (kind,) = {viewset.model.kind for viewset in VIEWSETS if viewset.file_name == name}
    assert [line for line in lines if line["kind"] == kind] == [{"kind": kind, **each} for each in listed]
    assert listed


@pytest.mark.parametrize("name", [*LISTS, "facets"])
def test_the_files_are_those_of_the_lists(client: Client, files: ZipFile, name: str) -> None:
    response = client.get(f"/api/v1/{name}/?format=csv")
    assert isinstance(response, StreamingHttpResponse)
    assert files.read(f"{name}.csv") == b"".join(response.streaming_content)


def test_the_zip_names_revision_date_and_licence(files: ZipFile) -> None:
    about = json.loads(files.read("about.json"))
    assert about["revision"] == revision.current().number
    assert {"date", "licence", "condition", "source"} < set(about)


def test_every_citation_stands_in_a_table_of_its_own(files: ZipFile) -> None:
    rows = rows_of(files, "citations.csv")
    assert len(rows) == Citation.objects.count()
    assert sum(bool(row["locator"]) for row in rows) == Citation.objects.exclude(locator="").count()
    assert sum(bool(row["quote"]) for row in rows) == Citation.objects.exclude(quote="").count()
    assert {row["stance"] for row in rows} == {"supports", "contradicts"}


def test_every_column_is_in_the_dictionary_with_meaning_and_type(files: ZipFile) -> None:
    described = rows_of(files, "data-dictionary.csv")
    assert tuple(described[0]) == COLUMNS
    names = [name for name in files.namelist() if name.endswith(".csv") and name != "data-dictionary.csv"]
    headers = [
        (name, column) for name in names for column in files.read(name).decode().splitlines()[0].split(",")
    ]
    assert [(row["file"], row["column"]) for row in described] == headers
    assert [row for row in described if len(row["meaning"]) < 5 or not row["type"]] == []


def test_every_measured_column_has_its_unit(files: ZipFile) -> None:
    quantities = {
        name
        for viewset in VIEWSETS
        for name, field in viewset.serializer().fields.items()
        if isinstance(field, Quantity)
    }
    without = {name for name in quantities if not unit_of(name)}
    assert without == {"factor", "stated_factor", "stated_ccd_factor"}
    units = {row["column"]: row["unit"] for row in rows_of(files, "data-dictionary.csv") if row["unit"]}
    assert set(units) == quantities - without
    assert (units["initial_ohm_cm2"], units["ccd_final_ma_cm2"], units["temperature_c"]) == (
        *("Ω cm²", "mA cm⁻²"),
        "°C",
    )


def test_the_types_of_the_dictionary_are_those_of_the_cells(files: ZipFile) -> None:
    reading: dict[str, Callable[[str], Any]] = {"number": float, "whole number": int, "JSON": json.loads}
    for row in rows_of(files, "data-dictionary.csv"):
        cells = [each[row["column"]] for each in rows_of(files, row["file"])]
        for cell in filter(None, cells):
            reading.get(row["type"], str)(cell)
            assert not row["allowed"] or cell in row["allowed"].split("; ")


def test_the_same_revision_makes_the_same_file(client: Client, seed: None) -> None:
    first, second = (client.get(f"{EXPORT}?format=zip") for _ in range(2))
    assert isinstance(first, StreamingHttpResponse)
    assert isinstance(second, StreamingHttpResponse)
    one = b"".join(first.streaming_content)
    assert one == b"".join(second.streaming_content)


def test_what_is_not_published_never_leaks(client: Client, seed: None) -> None:
    Issue.objects.filter(code="T-AN-01").update(status="draft")
    Reference.objects.filter(code="REF-06").update(status="in_review")
    ResistanceRecord.objects.filter(code="RES-01").update(status="retired")
    Cause.objects.filter(code="T-EIS-01-C1").update(status="draft")
    lines = ndjson_rows(client.get(EXPORT))
    hidden = {"T-AN-01", "T-AN-01-C1", "T-AN-01-R1", "REF-06", "RES-01", "T-EIS-01-C1"}
    assert hidden.isdisjoint(line.get("id") for line in lines)
    files = unzipped(client)
    rows = rows_of(files, "citations.csv")
    assert hidden.isdisjoint({row["claim"] for row in rows} | {row["reference"] for row in rows})
    assert "T-AN-01-S1" not in {row["claim"] for row in rows}


def test_another_format_or_parameter_is_a_fault(client: Client, seed: None) -> None:
    assert faults(client.get(f"{EXPORT}?format=csv&kind=issue")) == {
        "format": ["ndjson", "zip"],
        "kind": ["format"],
    }


def test_an_accept_header_chooses_the_zip(client: Client, seed: None) -> None:
    response = client.get(EXPORT, headers={"accept": "application/zip"})
    assert response.headers["Content-Type"] == "application/zip"
    assert f"interphase-r{revision.current().number}.zip" in response.headers["Content-Disposition"]


def test_an_archive_holds_no_more_than_a_piece_at_a_time() -> None:
    lines = (f"{number * number * 7919:x}" * 10 + "\n" for number in range(200_000))
    written = 0
    tracemalloc.start()
    for piece in archive([("a.csv", lines)], datetime(2026, 1, 1, tzinfo=UTC)):
        written += len(piece)
        assert len(piece) < 2 * PIECE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * PIECE < written


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["ndjson", "zip"])
def test_what_is_published_while_it_is_sent_is_not_in_it(name: str, client: Client, seed: None) -> None:
    before = revision.current().number
    response = client.get(f"{EXPORT}?format={name}")
    assert isinstance(response, StreamingHttpResponse)
    publisher = threading.Thread(target=_publish_and_withdraw)
    publisher.start()
    publisher.join()
    whole = b"".join(response.streaming_content)
    assert response.headers["Content-Revision"] == str(before)
    if name == "zip":
        files = ZipFile(io.BytesIO(whole))
        found = {row["id"] for row in rows_of(files, "references.csv")}
        stated = json.loads(files.read("about.json"))["revision"]
    else:
        lines = [json.loads(line) for line in whole.decode().splitlines()]
        found, stated = {line.get("id") for line in lines}, lines[-1]["revision"]
    assert "REF-990" not in found
    assert "REF-06" in found
    assert stated == before < revision.current().number
    assert connection.get_autocommit()


def _publish_and_withdraw() -> None:
    try:
        curation.publish(Reference.objects.create(code="REF-990", title="Published meanwhile"))
        curation.retire(Reference.objects.get(code="REF-06"))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_reader_who_leaves_ends_the_transaction(client: Client, seed: None) -> None:
    response = client.get(EXPORT)
    assert connection.in_atomic_block
    response.close()
    assert not connection.in_atomic_block
