"""How to cite a record: the same text in four formats, to copy."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge.models import FAQ, Issue, Protocol, Record, ResistanceRecord
from knowledge.pages.record_page import show
from knowledge.services import revision
from knowledge.services.citing import CitedRecord

# the first part of the address of a record, for kinds that have a page of their own
SECTIONS: dict[str, type[Record]] = {
    "issues": Issue,
    "faqs": FAQ,
    "data": ResistanceRecord,
    "protocols": Protocol,
}


@never_cache
@require_safe
def cite(request: HttpRequest, section: str, code: str) -> HttpResponse:
    """Names the day, so tomorrow it is another page."""
    site = request.build_absolute_uri("/").rstrip("/")
    read_on = timezone.localdate()

    def formats(record: Record) -> dict[str, object]:
        cited = CitedRecord(record, revision.current().number, site)
        named = (
            ("plain", "Plain text", cited.plain(read_on)),
            ("bibtex", "BibTeX", cited.bibtex(read_on)),
            ("ris", "RIS", cited.ris(read_on)),
            ("markdown", "Markdown", cited.markdown(read_on)),
        )
        return {"formats": named, "cited": cited, "read_on": read_on}

    published = SECTIONS[section].objects.published().select_related("source_document")
    return show(
        request, code, among=published, template="knowledge/cite.html", beside=formats, versioned=False
    )
