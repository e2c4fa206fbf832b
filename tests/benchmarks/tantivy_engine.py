"""tantivy, the search library in Rust, in process: page, count, facet counts and marked passages."""

import json
from pathlib import Path

import tantivy

from tests.benchmarks.documents import FACETS, Document
from tests.benchmarks.queries import PAGE_SIZE, Answer, How, Query

_FOLDER = "tantivy"
_COUNTED = ("kind", "evidence", *FACETS)
# more than any facet has values
_FACET_VALUES = 100
_AGGREGATION = {name: {"terms": {"field": name, "size": _FACET_VALUES}} for name in _COUNTED}
# bytes: one large segment rather than many small ones
_HEAP = 500_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in _COUNTED:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class Builder:
    def __init__(self, folder: Path) -> None:
        place = folder / _FOLDER
        place.mkdir()
        self._index = tantivy.Index(_schema(), path=str(place))
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)

    def add(self, document: Document) -> None:
        terms = dict(zip(FACETS, document.terms, strict=True))
        evidence = {"evidence": document.evidence} if document.evidence else {}
        fields = {
            "code": document.code,
            "title": document.title,
            "text": document.text,
            "kind": document.kind,
        }
        self._writer.add_document(tantivy.Document(**fields, **evidence, **terms))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()


class Tantivy:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / _FOLDER
        self.fresh()

    def fresh(self) -> None:
        """A newly opened index: nothing read yet, the operating system's cache is not empty."""
        self._index = tantivy.Index.open(str(self._folder))
        self._searcher = self._index.searcher()

    def ask(self, query: Query) -> Answer:
        searched = self._query(query)
        offset = PAGE_SIZE * (query.page - 1)
        found = self._searcher.search(searched, PAGE_SIZE, count=False, offset=offset)
        counted = self._searcher.aggregate(searched, _AGGREGATION)
        snippets = tantivy.SnippetGenerator.create(self._searcher, searched, self._index.schema, "text")
        codes = []
        for _, address in found.hits:
            document = self._searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
            codes.append(document["code"][0])
        total = sum(bucket["doc_count"] for bucket in counted["kind"]["buckets"])
        return Answer(total, codes)

    def _query(self, query: Query) -> tantivy.Query:
        schema = self._index.schema
        filters = [tantivy.Query.term_query(schema, facet, term) for facet, term in query.terms]
        wanted = [(tantivy.Occur.Must, each) for each in [self._matched(query), *filters]]
        return tantivy.Query.boolean_query(wanted) if filters else wanted[0][1]

    def _matched(self, query: Query) -> tantivy.Query:
        if not query.words:
            return tantivy.Query.all_query()
        if query.how is How.PART:
            fields = [
                tantivy.Query.regex_query(self._index.schema, name, f"{query.words[0]}.*")
                for name in ("title", "text")
            ]
            return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in fields])
        text = " ".join(query.words)
        return self._index.parse_query(
            json.dumps(text) if query.how is How.PHRASE else text, ["title", "text"]
        )
