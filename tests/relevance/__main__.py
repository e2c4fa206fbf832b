"""`python -m tests.relevance`: how well the search answers the judged queries of the configured database."""

import argparse
import os
import sys

import django


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from tests.relevance import judgements, judging, record, report  # models need django.setup() first

    chosen = _parser(judgements.classes()).parse_args(arguments)
    if chosen.record and (chosen.held_out or chosen.klass):
        sys.exit("Only the whole tuned half is recorded: --record goes without --held-out and --class.")
    _require_knowledge()
    queries = judgements.load_queries()
    if faults := judgements.faults(queries):
        sys.exit("\n".join(faults))
    asked = [
        query
        for query in judgements.half(queries, held_out=chosen.held_out)
        if chosen.klass in (None, query.klass)
    ]
    outcomes = [judging.judge(query) for query in asked]
    print(f"The {'held-out' if chosen.held_out else 'tuned'} half\n")
    print(report.table(outcomes))
    if below := report.worst(outcomes, chosen.worst):
        print(f"\n{below}")
    if chosen.record:
        record.write(outcomes)


def _parser(classes: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the held-out half instead of the tuned one")
    parser.add_argument("--class", dest="klass", choices=classes, help="one class of queries only")
    parser.add_argument("--worst", type=int, default=15, help="how many of the worst queries to show")
    parser.add_argument("--record", action="store_true", help="make these the figures that must hold")
    return parser


def _require_knowledge() -> None:
    from django.db import ProgrammingError

    from knowledge.models import SearchEntry

    try:
        loaded = SearchEntry.objects.exists()
    except ProgrammingError:
        loaded = False
    if not loaded:
        sys.exit(
            "The database has no knowledge to search. First: manage.py migrate, manage.py load_knowledge."
        )


if __name__ == "__main__":
    main(sys.argv[1:])
