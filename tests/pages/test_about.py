from knowledge.models import Reference, SourceDocument
from tests.pages.conftest import Read


def test_each_source_document_stands_with_disclaimer_citation_and_gaps(read: Read) -> None:
    page = read("/about/")
    documents = SourceDocument.objects.all()
    assert len(documents) == 2
    for document in documents:
        section = page.by_id(document.slug).text
        for said in (document.disclaimer, document.how_to_cite, document.disclaimer_label, *document.missing):
            assert " ".join(said.split()) in section


def test_every_degree_of_identification_is_explained(read: Read) -> None:
    explained = [term.text for term in read("/about/").all("dt")]
    assert set(Reference.Identification.labels) <= set(explained)


def test_the_footer_says_research_use_only(read: Read) -> None:
    assert "For research use only." in read("/about/").all("footer")[0].text


def test_the_keys_are_listed_with_a_switch_for_single_keys(read: Read) -> None:
    page = read("/about/shortcuts/")
    keys = [key.text for key in page.all("kbd")]
    assert {"/", "?", "Esc", "Enter", "Tab", "↓", "↑"} <= set(keys)
    switch = page.by_id("single-keys")
    assert switch.get("type") == "checkbox"
    assert "disabled" in switch.attributes  # until the script that makes it work is there


def test_the_accessibility_statement_names_goal_limits_and_how_to_report(read: Read) -> None:
    page = read("/accessibility/")
    assert "WCAG 2.2, level AA" in page.text
    assert "No person has yet tested it with a screen reader" in page.by_id("limits").text
    assert "/suggest/?kind=other" in page.links
