"""The benchmark: `python -m tests.benchmarks.search`, for the configured database as it stands.

With --sizes each size is measured in a database of its own on the configured server (`benchmark_1000`, ...),
which is made and filled where it is missing.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from knowledge.search import rebuilding
from tests.benchmarks import measuring, report, server
from tests.benchmarks.documents import FACETS
from tests.benchmarks.engines import built, others
from tests.benchmarks.figures import Figures
from tests.benchmarks.queries import Chooser, Query
from tests.benchmarks.sqlite_engine import opened


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure search beside SQLite and tantivy.")
    parser.add_argument("--sizes", type=int, nargs="+", help="databases of so many records, made if missing")
    parser.add_argument("--engines", type=Path, help="folder to keep SQLite's and tantivy's files in")
    parser.add_argument("--out", type=Path, help="file for the report, beside the terminal")
    parser.add_argument("--rebuild", action="store_true", help="time a rebuild too, with readers meanwhile")
    parser.add_argument("--figures", type=Path, help=argparse.SUPPRESS)  # between the runs of several sizes
    options = parser.parse_args()
    if options.sizes:
        runs = [_in_own_database(size, options) for size in sorted(options.sizes)]
    else:
        runs = [_measured(options.engines, rebuild=options.rebuild)]
    if options.figures:
        options.figures.write_text(json.dumps([asdict(run) for run in runs]))
        return
    print(report.text(runs))
    if options.out:
        options.out.write_text(report.text(runs))


def _measured(folder: Path | None, *, rebuild: bool) -> Figures:
    with built(folder, _say) as place:
        chooser = Chooser(opened(place), FACETS)
        classes, typed = chooser.classes(), chooser.typed()
        figures = measuring.measure(classes, typed, others(place), _say)
    if rebuild:
        _rebuild(figures, [queries[0] for queries in classes.values() if queries])
    return figures


def _rebuild(figures: Figures, queries: list[Query]) -> None:
    """Rebuild while a reader asks one query of each class in turn."""
    with server.served() as client:
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                for query in queries:
                    measuring.new_revision(client)
                    figures.during_rebuild.add(client.seconds(measuring.API, query.parameters))
            connection.close()

        reader = threading.Thread(target=read)
        reader.start()
        started = time.perf_counter()
        try:
            rebuilding.rebuild()
            figures.rebuild_s = time.perf_counter() - started
        finally:
            done.set()
            reader.join()


def _in_own_database(size: int, options: argparse.Namespace) -> Figures:
    name = f"benchmark_{size}"
    environment = {**os.environ, "DATABASE_URL": _address_of(name)}
    _create(name)
    _run(environment, "manage.py", "migrate", "--verbosity", "0")
    _run(environment, "-m", "tests.benchmarks.corpus", str(size))
    with TemporaryDirectory(prefix="interphase-benchmark-") as temporary:
        figures = Path(temporary) / "figures.json"
        more = ["--engines", str(options.engines / name)] if options.engines else []
        more += ["--rebuild"] if options.rebuild else []
        _run(environment, "-m", "tests.benchmarks.search", "--figures", str(figures), *more)
        (run,) = json.loads(figures.read_text())
    return Figures.of(run)


def _create(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")


def _address_of(name: str) -> str:
    """The configured server with another database."""
    given = os.environ.get("DATABASE_URL")
    if not given:
        sys.exit("Set DATABASE_URL to a server that may hold the databases of the benchmark.")
    return urlsplit(given)._replace(path=f"/{name}").geturl()


def _run(environment: dict[str, str], *arguments: str) -> None:
    """What went wrong stands in the terminal already."""
    done = subprocess.run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment)
    if done.returncode:
        sys.exit(done.returncode)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
