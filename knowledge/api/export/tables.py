"""What is exported: a table for each kind of record, the vocabulary, and every citation."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from knowledge.api.renderers import Row
from knowledge.api.serializers.facets import TermSerializer
from knowledge.api.serializers.record import CitationSerializer
from knowledge.api.views.records import VIEWSETS, RecordViewSet
from knowledge.models import Cause, Remedy
from knowledge.search.terms import TermDirectory
from knowledge.services.term_counts import term_counts

# they stand whole in their issue
_CLAIMS_OF_AN_ISSUE = {Cause.kind, Remedy.kind}


class CitationRowSerializer(CitationSerializer):
    """A citation by itself, as the table of all citations has it."""

    claim = serializers.CharField(help_text="Identifier of the claim that cites")


@dataclass(frozen=True)
class Table:
    """`rows` reads them anew each time, a batch at a time."""

    name: str
    kind: str
    serializer: serializers.BaseSerializer[Any]
    rows: Callable[[], Iterator[Row]]

    @property
    def fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields: dict[str, serializers.Field[Any, Any, Any, Any]] = self.serializer.fields  # type: ignore[attr-defined]
        return fields


def record_tables(request: Request, revision: int) -> list[Table]:
    """Seven tables, with the rows of the lists of the API at that revision."""
    return [_record_table(viewset.for_export(request, revision)) for viewset in VIEWSETS]


def further_tables(records: Iterable[Table], directory: TermDirectory) -> list[Table]:
    """What is flattened in the rows of a CSV file: the vocabulary, and citations with locator and quote."""
    term = TermSerializer(context={"counts": {}})
    citing = [table for table in records if table.kind not in _CLAIMS_OF_AN_ISSUE]

    def terms() -> Iterator[Row]:
        counted = TermSerializer(context={"counts": term_counts(directory)})
        for facet in directory.facets:
            for each in directory.of_facet(facet.slug):
                yield counted.to_representation(each)

    def citations() -> Iterator[Row]:
        for table in citing:
            for row in table.rows():
                yield from citations_in(row)

    return [
        Table("facets", "term", term, terms),
        Table("citations", "citation", CitationRowSerializer(), citations),
    ]


def citations_in(value: Any) -> Iterator[Row]:
    """Every citation at its claim; those that a record only gathers from its claims are left out."""
    if isinstance(value, list):
        for each in value:
            yield from citations_in(each)
    if isinstance(value, dict):
        for cited in value.get("references", []):
            if cited["stance"] is not None:
                yield {"claim": value["id"], **cited}
        for name, each in value.items():
            if name != "references":
                yield from citations_in(each)


def _record_table(view: RecordViewSet) -> Table:
    return Table(view.file_name, view.model.kind, view.serializer(), view.every_record)
