"""Every edit is in the search once it is published, and raises the revision, in the same transaction."""

from typing import Any

import pytest
from django.test import Client

from knowledge.models import CuratorNote, Facet, SearchEntry, SourceDocument, Step, Term
from knowledge.services import curation, revision
from tests.admin.forms import address, messages_on, reviewed, row, rows, submit
from tests.world import a_faq, a_protocol, an_issue, another_transaction

pytestmark = pytest.mark.usefixtures("empty_database")


def words(code: str) -> str:
    """What the record is found by."""
    entry = SearchEntry.objects.get(code=code)
    texts = "\n".join(text for _, text in entry.passages)
    return f"{entry.title}\n{entry.lead}\n{texts}"


def test_a_point_edited_on_the_page_of_its_question(curator: Client) -> None:
    faq = a_faq()
    curation.publish(faq)
    submit(curator, address(faq), **row("points", 0, text="A fine mineral."))
    assert "A fine mineral." not in words("FAQ-90")
    reviewed(faq)
    assert "A fine mineral." in words("FAQ-90")


def test_a_point_edited_on_its_own_page(curator: Client) -> None:
    faq = a_faq()
    curation.publish(faq)
    submit(curator, address(faq.points.get()), text="A rare mineral.")
    reviewed(faq)
    assert "A rare mineral." in words("FAQ-90")


def test_a_parameter_edited_on_the_page_of_its_step(curator: Client) -> None:
    protocol = a_protocol()
    curation.publish(protocol)
    typed = rows("parameters", {"name": "pressure", "value_low": "300", "unit": "MPa", "qualifier": "exact"})
    submit(curator, address(Step.objects.get()), **typed)
    reviewed(protocol)
    assert "pressure 300 MPa" in words("PROT-90")


def test_a_stage_added_to_a_public_protocol(curator: Client) -> None:
    protocol = a_protocol()
    curation.publish(protocol)
    submit(curator, address(protocol), **{"stages-TOTAL_FORMS": 2}, **row("stages", 1, title="Sinter"))
    reviewed(protocol)
    assert "Sinter" in words("PROT-90")
    assert [stage.number for stage in protocol.stages.all()] == [1, 2]


def test_a_new_claim_of_a_public_issue_waits(curator: Client) -> None:
    issue = an_issue()
    curation.publish(issue)
    submit(curator, address(issue), **rows("causes", {"text": "It is porous."}))
    assert set(SearchEntry.objects.values_list("code", flat=True)) == {"T-ZZ-90"}


def test_terms_chosen_in_the_form(curator: Client, anode: Term) -> None:
    issue = an_issue()
    curation.publish(issue)
    submit(curator, address(issue), terms=[anode.pk])
    reviewed(issue)
    assert SearchEntry.objects.get().terms == [anode.pk]


def test_a_failed_save_leaves_everything_as_it_was(curator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The projection is written in the transaction of the form."""
    issue = an_issue()

    def fail(record: Any) -> None:
        raise RuntimeError(record)

    monkeypatch.setattr(curation, "saved", fail)
    with pytest.raises(RuntimeError):
        submit(curator, address(issue), title="Whiskers")
    issue.refresh_from_db()
    assert issue.title != "Whiskers"


def test_a_draft_raises_no_revision_and_its_publication_does(curator: Client) -> None:
    issue = an_issue()
    before = revision.current().number
    submit(curator, address(issue), title="Whiskers")
    assert revision.current().number == before
    curation.publish(issue)
    before = revision.current().number
    submit(curator, address(issue), title="Whiskers of sodium")
    assert revision.current().number == before
    another_transaction()
    reviewed(issue)
    assert revision.current().number == before + 1


def test_a_term_that_gets_a_parent_takes_its_records_along(curator: Client, anode: Term) -> None:
    family = Term.objects.create(
        facet=Facet.objects.create(slug="family", label="F"), slug="side", label="Side"
    )
    issue = an_issue()
    issue.terms.add(anode)
    curation.publish(issue)
    submit(curator, address(anode), parent=family.pk, synonyms="Na side\nnegative electrode")
    assert set(SearchEntry.objects.get().terms) == {anode.pk, family.pk}
    anode.refresh_from_db()
    assert anode.synonyms == ["Na side", "negative electrode"]


def test_a_term_in_use_is_not_deleted_and_one_without_records_is(curator: Client, anode: Term) -> None:
    issue = an_issue()
    issue.terms.add(anode)
    response = curator.post(address(anode, "delete"), {"post": "yes"}, follow=True)
    assert messages_on(response)[0].startswith("Records are filed under Anode")
    issue.terms.clear()
    curator.post(address(anode, "delete"), {"post": "yes"})
    assert not Term.objects.filter(pk=anode.pk).exists()


def test_the_slug_of_a_term_is_permanent(curator: Client, anode: Term) -> None:
    submit(curator, address(anode), slug="cathode", label="Anode side")
    anode.refresh_from_db()
    assert (anode.slug, anode.label) == ("anode", "Anode side")


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_a_note_raises_the_revision(curator: Client, page: str) -> None:
    note = CuratorNote.objects.create(number=1, text="Odd.")
    before = revision.current().number
    if page == "add":
        submit(curator, address(CuratorNote, "add"), number=2, text="Odder.")
    elif page == "change":
        submit(curator, address(note), text="Odder.")
    else:
        curator.post(address(note, "delete"), {"post": "yes"})
    assert revision.current().number == before + 1


def test_a_note_beside_an_unknown_identifier_is_kept_with_a_warning(curator: Client) -> None:
    source = SourceDocument.objects.create(slug="guide", title="A guide", url="https://example.org/guide")
    missing = {"author": "A", "publisher": "P", "date_as_given": "2025", "how_to_cite": "So."}
    missing |= {"disclaimer_label": "Note", "disclaimer": "None."}
    response = submit(
        curator, address(source), **missing, **rows("curator_notes", {"text": "Odd.", "concerns": "FAQ-99"})
    )
    assert "Note 1 is not shown beside FAQ-99 yet: no such public record." in messages_on(response)
    assert CuratorNote.objects.get().concerns == ["FAQ-99"]
