"""The database writes the history: no path escapes it, and it is read in words."""

from typing import Any

import pytest
from django.db import connection, transaction

from knowledge.models import Cause, Citation, DraftVersion, Facet, FAQPoint, Issue, RowChange, Term
from knowledge.services import acting, curation, history
from knowledge.services.differences import Difference
from knowledge.services.fixture_kinds import WRITE_ORDER
from tests import world

pytestmark = pytest.mark.usefixtures("empty_database")


@pytest.fixture
def issue() -> Issue:
    """A draft, whose history is forgotten: what follows is what the test does."""
    made = world.an_issue()
    Cause.objects.create(code="T-ZZ-90-C1", issue=made, text="It is porous.")
    RowChange.objects.all().delete()
    return made


def changes(issue: Issue) -> list[Difference]:
    return [change for entry in history.of(issue) for change in entry.changes]


def tables_watched() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'row_change'")
        return {table for (table,) in cursor.fetchall()}


def test_every_table_of_what_is_known_is_watched() -> None:
    known = {kind.model for kind in WRITE_ORDER} | {Citation, DraftVersion}
    between: set[Any] = {
        getattr(model, field.name).through for model in known for field in model._meta.local_many_to_many
    }
    assert {model._meta.db_table for model in known | between} <= tables_watched()


def test_an_update_past_the_models_is_told_and_names_nobody(issue: Issue) -> None:
    Issue.objects.update(title="Whiskers")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE knowledge_cause SET text = 'It is wet.'")
    (entry,) = history.of(issue)
    assert entry.who == ""
    assert entry.changes == [
        Difference("T-ZZ-90", "title", f"An issue of {world.RARE_WORD}", "Whiskers"),
        Difference("T-ZZ-90-C1", "text", "It is porous.", "It is wet."),
    ]


def test_who_acts_and_why_is_told(issue: Issue) -> None:
    with transaction.atomic():
        acting.act("kim", "in the admin")
        Issue.objects.update(title="Whiskers")
    entry = history.of(issue)[0]
    assert (entry.who, entry.why) == ("kim", "in the admin")
    assert history.last_editor(issue) == "kim"


def test_a_status_alone_makes_nobody_an_editor(issue: Issue) -> None:
    acting.act("kim", "in the admin")
    Issue.objects.update(title="Whiskers")
    acting.act("lee", "published")
    curation.publish(issue)
    assert history.last_editor(issue) == "kim"


def test_a_time_stamp_alone_is_no_change(issue: Issue) -> None:
    curation.saved(issue)
    assert history.of(issue) == []


def test_citations_and_terms_are_told_at_their_claim(issue: Issue) -> None:
    cause, reference = issue.causes.get(), world.cited_reference()
    world.cite(cause, reference)
    facet = Facet.objects.create(slug="technique", label="Technique")
    cause.terms.add(Term.objects.create(facet=facet, slug="eis", label="impedance"))
    assert changes(issue) == [
        Difference("T-ZZ-90-C1", "cites REF-901", "", "Table 2; supports"),
        Difference("T-ZZ-90-C1", "terms: technique/eis", "", "yes"),
    ]
    cause.citations.get().delete()
    assert not [change for change in changes(issue) if change.field.startswith("cites")]


def test_what_is_gone_is_still_told() -> None:
    faq = world.a_faq()
    RowChange.objects.all().delete()
    FAQPoint.objects.all().delete()
    assert [entry.changes for entry in history.of(faq)] == [
        [
            Difference("answer point 1", "role", "Sentence", ""),
            Difference("answer point 1", "text", "A mineral.", ""),
        ]
    ]


def test_another_record_is_not_mixed_in(issue: Issue) -> None:
    other = world.an_issue("T-ZZ-91")
    Cause.objects.create(code="T-ZZ-91-C1", issue=other, text="It is wet.")
    assert history.of(issue) == []
