"""Few records, filed under the vocabulary of the seed."""

import pytest

from knowledge.models import CONTENT_MODELS, ResistanceRecord, SearchEntry, Status, Term
from knowledge.services import curation


@pytest.fixture
def no_records(seed: None) -> None:
    """The seed's vocabulary with none of its records public; far quicker than an empty database."""
    for model in CONTENT_MODELS:
        model.objects.update(status=Status.DRAFT)
    SearchEntry.objects.all().delete()


@pytest.fixture
def measurements(no_records: None) -> None:
    """RES-91 anode and XPS, RES-92 cathode and NZSP, RES-93 anode, without an initial value."""
    rows = (
        ("RES-91", 2708, 146, ("anode", "xps")),
        ("RES-92", 300, 150, ("cathode", "nzsp")),
        ("RES-93", None, 500, ("anode",)),
    )
    for code, before, after, terms in rows:
        record = ResistanceRecord.objects.create(
            code=code,
            system_configuration="Na / NZSP",
            electrolyte="NZSP",
            modification=f"Layer, of {code}",
            initial_ohm_cm2=before,
            final_ohm_cm2=after,
        )
        record.terms.set(Term.objects.filter(slug__in=terms, facet__is_filter=True))
        curation.publish(record)
