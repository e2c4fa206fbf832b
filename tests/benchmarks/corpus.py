"""A corpus of any size, always the same, through the real models: `python -m tests.benchmarks.corpus 100000`.

The size counts what a search finds by default (issues, questions, data rows, protocols, references), the
loaded knowledge included. A record's text depends on its number only, so a larger corpus contains the smaller
one, and an interrupted run goes on where it stopped.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model

from knowledge.models import (
    CONTENT_MODELS,
    FAQ,
    Citation,
    Issue,
    Protocol,
    Record,
    Reference,
    ResistanceRecord,
    SourceDocument,
    Term,
)
from knowledge.search import rebuilding
from knowledge.services import fixture_files, importing, revision
from knowledge.services.fixture_kinds import SECTIONS
from tests.benchmarks.records import Author, Batch

SEED = 20261122
# records of one transaction: enough that a statement costs little per row, and memory stays flat
BATCH = 2000
FOUND_BY_DEFAULT: tuple[type[Record], ...] = (Issue, FAQ, ResistanceRecord, Protocol, Reference)
_DOCUMENT = "generated-corpus"


class NotACorpus(Exception):
    """The database holds what this command must not touch, or more than was asked for."""


def generate(number: int, *, seed: int = SEED, say: Callable[[str], None] = lambda line: None) -> None:
    """Write the records from 0 up to `number` that are not there yet; the projection is left to a rebuild."""
    author = author_of(seed)
    standing = _generated()
    started = time.perf_counter()
    for first in range(standing, number, BATCH):
        last = min(first + BATCH, number)
        _write(author.batch_of(range(first, last)))
        rate = (last - standing) / (time.perf_counter() - started)
        say(f"{last:,} of {number:,} records generated, {rate:,.0f} a second")
    revision.bump()


def author_of(seed: int = SEED) -> Author:
    """Who writes the records; needs the terms of the loaded knowledge."""
    return Author(_document(), _vocabulary(), seed)


def records() -> int:
    """How many records a search finds by default."""
    return sum(model.objects.published().count() for model in FOUND_BY_DEFAULT)


def refuse_anything_else() -> None:
    """Raises NotACorpus if a record is neither of the portal's own fixtures nor of an earlier corpus."""
    known = {
        str(entry.data["code"])
        for entry in fixture_files.entries(importing.default_folder(), list(SECTIONS), [])
        if "code" in entry.data
    }
    for model in CONTENT_MODELS:
        others = model.objects.exclude(source_document__slug=_DOCUMENT).values_list("code", flat=True)
        for code in others.iterator():
            if code not in known and code.rsplit("-", 1)[0] not in known:
                raise NotACorpus(
                    f"{code} is neither of the fixtures nor generated: use a database of its own."
                )


def _generated() -> int:
    return sum(model.objects.filter(source_document__slug=_DOCUMENT).count() for model in FOUND_BY_DEFAULT)


def _document() -> SourceDocument:
    document, _ = SourceDocument.objects.get_or_create(
        slug=_DOCUMENT,
        defaults={
            "title": "Generated corpus",
            "author": "tests/benchmarks",
            "publisher": "",
            "date_as_given": "",
            "how_to_cite": "Not to be cited: generated to measure the speed of search.",
            "disclaimer_label": "Not knowledge",
            "disclaimer": "Its records are generated and say nothing about batteries.",
        },
    )
    return document


def _vocabulary() -> dict[str, list[Term]]:
    terms = Term.objects.order_by("facet__position", "facet__slug", "position", "slug").select_related(
        "facet"
    )
    found: dict[str, list[Term]] = {}
    for term in terms:
        found.setdefault(term.facet.slug, []).append(term)
    return found


@transaction.atomic
def _write(batch: Batch) -> None:
    for model, rows in batch.rows.items():
        model._default_manager.bulk_create(rows, batch_size=1000)
    _file(batch)
    _cite(batch)


def _file(batch: Batch) -> None:
    rows: dict[type[Model], list[Model]] = {}
    for record, terms in batch.terms:
        through = type(record).terms.through
        key = f"{record._meta.model_name}_id"
        rows.setdefault(through, []).extend(through(**{key: record.pk, "term_id": term.pk}) for term in terms)
    for model, filed in rows.items():
        model._default_manager.bulk_create(filed, batch_size=5000)


def _cite(batch: Batch) -> None:
    """Each claim cites references of its own batch, which are spread by the claim's place in it."""
    references = batch.rows.get(Reference) or list(Reference.objects.order_by("pk")[:100])
    rows = [
        Citation(
            content_type=ContentType.objects.get_for_model(claim),
            object_id=claim.pk,
            reference_id=references[(place * 7 + each) % len(references)].pk,
            position=each + 1,
            locator="abstract",
        )
        for place, (claim, number) in enumerate(batch.citing)
        for each in range(number)
    ]
    Citation.objects.bulk_create(rows, batch_size=2000)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    _say(f"{what}: {time.perf_counter() - started:,.1f} s")


def _say(line: str) -> None:
    print(line, flush=True)


def prepare(size: int) -> None:
    """Knowledge, corpus and projection for so many records; raises NotACorpus."""
    importing.load_if_empty()
    refuse_anything_else()
    missing = size - records()
    if missing < 0:
        raise NotACorpus(f"The database holds {records():,} records already: use another for {size:,}.")
    standing = sum(
        model.objects.filter(source_document__slug=_DOCUMENT).count() for model in FOUND_BY_DEFAULT
    )
    with _timed("generation"):
        generate(standing + missing, say=_say)
    with _timed("rebuild of the projection"):
        entries = rebuilding.rebuild()
    # what autovacuum would have done by the time that anybody searches
    with _timed("vacuum and analyse"), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    _say(f"{records():,} records, {entries:,} entries in the projection")


def main() -> None:
    parser = argparse.ArgumentParser(description="Load a generated corpus into the configured database.")
    parser.add_argument("records", type=int, help="how many, the loaded knowledge included")
    try:
        prepare(parser.parse_args().records)
    except NotACorpus as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
