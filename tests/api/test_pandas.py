"""pandas reads every CSV without a word of help: numbers are numbers, and what is unknown is missing."""

import io
from zipfile import ZipFile

import pandas as pd
import pytest
from django.test import Client
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

from tests.api.reading import LISTS, csv_rows, ndjson_rows, text_of

pytestmark = pytest.mark.usefixtures("seed")


def frame_of(client: Client, address: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text_of(client.get(address))))


@pytest.fixture
def archive(client: Client) -> ZipFile:
    response = client.get("/api/v1/export/?format=zip")
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [*LISTS, "search", "changes"])
def test_a_list_has_the_same_records_and_columns_as_its_rows(name: str, client: Client) -> None:
    frame = frame_of(client, f"/api/v1/{name}/?format=csv")
    rows = ndjson_rows(client.get(f"/api/v1/{name}/?format=ndjson"))
    assert list(frame["id"]) == [row["id"] for row in rows]
    assert len(frame) > 0 and frame["id"].is_unique


@pytest.mark.parametrize("name", LISTS)
def test_nothing_that_is_known_is_taken_for_missing(name: str, client: Client) -> None:
    # as NA and None would be, which pandas has for nothing at all; n/a is a curator's word for just that
    frame = frame_of(client, f"/api/v1/{name}/?format=csv")
    cells = csv_rows(client.get(f"/api/v1/{name}/?format=csv"))
    for column in frame:
        assert list(frame[column].notna()) == [row[str(column)] not in ("", "n/a") for row in cells], column


def test_what_is_unknown_is_missing_and_what_is_known_a_number(client: Client) -> None:
    frame = frame_of(client, "/api/v1/resistance/?format=csv").set_index("id")
    rows = {row["id"]: row for row in ndjson_rows(client.get("/api/v1/resistance/?format=ndjson"))}
    assert is_numeric_dtype(frame["initial_ohm_cm2"])
    for code, row in rows.items():
        value = frame["initial_ohm_cm2"][code]
        assert pd.isna(value) if row["initial_ohm_cm2"] is None else value == row["initial_ohm_cm2"]


def test_the_factors_of_all_gold_interlayers_in_two_lines(client: Client) -> None:
    gold = frame_of(client, "/api/v1/resistance/?material=gold&format=csv").set_index("id")
    assert gold["factor"]["RES-01"] == pytest.approx(
        gold["initial_ohm_cm2"]["RES-01"] / gold["final_ohm_cm2"]["RES-01"], rel=0.001
    )


def test_every_file_of_the_export_has_the_types_that_its_dictionary_names(archive: ZipFile) -> None:
    dictionary = pd.read_csv(archive.open("data-dictionary.csv"))
    for name, columns in dictionary.groupby("file"):
        frame = pd.read_csv(archive.open(str(name)))
        assert list(frame.columns) == list(columns["column"])
        for column, kind in zip(columns["column"], columns["type"], strict=True):
            cells = frame[column].dropna()
            if cells.empty:
                continue
            if kind == "number":
                assert is_numeric_dtype(cells), (name, column)
            if kind == "whole number":
                assert is_integer_dtype(cells.convert_dtypes()), (name, column)
            if kind == "true or false":
                assert is_bool_dtype(cells.convert_dtypes()), (name, column)
