"""search, get_record and compare_resistance: the functions behind the API, answered as claims."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from typing import Any

from knowledge.assistants.arguments import as_parameters, comparison_schema, record_schema, search_schema
from knowledge.assistants.claims import PUBLISHED, found_record
from knowledge.assistants.shapes import (
    NOTHING,
    ComparisonAnswer,
    FoundRecord,
    NearSearch,
    Nothing,
    Pair,
    RecordAnswer,
    SearchAnswer,
)
from knowledge.models import Record, Reference, SearchEntry
from knowledge.search.hits import Hit
from knowledge.search.identifiers import canonical, locate, part_named
from knowledge.search.parameters import BadParameters, ParameterFault, ParameterReader, read_search
from knowledge.search.query import search as search_entries
from knowledge.search.terms import TermDirectory
from knowledge.services import reading, revision
from knowledge.services.citing import CitedRecord
from knowledge.services.comparability import compare
from knowledge.services.identifiers_near import identifiers_near, is_retired
from knowledge.services.measured_request import read_measured
from knowledge.services.measured_tables import narrowed

RECORDS_A_PAGE = 10
CLAIMS_A_RECORD = 5
COMPARED_AT_ONCE = 10
_CITE = (
    "Interphase, content revision {}. Cite each claim by its identifier together with its references; "
    "{}/api/v1/docs/ says how."
)

Arguments = Mapping[str, Any]


def search(arguments: Arguments, site: str) -> SearchAnswer:
    """Raises BadParameters, PageOutOfRange and SearchTooBroad."""
    directory, number = TermDirectory.load(), revision.current().number
    parameters, faults = as_parameters(arguments, search_schema(directory))
    with _together(faults):
        asked = read_search(parameters, directory, reject_unknown=False)
    asked = replace(asked, page_size=RECORDS_A_PAGE)
    page = search_entries(asked, directory)
    records = _with_claims(page.hits, site)
    return SearchAnswer(
        revision=number,
        how_to_cite=_CITE.format(number, site),
        says=_says(records),
        count=page.count,
        page=asked.page,
        last_page=page.last_page,
        corrected=page.understood.corrected,
        other_names=page.understood.expanded,
        unknown=page.understood.unknown,
        records=records,
        nearest=[NearSearch(why=each.why, text=each.request.text, count=each.count) for each in page.nearest],
    )


def get_record(arguments: Arguments, site: str) -> RecordAnswer:
    """A record with all its claims, or one of its claims alone. Raises BadParameters."""
    number = revision.current().number
    parameters, faults = as_parameters(arguments, record_schema())
    with _together(faults):
        record, only = _named(ParameterReader(parameters, TermDirectory.load()))
    found = found_record(record, site, only=only)
    notes = reading.notes_by_code([each.code for each in reading.claims_of(record)])
    document = record.source_document
    reference = record if isinstance(record, Reference) else None
    return RecordAnswer(
        revision=number,
        # a claim without support has no title here, and so no citation with it
        how_to_cite=_CITE.format(number, site)
        if found.title == record.code
        else CitedRecord(record, number, site).plain(),
        says=None if reference else _says([found]),
        record=found,
        curator_notes=list(dict.fromkeys(note.text for each in notes.values() for note in each)),
        license_note=document.disclaimer or None if document else None,
        supports=[each.code for each in reading.supported_by(reference)] if reference else [],
        contradicts=[each.code for each in reading.contradicted_by(reference)] if reference else [],
    )


def compare_resistance(arguments: Arguments, site: str) -> ComparisonAnswer:
    """Every pair of the records named, or of the first that the filters leave. Raises BadParameters."""
    number = revision.current().number
    codes = _compared(arguments)
    shown, left_out = codes[:COMPARED_AT_ONCE], codes[COMPARED_AT_ONCE:]
    by_code = {
        record.code: record for record in reading.published_resistance_records().filter(code__in=shown)
    }
    records = [by_code[code] for code in shown if code in by_code]
    pairs = [
        Pair(a=first.code, b=second.code, reasons=compare(first, second).reasons)
        for first, second in combinations(records, 2)
    ]
    found = [found_record(record, site) for record in records]
    return ComparisonAnswer(
        revision=number,
        how_to_cite=_CITE.format(number, site),
        says=_says(found),
        records=found,
        comparable=[pair for pair in pairs if not pair.reasons],
        not_comparable=[pair for pair in pairs if pair.reasons],
        left_out=left_out,
    )


def _says(records: Iterable[FoundRecord]) -> Nothing | None:
    return None if any(record.claims for record in records) else NOTHING


def _with_claims(hits: Iterable[Hit], site: str) -> list[FoundRecord]:
    """The claims that matched; of a record found by its name the first ones."""
    hits = list(hits)
    records: dict[str, Record] = {}
    for kind in {hit.entry.kind for hit in hits}:
        codes = [hit.entry.code for hit in hits if hit.entry.kind == kind]
        records.update({record.code: record for record in PUBLISHED[kind]().filter(code__in=codes)})
    return [
        found_record(
            records[hit.entry.code],
            site,
            only=[passage.code for passage in hit.passages],
            at_most=CLAIMS_A_RECORD,
        )
        for hit in hits
        if hit.entry.code in records
    ]


@contextmanager
def _together(faults: list[ParameterFault]) -> Iterator[None]:
    """These faults, and those of what is read within, are raised at once."""
    try:
        yield
    except BadParameters as bad:
        raise BadParameters(faults + bad.faults) from bad
    if faults:
        raise BadParameters(faults)


def _named(reader: ParameterReader) -> tuple[Record, list[str] | None]:
    """The public record that `id` names, or in which it stands, and the claims that are meant; None for all.

    Raises BadParameters with the identifiers nearest to it.
    """
    typed = reader.text("id")
    reader.check()
    code = canonical(typed)
    part = part_named(code)
    whole = next(iter(part[1].values())) if part else code
    kind = SearchEntry.objects.filter(code=whole).values_list("kind", flat=True).first()
    record = PUBLISHED[kind]().filter(code=whole).first() if kind else None
    if record is None or (part and locate(code) is None):
        _fault_of_identifier(reader, typed)
        raise BadParameters(reader.faults)
    if not part:
        return record, None
    # of a stage its steps
    codes = [claim.code for claim in reading.claims_of(record)]
    return record, [each for each in codes if each == code or each.startswith(f"{code}.")]


def _fault_of_identifier(reader: ParameterReader, typed: str) -> None:
    if not typed:
        reader.fault("id", "", "id is missing; it is an identifier like T-AN-01.")
        return
    near = [entry.code for entry in identifiers_near(typed)]
    gone = is_retired(typed)
    reader.fault("id", typed, f"{typed} was retired." if gone else f"Nothing public is named {typed}.", near)


def _compared(arguments: Arguments) -> list[str]:
    """The identifiers to compare: at least two. Raises BadParameters."""
    directory = TermDirectory.load()
    parameters, faults = as_parameters(arguments, comparison_schema(directory))
    reader = ParameterReader(parameters, directory)
    with _together(faults):
        if typed := parameters.getlist("ids"):
            reader.reject_unknown(["ids"])
            codes = list(dict.fromkeys(canonical(each) for each in typed))
            _check_codes(reader, codes)
        else:
            asked = read_measured(parameters, directory)
            codes = list(narrowed(asked).order_by("code").values_list("code", flat=True))
            if len(codes) < 2:
                reader.fault("ids", "", f"The filters leave {len(codes)} records; a comparison takes two.")
        reader.check()
    return codes


def _check_codes(reader: ParameterReader, codes: list[str]) -> None:
    public = set(
        reading.published_resistance_records()
        .filter(code__in=[code for code in codes if "\0" not in code])
        .values_list("code", flat=True)
    )
    for code in codes:
        if code not in public:
            near = [entry.code for entry in identifiers_near(code)]
            reader.fault("ids", code, f"There is no public resistance record {code!r}.", near)
    if len(codes) < 2:
        reader.fault("ids", ", ".join(codes), "A comparison takes two different identifiers.")
