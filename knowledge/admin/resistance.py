"""Measured data: what was measured, its numbers as the source states them, and under which conditions."""

from typing import Any

from django.contrib import admin
from django.db.models import DecimalField, Field
from django.http import HttpRequest

from knowledge.admin.citations import CitationInline
from knowledge.admin.quantities import QuantityField
from knowledge.admin.records import RecordAdmin
from knowledge.models import ResistanceRecord
from knowledge.services.units import unit_of

FIELDSETS: tuple[tuple[str | None, tuple[str | tuple[str, ...], ...]], ...] = (
    (
        None,
        (
            *("code", "status", "system_configuration", "electrolyte", "electrolyte_formula", "electrode"),
            *("modification", ("quantity", "effect")),
        ),
    ),
    (
        "Interfacial resistance",
        (
            ("initial_ohm_cm2", "initial_relation", "initial_uncertainty_ohm_cm2"),
            ("final_ohm_cm2", "final_relation", "final_uncertainty_ohm_cm2"),
            ("stated_factor", "stated_factor_relation"),
            "resistance_note",
        ),
    ),
    (
        "Critical current density",
        (
            ("ccd_initial_ma_cm2", "ccd_initial_relation", "ccd_initial_uncertainty_ma_cm2"),
            ("ccd_final_ma_cm2", "ccd_final_relation", "ccd_final_uncertainty_ma_cm2"),
            *("stated_ccd_factor", "ccd_note"),
        ),
    ),
    (
        "Cycling",
        (
            ("cycling_hours", "cycling_hours_relation"),
            ("cycling_current_ma_cm2", "cycling_capacity_mah_cm2"),
            "full_cell",
        ),
    ),
    (
        "Conditions (empty where the source does not state them)",
        (
            ("cell_type", "normalised_to"),
            ("temperature_c", "electrolyte_thickness_um"),
            ("stack_pressure_mpa", "stack_pressure_relation"),
            ("ionic_conductivity_ms_cm", "ionic_conductivity_relation", "conductivity_temperature_c"),
            "method",
        ),
    ),
    ("Filing", ("footnote", "note", "verified", "terms", "source_document")),
)


@admin.register(ResistanceRecord)
class ResistanceRecordAdmin(RecordAdmin):
    prefix = "RES-"
    inlines = (CitationInline,)
    list_filter = ("status", "quantity", "effect", *RecordAdmin.list_filter[1:])
    search_fields = ("code", "system_configuration", "electrolyte", "modification")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        *groups, (last, filing) = FIELDSETS
        dates = () if obj is None else ("updated_at", "published_at")
        return [(title, {"fields": fields}) for title, fields in (*groups, (last, (*filing, *dates)))]

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """A number whose field names a unit may be typed with any other unit of its kind."""
        if isinstance(db_field, DecimalField) and (unit := unit_of(db_field.name)):
            return db_field.formfield(form_class=QuantityField, unit=unit)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
