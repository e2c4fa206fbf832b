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
