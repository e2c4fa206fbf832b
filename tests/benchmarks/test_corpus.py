"""The corpus on which the speed of search is measured. The speed itself is never a test."""

import pytest

from knowledge.models import CONTENT_MODELS, Cause, Issue, Record, Reference, Remedy, ResistanceRecord
from knowledge.search import rebuilding
from tests.benchmarks import corpus
from tests.benchmarks.language import Language, invented
from tests.benchmarks.portal import InProcess
from tests.benchmarks.queries import Query

pytestmark = pytest.mark.usefixtures("seed")

GENERATED = 200


def generated(model: type[Record]) -> list[Record]:
    return list(model.objects.filter(source_document__slug="generated-corpus").order_by("code"))


def written(number: int, *, seed: int = corpus.SEED) -> list[tuple[str, str, list[str]]]:
    """The texts of the first records, before they are saved."""
    rows = corpus.author_of(seed).batch_of(range(number)).rows
    return [
        (row.code, row.heading, [text for text in (row.lead, *row.other_wordings) if text])
        for model in (Cause, Remedy, Issue, ResistanceRecord, Reference)
        for row in rows[model]
        if isinstance(row, Record)
    ]


def test_the_same_seed_gives_the_same_texts() -> None:
    assert written(60) == written(60)


def test_another_seed_gives_other_texts() -> None:
    one, other = (set(map(str, written(60, seed=seed))) for seed in (1, 2))
    assert one.isdisjoint(other)


def test_a_larger_corpus_contains_the_smaller_one() -> None:
    smaller, larger = written(30), written(60)
    assert set(map(str, smaller)) < set(map(str, larger))


def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    before = corpus.records()
    corpus.generate(30)
    corpus.generate(60)
    assert corpus.records() == before + 60


def test_every_generated_record_is_valid() -> None:
    corpus.generate(40)
    for model in CONTENT_MODELS:
        records = generated(model)
        assert records
        for record in records:
            record.full_clean()


@pytest.mark.slow
def test_generated_records_are_found_by_their_words() -> None:
    before = corpus.records()
    corpus.generate(GENERATED)
    rebuilding.rebuild()
    assert corpus.records() == before + GENERATED
    for model in corpus.FOUND_BY_DEFAULT:
        record = generated(model)[0]
        word = max(record.heading.split(), key=len).strip("?.,;:()").lower()
        answer = InProcess().ask(Query((word, record.code.lower())))
        assert record.code in answer.codes


def test_a_database_with_other_records_is_refused() -> None:
    corpus.refuse_anything_else()
    Reference.objects.create(code="REF-7777", number=7777, title="A curator's own")
    with pytest.raises(corpus.NotACorpus, match="REF-7777"):
        corpus.refuse_anything_else()


def test_no_two_ranks_are_the_same_word() -> None:
    ranks = [*range(30_000), *range(1_700_000, 2_600_000, 97)]
    assert len({invented(rank) for rank in ranks}) == len(ranks)


def test_words_of_every_frequency_occur() -> None:
    language, rng = Language(), corpus.author_of().rng
    rng.seed(1)
    held = [set(language.text(rng, 150).lower().split()) for _ in range(1000)]
    share = {word: sum(word in words for words in held) / 1000 for word in set().union(*held)}
    assert sum(0.1 <= each <= 0.3 for each in share.values()) > 50
    assert sum(0.003 <= each <= 0.01 for each in share.values()) > 500
    assert sum(each == 0.001 for each in share.values()) > 3000
