"""The other engines, built from the projection in one pass; kept in a folder for the next run if asked to."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from django.db.models import Max

from tests.benchmarks import sqlite_engine, tantivy_engine
from tests.benchmarks.documents import documents, entries
from tests.benchmarks.queries import Answer, Query

_STAMP = "built-from"


class Engine(Protocol):
    def ask(self, query: Query) -> Answer:
        """The whole page: twenty results, the number of all, the counts of every facet."""

    def fresh(self) -> None:
        """Forget what the last query left in memory, as far as an engine can."""


def others(folder: Path) -> dict[str, Engine]:
    """The engines in a folder by name, as the report has them."""
    return {
        "SQLite as Datasette": sqlite_engine.Datasette(folder),
        "SQLite, our job": sqlite_engine.SameJob(folder),
        "tantivy": tantivy_engine.Tantivy(folder),
    }


@contextmanager
def built(folder: Path | None, say: Callable[[str], None]) -> Iterator[Path]:
    """A folder with the engines of the present projection: a temporary one unless it is named."""
    if folder is None:
        with TemporaryDirectory(prefix="interphase-benchmark-") as temporary:
            _build(Path(temporary), say)
            yield Path(temporary)
        return
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / _STAMP
    if not stamp.exists():
        _build(folder, say)
    if stamp.read_text() != _state():
        raise SystemExit(f"{folder} was built from another projection: delete it or name another.")
    yield folder


def _build(folder: Path, say: Callable[[str], None]) -> None:
    started = time.perf_counter()
    builders = (sqlite_engine.Builder(folder), tantivy_engine.Builder(folder))
    words: Counter[str] = Counter()
    for document in documents():
        for builder in builders:
            builder.add(document)
        words.update({*document.title.split(), *document.text.split()})
    say(f"texts read, {len(words):,} distinct words: {time.perf_counter() - started:.0f} s")
    builders[0].finish(words.items())
    builders[1].finish()
    (folder / _STAMP).write_text(_state())
    say(f"SQLite and tantivy built: {time.perf_counter() - started:.0f} s")


def _state() -> str:
    """Enough to notice another corpus; after a change of the normaliser delete the folder by hand."""
    return f"{entries().count()} entries up to {entries().aggregate(last=Max('pk'))['last']}"
