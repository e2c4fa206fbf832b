"""A table of many resistance records, sound or with known mistakes."""

import csv
import io

COLUMNS = (
    *("code", "system_configuration", "electrolyte", "modification", "quantity", "initial_ohm_cm2"),
    *("final_ohm_cm2", "final_relation", "temperature_c", "terms", "cites"),
)
Row = dict[str, str]


def sound(count: int) -> list[Row]:
    return [
        {
            "code": f"RES-{50_000 + at}",
            "system_configuration": "Na / NZSP / Na",
            "electrolyte": "NZSP",
            "modification": f"Layer no. {at}",
            "quantity": "asr",
            "initial_ohm_cm2": str(300 + at % 700),
            "final_ohm_cm2": f"{10 + at % 90}.5",
            "final_relation": "approximate",
            "temperature_c": "25",
            "terms": "interface/anode | technique/eis",
            "cites": "REF-06 (Table 2) | REF-07",
        }
        for at in range(count)
    ]


# each changes one cell of a sound row, and is one mistake in that column
MISTAKES: tuple[tuple[str, str], ...] = (
    ("code", ""),
    ("code", "R-1"),
    ("system_configuration", ""),
    ("electrolyte", "x" * 161),
    ("quantity", "ohm"),
    ("initial_ohm_cm2", "0,05"),
    ("initial_ohm_cm2", "NaN"),
    ("initial_ohm_cm2", "1e400"),
    ("initial_ohm_cm2", "about 5"),
    ("initial_ohm_cm2", "5 bananas"),
    ("final_ohm_cm2", "-1"),
    ("final_relation", "nearly"),
    ("temperature_c", "-300"),
    ("code", "RES-50000"),
    ("terms", "anode"),
    ("terms", "interface/cathod"),
    ("terms", "surface/anode"),
    ("cites", "REF-99999"),
    ("cites", "REF-06 (Table 2"),
    ("cites", "REF-06 | REF-06"),
    ("initial_ohm_cm2", "#N/A"),
    ("modification", ""),
    ("modification", "x" * 301),
    ("temperature_c", "warm"),
    ("final_ohm_cm2", "12345678901234"),
    ("initial_ohm_cm2", "1.23456"),
    ("quantity", "ASR"),
    ("cites", "REF-06 (" + "x" * 121 + ")"),
    ("terms", "interface/anode | technique/"),
    ("final_ohm_cm2", "--5"),
)


def with_mistakes(rows: list[Row]) -> tuple[list[Row], set[tuple[int, str]]]:
    """The rows with each mistake planted once, and where: the row of the table, and the column."""
    planted = [dict(row) for row in rows]
    places = set()
    for number, (column, cell) in enumerate(MISTAKES):
        at = (number + 1) * (len(rows) // (len(MISTAKES) + 1))
        planted[at][column] = cell
        places.add((at + 2, column))
    return planted, places


def as_csv(rows: list[Row]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()
