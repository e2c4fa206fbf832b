"""Records as JSON-LD in the vocabulary of schema.org. `site` is always the portal's address, http://host."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from knowledge.models import (
    FAQ,
    Cause,
    FAQPoint,
    Issue,
    Protocol,
    Record,
    Reference,
    Remedy,
    ResistanceRecord,
    Stage,
)
from knowledge.services import reading
from knowledge.services.bibliography import csl
from knowledge.services.bibliography.names import OTHERS, Name
from knowledge.services.measured_values import MeasuredValue, measured_values

Node = dict[str, Any]

CONTEXT = "https://schema.org"
_TYPES = {
    "article-journal": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "thesis": "Thesis",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "webpage": "WebPage",
    "entry-encyclopedia": "WebPage",
}


def linked_data(record: Record, site: str) -> Node:
    """A published record, read whole, as a document of its own."""
    node = _common(record, site) | _OF_KIND[record.kind](record, site)
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def of_the_portal(site: str) -> Node:
    """The home page: a site that can be searched."""
    return {
        "@context": CONTEXT,
        **_portal(site),
        "description": "Cited knowledge on interfacial instability in sodium solid-state batteries.",
        "inLanguage": "en-GB",
        "usageInfo": f"{site}{reverse('about')}",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{site}{reverse('search')}?q={{text}}"},
            "query-input": "required name=text",
        },
    }


def of_all_measurements(site: str) -> Node:
    """The page of measured data: one data set with its downloads."""
    address = f"{site}{reverse('data')}"
    api = f"{site}{reverse('api:resistance-list')}"
    formats = (("text/csv", "csv"), ("application/x-ndjson", "ndjson"))
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": "Interfacial resistance and critical current density in sodium solid-state cells",
        "description": "Measured values with their conditions, bounds and references, as the sources "
        "state them; what a source does not state is left empty.",
        "isPartOf": _portal(site),
        "usageInfo": f"{site}{reverse('about')}",
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{api}?format={name}"}
            for media, name in formats
        ],
    }


def _common(record: Record, site: str) -> Node:
    """What every kind has; the references of a claim are its citations."""
    document = record.source_document
    return {
        "@context": CONTEXT,
        "@id": f"{site}{record.get_absolute_url()}",
        "url": f"{site}{record.get_absolute_url()}",
        "identifier": record.code,
        "name": record.heading,
        "inLanguage": "en-GB",
        "datePublished": record.published_at.isoformat() if record.published_at else None,
        "dateModified": record.updated_at.isoformat(),
        "keywords": [term.label for term in record.terms.all()],
        "isPartOf": _portal(site),
        "isBasedOn": _without_empty({"@type": "CreativeWork", "name": document.title, "url": document.url})
        if document
        else None,
        "usageInfo": f"{site}{reverse('about')}",
        "citation": [_cited(reference, site) for reference in reading.references_of(record)],
    }


def _issue(issue: Issue, site: str) -> Node:
    claims = (*issue.causes.all(), *issue.remedies.all())
    return {
        "@type": "TechArticle",
        "headline": issue.title,
        "abstract": issue.summary,
        "alternativeHeadline": issue.also_described_as,
        "hasPart": [_claim(claim, site) for claim in claims],
    }


def _claim(claim: Cause | Remedy, site: str) -> Node:
    address = f"{site}{claim.get_absolute_url()}"
    return {"@type": "Claim", "@id": address, "identifier": claim.code, "text": claim.text}


def _claim_itself(claim: Cause | Remedy, site: str) -> Node:
    return {
        "@type": "Claim",
        "text": claim.text,
        "isPartOf": {"@id": f"{site}{claim.issue.get_absolute_url()}"},
    }


def _faq(faq: FAQ, site: str) -> Node:
    said = [_as_line(point) for point in faq.points.all()]
    answer = {"@type": "Answer", "text": "\n".join(said), "url": f"{site}{faq.get_absolute_url()}"}
    question = {"@type": "Question", "name": faq.question, "acceptedAnswer": answer, "answerCount": 1}
    return {"@type": "FAQPage", "mainEntity": [question]}


def _as_line(point: FAQPoint) -> str:
    return f"- {point.text}" if point.role == FAQPoint.Role.LIST_ITEM else point.text


def _protocol(protocol: Protocol, site: str) -> Node:
    stages = [_stage(stage, site) for stage in protocol.stages.all()]
    return {"@type": "HowTo", "description": protocol.purpose, "step": stages}


def _stage(stage: Stage, site: str) -> Node:
    steps = [
        {
            "@type": "HowToStep",
            "position": step.number,
            "url": f"{site}{step.get_absolute_url()}",
            "text": step.whole_text,
        }
        for step in stage.steps.all()
    ]
    return {"@type": "HowToSection", "position": stage.number, "name": stage.title, "itemListElement": steps}


def _measurement(record: ResistanceRecord, site: str) -> Node:
    api = f"{site}{reverse('api:resistance-detail', args=[record.code])}"
    return {
        "@type": "Dataset",
        "description": f"{record.get_quantity_display()} of {record.system_configuration} "
        f"with {record.electrolyte}: {record.modification}.",
        "measurementTechnique": record.method,
        "variableMeasured": [_property(value) for value in measured_values(record)],
        "distribution": [{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": api}],
    }


def _property(measured: MeasuredValue) -> Node:
    """A bound is the least or the largest value that it may be, never the value."""
    value = {"below": "maxValue", "above": "minValue"}.get(measured.relation, "value")
    node = {"@type": "PropertyValue", "name": measured.name, value: measured.value, "unitText": measured.unit}
    return _without_empty(node)


def _reference(reference: Reference, site: str) -> Node:
    """What was seen of it; a source that nobody has identified is a work without a name."""
    item = csl.item(reference, site)
    return {
        "@type": _TYPES.get(item["type"], "CreativeWork"),
        "name": item.get("title", reference.code),
        "headline": item.get("title"),
        "author": [_author(name) for name in item.get("author", []) if name != OTHERS],
        "datePublished": str(reference.year) if reference.year else None,
        "isPartOf": _without_empty({"@type": "CreativeWork", "name": item.get("container-title")})
        if "container-title" in item
        else None,
        "pagination": item.get("page"),
        "sameAs": list(filter(None, (reference.doi_url, reference.url))),
        "description": item.get("note"),
        "identifier": [reference.code, *([f"doi:{reference.doi}"] if reference.doi else [])],
        # what is said of the record, not of the work
        "dateModified": None,
        "inLanguage": None,
        "isBasedOn": None,
        "usageInfo": None,
        "citation": None,
    }


def _author(name: Name) -> Node:
    particle, family = name.get("non-dropping-particle", ""), name.get("family", "")
    given, suffix = name.get("given", ""), name.get("suffix", "")
    whole = " ".join(filter(None, (given, particle, family, suffix)))
    family_name = " ".join(filter(None, (particle, family)))
    return _without_empty(
        {
            "@type": "Person",
            "name": whole,
            "givenName": given,
            "familyName": family_name,
            "honorificSuffix": suffix,
        }
    )


def _cited(reference: Reference, site: str) -> Node:
    """By its address here, and by its DOI."""
    node = {
        "@type": _TYPES.get(reference.csl_type, "CreativeWork"),
        "@id": f"{site}{reference.get_absolute_url()}",
        "name": reference.title or reference.code,
        "sameAs": reference.doi_url,
    }
    return _without_empty(node)


def _portal(site: str) -> Node:
    return {"@type": "WebSite", "@id": f"{site}/", "url": f"{site}/", "name": "Interphase"}


def _without_empty(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None)}


_OF_KIND: dict[str, Callable[[Any, str], Node]] = {
    Issue.kind: _issue,
    Cause.kind: _claim_itself,
    Remedy.kind: _claim_itself,
    FAQ.kind: _faq,
    Protocol.kind: _protocol,
    ResistanceRecord.kind: _measurement,
    Reference.kind: _reference,
}
