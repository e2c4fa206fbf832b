"""The whole projection written anew, in several processes where there is much to write."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from multiprocessing import get_context

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from knowledge.models import CONTENT_MODELS, Record, SearchEntry, SearchStatistics
from knowledge.search import best_entries, statistics, worker_process
from knowledge.search.gathering import gathered
from knowledge.search.indexing import write
from knowledge.search.projection import projected

# raise it with every change of what is written, so that `serve` writes the projection anew
VERSION = 4
# records read, normalised and written in one go: enough that a statement costs little per record
BATCH = 500
# a process of its own takes a second to start, in which one writes 800 records
IN_PARALLEL_FROM = 5000
# the server writes as well, and readers are not to wait
_MOST_PROCESSES = 4

_Map = Callable[..., Iterable[Counter[str]]]


def rebuild(progress: Callable[[int], None] = lambda written: None) -> int:
    """Write the whole projection anew, batch by batch; the number of entries.

    `progress` is told how many records have been written. What words weigh is counted anew as well, so
    whoever rebuilds by itself raises the content revision afterwards (services.revision.bump).
    Readers are not disturbed and each sees an entry as it was or as it will be. A record that is saved
    meanwhile is never overwritten with what it was: a batch first locks its entries, then reads the records.
    A second rebuild changes nothing.
    """
    words: Counter[str] = Counter()
    written = 0
    with _workers() as run:
        for model in CONTENT_MODELS:
            batches = list(_batches(model))
            for keys, found in zip(batches, run(rebuild_batch, repeat(model), batches), strict=False):
                words.update(found)
                written += len(keys)
                progress(written)
            no_longer_public(model).delete()
    with transaction.atomic():
        statistics.count(words, VERSION)
        best_entries.choose()
    return SearchEntry.objects.count()


def rebuild_if_outdated() -> int | None:
    """Rebuild a projection that was never written, or by other rules; None if it is as it should be."""
    written = SearchStatistics.objects.first()
    return None if written and written.version == VERSION else rebuild()


def no_longer_public(model: type[Record]) -> QuerySet[SearchEntry]:
    """The entries of records that the public may not see or that are gone."""
    # a NOT IN of half a million keys would be looked through for each entry
    public = model.objects.published().filter(pk=OuterRef("object_id"))
    return SearchEntry.objects.filter(~Exists(public), kind=model.kind)


@transaction.atomic
def rebuild_batch(model: type[Record], keys: list[int]) -> Counter[str]:
    """Write the rows of these records; how many have each word."""
    entries = SearchEntry.objects.filter(kind=model.kind, object_id__in=keys)
    list(entries.order_by("pk").select_for_update().values_list("pk"))
    rows = [projected(record) for record in gathered(model, keys)]
    write(rows)
    return Counter(word for row in rows for word in row.words)


def _batches(model: type[Record]) -> Iterator[list[int]]:
    keys = list(model.objects.published().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


@contextmanager
def _workers() -> Iterator[_Map]:
    """`map`, in several processes if there is much to do and others can see what is to be written."""
    records = sum(model.objects.published().count() for model in CONTENT_MODELS)
    if records < IN_PARALLEL_FROM or connection.in_atomic_block:
        yield map
        return
    with ProcessPoolExecutor(
        min(os.cpu_count() or 1, _MOST_PROCESSES),
        mp_context=get_context("spawn"),
        initializer=worker_process.begin,
        initargs=(connection.settings_dict,),
    ) as executor:
        yield executor.map
