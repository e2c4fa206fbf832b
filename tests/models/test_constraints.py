"""What must never be in the database cannot be put there, by any path."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from knowledge.models import CONTENT_MODELS, Parameter, Record, Reference, ResistanceRecord, Step
from tests import world

pytestmark = pytest.mark.django_db


def refused(record: Record | Parameter, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        record.save()


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.kind)
def test_an_identifier_is_unique_and_cannot_be_changed(model: type[Record]) -> None:
    record = world.A_DRAFT_OF[model]()
    with pytest.raises(IntegrityError, match="is permanent"), transaction.atomic():
        model.objects.filter(pk=record.pk).update(code=record.code + "7")
    twin = model.objects.get(pk=record.pk)
    twin.pk = None
    twin._state.adding = True
    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model.kind)
@pytest.mark.parametrize("code", ["", "x", "t-an-01", "T-AN-01-C", "RES 01", "REF-6"])
def test_an_identifier_has_the_form_of_its_kind(model: type[Record], code: str) -> None:
    record = world.A_DRAFT_OF[model]()
    record.pk, record.code = None, code
    record._state.adding = True
    with pytest.raises(IntegrityError, match="code_form"), transaction.atomic():
        record.save()


@pytest.mark.parametrize("value", [0, -1])
@pytest.mark.parametrize("end", ["initial_ohm_cm2", "final_ohm_cm2"])
def test_a_resistance_is_positive(end: str, value: int) -> None:
    record = world.a_resistance_record()
    setattr(record, end, value)
    refused(record, "resistance_(initial|final)_positive")
    with pytest.raises(ValidationError, match="must be greater than 0 Ω cm²"):
        record.validate_constraints()


def test_no_factor_without_both_ends() -> None:
    record = world.a_resistance_record()
    record.refresh_from_db()
    assert record.factor == 3
    ResistanceRecord.objects.filter(pk=record.pk).update(initial_ohm_cm2=None)
    record.refresh_from_db()
    assert record.factor is None


@pytest.mark.parametrize("year", [0, 1492, 2101, 20230])
def test_a_year_is_a_year(year: int) -> None:
    reference = world.a_reference()
    reference.year = year
    refused(reference, "reference_year_is_a_year")


@pytest.mark.parametrize(
    "doi", ["https://doi.org/10.3390/batteries9010008", "10.3390", "doi:10.1/x", "10.3390/a b"]
)
def test_a_doi_is_a_doi(doi: str) -> None:
    reference = world.a_reference()
    reference.doi = doi
    refused(reference, "reference_doi_is_a_doi")
    with pytest.raises(ValidationError, match="A DOI looks like"):
        reference.validate_constraints()


def test_a_reference_is_not_a_copy_of_itself() -> None:
    reference = world.a_reference()
    reference.same_work_as = reference
    refused(reference, "reference_is_not_its_own_copy")


def test_a_parameter_has_a_value_and_its_range_is_in_order() -> None:
    step = Step.objects.get(stage__protocol=world.a_protocol())
    refused(Parameter(step=step, name="pressure"), "parameter_has_a_value")
    refused(
        Parameter(step=step, name="pressure", value_low=400, value_high=300, unit="MPa"),
        "parameter_range_in_order",
    )


def test_a_doi_in_its_plain_form_is_accepted() -> None:
    reference = world.a_reference()
    reference.doi = "10.3390/batteries9010008"
    reference.full_clean()
    reference.save()
    assert Reference.objects.get(pk=reference.pk).doi == "10.3390/batteries9010008"
